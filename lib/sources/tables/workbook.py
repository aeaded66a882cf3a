"""XLSX and XLSM workbooks, read by a bounded child process: 107 kB of workbook can ask for 7.7 GB."""

from __future__ import annotations

import json
import subprocess  # the child is our own file, started without a shell
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lib.campaign.errors import FileTooLarge, SourceError, UnreadableFile
from lib.campaign.message import N_
from lib.sources.tables import workbook_child
from lib.sources.tables.archive import ZIP_MAGIC, directory
from lib.sources.tables.header import header
from lib.sources.tables.limits import Limits
from lib.sources.tables.other_kinds import OLD_WORKBOOK
from lib.sources.tables.separated import Grid

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_KILLED_BY_LIMIT = (-9, -11, -6)  # SIGKILL, SIGSEGV, SIGABRT: what the limit of memory ends in
Heads = Mapping[str, Sequence[Sequence[str]]]
_KILLED_BY_TIME = -24  # SIGXCPU: what that of processor time ends in


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip file or an old Office file, whatever the name says."""
    return data.startswith((ZIP_MAGIC, _OLE_MAGIC))


def grid(name: str, data: bytes, sheet: str | None, limits: Limits) -> Grid:
    """The rows of `sheet`, or of the first visible sheet that holds something, from its header on.

    Where that one names no column of ours, as a sheet of notes, and a later one does, the later one is taken. Cells are
    texts in canonical form (ISO dates, plain numbers, true/false). Raises UnreadableFile for what is
    not a workbook, is protected, damaged, empty or of another format, and FileTooLarge above a limit.
    """
    _refuse_other_formats(name, data, limits)
    chosen, sheets, numbered, heads = _read(name, data, sheet, limits)
    if sheet is None and not header([cells for _number, cells in numbered]).known:
        better = next((other for other, rows in heads.items() if any(map(any, rows)) and header(rows).known), None)
        chosen, sheets, numbered, _heads = _read(name, data, better, limits) if better else (chosen, sheets, numbered, heads)
    rows = [tuple(cells) for _number, cells in numbered]
    start = header(rows).position
    width = max(len(cells) for cells in rows[start:])
    padded = [cells + ("",) * (width - len(cells)) for cells in rows[start:]]
    return Grid(padded, [number for number, _cells in numbered[start:]], sheet=chosen, sheets=tuple(sheets))


def _read(name: str, data: bytes, sheet: str | None, limits: Limits) -> tuple[str, list[str], list[tuple[int, list[str]]], Heads]:
    """The sheet, all sheets, the rows with their numbers, and the first rows of the next sheets where these are few."""
    lines = list(map(json.loads, _answer(name, data, sheet, limits).splitlines()))
    (chosen, sheets), rows = lines[0], lines[1:]
    heads: Heads = rows.pop()[1] if rows[-1][0] is None else {}
    return chosen, sheets, rows, heads


def _refuse_other_formats(name: str, data: bytes, limits: Limits) -> None:
    if data.startswith(_OLE_MAGIC):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableFile(
                N_("“%(file)s” is protected by a password. Remove the password, then drop the file again."),
                file=name,
            )
        raise UnreadableFile(OLD_WORKBOOK, file=name)
    members = {member.filename for member in directory(name, data, limits)}
    if "content.xml" in members and "mimetype" in members:
        raise UnreadableFile(
            N_("“%(file)s” is an OpenDocument file. Open it, save it as .xlsx or CSV, then drop that file."),
            file=name,
        )
    if any(member.endswith((".iwa", "Index.zip")) for member in members):
        raise UnreadableFile(
            N_("“%(file)s” is a Numbers document. In Numbers, export it as CSV or Excel, then drop that file."), file=name
        )
    if "xl/workbook.bin" in members:
        raise UnreadableFile(
            N_("“%(file)s” is a binary workbook. Open it, save it as .xlsx or CSV, then drop that file."),
            file=name,
        )
    if "[Content_Types].xml" not in members or not any(member.startswith("xl/") for member in members):
        raise UnreadableFile(
            N_("“%(file)s” is not a workbook. Give a CSV or XLSX file, or a .zip of a campaign’s folder."),
            file=name,
        )


def _answer(name: str, data: bytes, sheet: str | None, limits: Limits) -> str:
    """What the child wrote; its failures become one sentence each."""
    command = [sys.executable, "-I", str(Path(workbook_child.__file__)), _arguments(sheet, limits)]
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and file, no shell; the workbook is its input only
            command, input=data, capture_output=True, timeout=limits.workbook_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(name) from error
    if child.returncode:
        raise _failure(name, child.returncode, sheet, limits)
    return child.stdout.decode("ascii")


def _arguments(sheet: str | None, limits: Limits) -> str:
    return json.dumps(
        {
            "memory_bytes": limits.workbook_memory_bytes,
            "seconds": min(limits.workbook_cpu_seconds, limits.workbook_seconds),
            "rows": limits.rows,
            "columns": limits.columns,
            "characters": limits.cell_characters,
            "total_characters": limits.unpacked_bytes,
            "sheet": sheet,
        }
    )


def _failure(name: str, code: int, sheet: str | None, limits: Limits) -> SourceError:
    sentences: dict[int, Callable[[], SourceError]] = {
        workbook_child.TOO_MANY_ROWS: lambda: FileTooLarge(
            N_("“%(file)s” has more than %(limit)s rows. Split it into smaller files."), file=name, limit=str(limits.rows)),
        workbook_child.TOO_MANY_COLUMNS: lambda: FileTooLarge(
            N_("“%(file)s” has more than %(limit)s columns. Keep only those of the table."),
            file=name, limit=str(limits.columns)),
        workbook_child.CELL_TOO_LONG: lambda: FileTooLarge(
            N_("“%(file)s”: a cell has more than %(limit)s characters. Shorten it, then drop the file again."),
            file=name, limit=str(limits.cell_characters)),
        workbook_child.NO_SHEET: lambda: UnreadableFile(
            N_("“%(file)s” has no sheet called “%(sheet)s”."), file=name, sheet=sheet or ""),
        workbook_child.NOTHING: lambda: UnreadableFile(N_("“%(file)s” is empty. Nothing was read."), file=name),
        workbook_child.OUT_OF_MEMORY: lambda: _too_big(name),
        workbook_child.TOO_MUCH_TEXT: lambda: _too_big(name),
    }  # fmt: skip
    if code == _KILLED_BY_TIME:
        return _too_slow(name)
    if code in _KILLED_BY_LIMIT:
        return _too_big(name)
    return sentences.get(code, lambda: _damaged(name))()


def _too_big(name: str) -> SourceError:
    return FileTooLarge(
        N_("“%(file)s” needs too much memory to be read. Save its table as CSV, then drop that file."),
        file=name,
    )


def _too_slow(name: str) -> SourceError:
    return UnreadableFile(
        N_("“%(file)s” takes too long to read. Save its table as CSV, then drop that file."), file=name
    )


def _damaged(name: str) -> SourceError:
    return UnreadableFile(
        N_("“%(file)s” is a damaged workbook. Open it, save it again as .xlsx or CSV, then drop that file."),
        file=name,
    )
