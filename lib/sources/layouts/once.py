"""A thing that several rows of a file tell is taken once: which row is the first, which repeat it, which contradict it."""

from __future__ import annotations

from enum import Enum

from lib.campaign.message import N_, Message, say


class Said(Enum):
    """What a row says of a thing: something new, or what another row said already."""

    FIRST = "first"
    AGAIN = "again"


class Once:
    """The things of a file by their key, with the content and number of the first row that told each."""

    def __init__(self) -> None:
        self._first: dict[object, tuple[object, int]] = {}
        self.duplicate_count = 0

    def told(self, key: object, content: object, number: int, key_name: str = "id") -> Said | Message:
        """FIRST, AGAIN (counted), or why the row is refused: it says something else of the same thing."""
        earlier = self._first.setdefault(key, (content, number))
        if earlier[1] == number:
            return Said.FIRST
        if earlier[0] == content:
            self.duplicate_count += 1
            return Said.AGAIN
        return say(N_("Row %(row)s already has the same %(key)s with other content."), row=earlier[1], key=key_name)
