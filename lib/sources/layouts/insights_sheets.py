"""Page Insights as a workbook: its posts are on one sheet, and their shares, reactions and comments on another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lib.campaign.message import N_, Message, say
from lib.sources.cells.names import folded

if TYPE_CHECKING:
    from lib.sources.tables.table_file import TableFile

ONE_SHEET = N_("Only the sheet “%(sheet)s” was read, not “%(others)s”.")
_STORIES = "lifetime post stories by act"
"""How the sheet’s name begins; Facebook cuts the rest off."""
_ID = "post id"
_ACTIONS = ("share", "like", "comment")
_NAME = "Lifetime Post Stories by action type - {}"
"""What the same columns are called where the export is one CSV."""


def with_stories(table_file: TableFile, other: Callable[[str], TableFile]) -> TableFile:
    """The posts with the columns of the sheet of stories beside theirs, joined by the post’s id; `other` reads a sheet.

    A post that the second sheet does not hold has empty cells there, and so has every post whose id stands there twice.
    Any file without these two sheets comes back as it is.
    """
    sheet = next((name for name in table_file.sheets if folded(name).startswith(_STORIES)), None)
    if sheet is None or sheet == table_file.sheet or _ID not in map(folded, table_file.headers):
        return table_file
    stories = other(sheet)
    columns = _columns(stories)
    own = {folded(header) for header in table_file.headers}
    added = [name for name in _ACTIONS if name in columns and folded(_NAME.format(name)) not in own]
    if _ID not in columns or not added:
        return table_file
    told = _told(stories, columns[_ID])
    position = [folded(header) for header in table_file.headers].index(_ID)
    places, width = [columns[name] for name in added], len(table_file.headers)
    rows = tuple(
        cells + tuple(_cell(told, cells[position], place) for place in places) if len(cells) == width else cells
        for cells in table_file.rows
    )
    headers = (*table_file.headers, *map(_NAME.format, added))
    return replace(table_file, headers=headers, rows=rows, remarks=_remarks(table_file, sheet))


def _columns(stories: TableFile) -> Mapping[str, int]:
    """Where each column of the second sheet stands, by its folded name, the action alone where the name is the long one."""
    long = folded(_NAME.format(""))
    return {folded(header).removeprefix(long).strip(): place for place, header in enumerate(stories.headers)}


def _told(stories: TableFile, position: int) -> Mapping[str, tuple[str, ...]]:
    rows = [cells for cells in stories.rows if len(cells) == len(stories.headers)]
    times = Counter(cells[position] for cells in rows)
    return {cells[position]: cells for cells in rows if times[cells[position]] == 1}


def _cell(told: Mapping[str, tuple[str, ...]], number: str, position: int) -> str:
    return told[number][position] if number in told else ""


def _remarks(table_file: TableFile, stories: str) -> tuple[Message, ...]:
    """Which sheets were read, in place of the remark that only one was."""
    left = [name for name in table_file.sheets if name not in (table_file.sheet, stories)]
    said = say(N_("The sheet “%(sheet)s” was read, and “%(stories)s” for shares, reactions and comments."),
               sheet=table_file.sheet or "", stories=stories)  # fmt: skip
    unread = say(N_("Not read: the sheets “%(others)s”."), others="”, “".join(left))
    kept = [remark for remark in table_file.remarks if remark.text != ONE_SHEET]
    return (*kept, said, unread) if left else (*kept, said)
