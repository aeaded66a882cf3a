"""A file read slice by slice against the same file read whole: the same rows, refusals and remarks, or the same sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lib.campaign.errors import DashboardError
from lib.sources.layouts.layouts import Layout, identify
from lib.sources.layouts.suggestion import suggestion
from lib.sources.mapping import Mapping
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.streaming import Streamed, can_be_streamed
from lib.sources.tables.big_file import BigFile
from lib.sources.tables.limits import LIMITS
from lib.sources.tables.table_file import TableFile, table_file
from lib.sources.tables.workbook import is_workbook
from tests.sources.given import CAMPAIGN

_SAID_OF_ALL = ("fields", "columns", "remarks", "questions", "unknown_words", "left_out", "row_count", "digest")
T = TypeVar("T")


def unlike(path: Path, content: bytes, how: Layout | Mapping | None = None) -> str:
    """What differs, in a few words; empty where nothing does, or where the file is never read slice by slice.

    The bytes are written to `path`; `how` they are read is told from the headers where it is not given.
    """
    if is_workbook(content):
        return ""
    path.write_bytes(content)
    whole = _said(lambda: table_file(path.name, content))
    big = _said(lambda: BigFile(path, LIMITS))
    if isinstance(big, str):
        return "" if big == whole else f"sliced: {big[:100]}; whole: {_shown(whole)}"
    read = _said(lambda: list(big.slices()))
    if isinstance(read, str) or isinstance(whole, str):
        return "" if read == whole else f"sliced: {_shown(read)}; whole: {_shown(whole)}"
    found = how or _how(whole)
    if found is None or not can_be_streamed(found):
        return ""
    return _unlike_rows(big, found, _said(lambda: parsed(whole, found, CAMPAIGN)))


def _unlike_rows(big: BigFile, how: Layout | Mapping, whole: Parsed | str) -> str:
    streamed = _said(lambda: Streamed(big, how, CAMPAIGN))
    if isinstance(streamed, str) or isinstance(whole, str):
        return "" if streamed == whole else f"sliced: {_shown(streamed)}; whole: {_shown(whole)}"
    streamed.look_over()
    pieces = list(streamed.slices())
    if tuple(row for piece in pieces for row in piece.records) != tuple(whole.records):
        return "the rows of the slices are not those of the whole"
    if tuple(refused for piece in pieces for refused in piece.refusals) != whole.refusals:
        return "the refusals of the slices are not those of the whole"
    if streamed.duplicate_count != whole.duplicate_count:
        return f"{streamed.duplicate_count} repeated rows in slices, {whole.duplicate_count} in the whole"
    return next((f"{name} of the slices differ" for name in _SAID_OF_ALL if getattr(streamed.frame, name) != getattr(whole, name)), "")


def _how(read: TableFile) -> Layout | Mapping | None:
    """How a file is read: as its layout says, else as the step of matching would propose."""
    try:
        return identify(read)
    except DashboardError:
        return suggestion(read)


def _said(read: Callable[[], T]) -> T | str:
    """What reading gives, or the sentence in which it refuses."""
    try:
        return read()
    except DashboardError as error:
        return error.message.text % dict(error.message.params)


def _shown(said: object) -> str:
    return said[:100] if isinstance(said, str) else "read"
