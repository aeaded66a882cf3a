"""One step of the evening, drawn: what phones follow, and what the presenter's page shows apart from its fields."""

from __future__ import annotations

from markupsafe import Markup

from lib.services.evening.evening import Evening
from lib.services.evening.evening_levers import levers
from lib.services.evening.evening_steps import Seen, what_is_missing, what_worked, where_we_stand
from lib.services.evening.evening_taken import commitments_taken

_STEPS = (where_we_stand, what_worked, what_is_missing, levers)
"""The first four; the fifth depends on the evening too."""


def picture(seen: Seen, step: int, led: Evening | None, *, names: bool = False) -> Markup:
    """The drawing of a step (1 to 5); `names`: who took what on is told, which phones never are."""
    return _STEPS[step - 1](seen) if step <= len(_STEPS) else commitments_taken(seen, led, names=names)
