"""Page Insights whose own names are lost: a program that wrote another header over it, known again by what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lib.campaign.message import N_, say

if TYPE_CHECKING:
    from lib.sources.tables.table_file import TableFile

_NAMES = ("Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted")
"""The first columns of Page Insights by post, in Facebook’s order; they are the same in every known file."""
_ID, _ADDRESS, _POSTED = 0, 1, 6
_POST = re.compile(r"[0-9]{5,25}_[0-9]{5,25}")
_LINK = re.compile(r"https?://([a-z-]+\.)?facebook\.com/\S+")
_TIME = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} [AP]M")
_KINDS = re.compile(r"[A-Za-z]{0,20}")


def with_names(table_file: TableFile) -> TableFile:
    """The file with Facebook’s first names where each of its rows is one of Page Insights and its header is not.

    Every row must begin with the post’s id, an address of Facebook, a text, a kind, and have its time as the seventh cell, as
    Facebook writes it. Whatever stands after that is left without a name: nothing tells what it counts. Any other file comes
    back as it is.
    """
    if not table_file.rows or table_file.broken or _POST.match(table_file.headers[0]) or not all(map(_is_post, table_file.rows)):
        return table_file
    if table_file.headers[0].casefold().startswith(("post", "id", "identifiant")):
        return table_file
    width = max(map(len, table_file.rows))
    headers = (*_NAMES, *(f"({place})" for place in range(len(_NAMES) + 1, width + 1)))
    rows = tuple(cells + ("",) * (width - len(cells)) for cells in table_file.rows)
    said = say(N_("The names of the columns are not Facebook’s: the first seven are known by what they hold. What the others "
                  "count cannot be known, so no count was read."))  # fmt: skip
    return replace(table_file, headers=headers, rows=rows, remarks=(*table_file.remarks, said))


def _is_post(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= len(_NAMES)
        and _POST.fullmatch(cells[_ID]) is not None
        and _LINK.fullmatch(cells[_ADDRESS]) is not None
        and _TIME.fullmatch(cells[_POSTED]) is not None
        and _KINDS.fullmatch(cells[3]) is not None
    )
