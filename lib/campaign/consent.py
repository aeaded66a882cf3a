"""Who may be written to again: a consent that was given, is not in the future and was not taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Standing(Enum):
    """How somebody stands on a day."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    NOT_YET = "not_yet"
    """The day that is written is still to come: most often a slip of the keyboard."""
    NEVER = "never"
    """Nobody has noted when this person agreed."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What is noted of one person; None: not known."""

    consented_on: date | None
    withdrawn_on: date | None

    def standing(self, on: date) -> Standing:
        """How it stands on a day; taken back on a day, it is not in force that day any more, unless given again later."""
        if self.withdrawn_on is not None and self.withdrawn_on <= on and not self._is_given_again(on):
            return Standing.WITHDRAWN
        if self.consented_on is None:
            return Standing.NEVER
        return Standing.IN_FORCE if self.consented_on <= on else Standing.NOT_YET

    def _is_given_again(self, on: date) -> bool:
        return self.consented_on is not None and self.withdrawn_on is not None and self.withdrawn_on < self.consented_on <= on
