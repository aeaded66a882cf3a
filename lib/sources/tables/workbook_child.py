"""The process that reads one workbook and nothing else: started by `workbook`, bounded, thrown away after use.

Standard input: the workbook. Argument: a JSON object with `memory_bytes`, `seconds`, `rows`, `columns`, `characters`
(of one cell), `total_characters` and `sheet` (null: the first that holds something). Standard output: one JSON line
[sheet, [all sheets]], then one line [row number, [texts]] for each row that holds something; where these are few, a last
line [null, {sheet: first rows}] of the sheets after it. Exit codes: see below.
It imports nothing of this project, so that it starts quickly and alone.
"""

from __future__ import annotations

import json
import sys
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, TextIO
from zipfile import BadZipFile

OUT_OF_MEMORY, TOO_MANY_ROWS, TOO_MANY_COLUMNS, CELL_TOO_LONG, NO_SHEET, NOTHING, TOO_MUCH_TEXT = range(
    40, 47
)

_EXACT_INTEGERS_BELOW = 10**15
"""Above this a spreadsheet's number has lost digits; it is written with an exponent so that nobody takes it for an id."""
_THOUSANDS_LOOKALIKE = 3
_NOTES_ROWS = 40
"""A sheet of more rows is no sheet of notes before the table."""
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, MemoryError, OSError, SyntaxError, TypeError, ValueError,
               BadZipFile, zlib.error)  # fmt: skip
"""What a damaged sheet raises in openpyxl."""
_LATER_SHEETS, _HEAD_ROWS, _HEAD_COLUMNS, _HEAD_CHARACTERS = 5, 20, 500, 200


class _TooMuch(Exception):
    """A limit was passed; the argument is the exit code."""


def bound(memory_bytes: int, seconds: float) -> None:
    """Ask the system to stop this process above these limits, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource  # not there on Windows

    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text(value: object) -> str:
    """A cell in canonical form: ISO dates, plain numbers, true/false; nothing is ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, datetime):
        return day_or_instant(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def number(value: int | float) -> str:
    """A number without exponent; never with exactly three decimals, which a reader could take for thousands.

    15 significant digits are what a spreadsheet keeps: 33.300000000000004 is 33.3, and 12.0 is 12.
    """
    if isinstance(value, int):
        return str(value)
    if value != value or abs(value) >= _EXACT_INTEGERS_BELOW:
        return f"{value:.14E}"
    plain = f"{Decimal(f'{value:.15g}'):f}"
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == _THOUSANDS_LOOKALIKE:
        decimals += "0"
    return f"{whole}.{decimals}" if decimals else whole


def day_or_instant(value: datetime) -> str:
    """A date at midnight is a day: a spreadsheet does not tell them apart, and both mean the start of that day."""
    if value.time() == time.min:
        return value.date().isoformat()
    rounded = value + timedelta(microseconds=500)
    return rounded.replace(microsecond=rounded.microsecond // 1000 * 1000).isoformat()


def main(arguments: dict[str, Any], out: TextIO) -> None:
    """Write the rows of the sheet asked for, or of the first one that holds something."""
    from io import BytesIO

    # openpyxl would import numpy where it is installed: slow, and its threads reserve memory on every core.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    import openpyxl

    book = openpyxl.load_workbook(
        BytesIO(sys.stdin.buffer.read()), read_only=True, data_only=True, keep_links=False
    )
    names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    wanted = names if arguments["sheet"] is None else [arguments["sheet"]]
    if arguments["sheet"] is not None and arguments["sheet"] not in names:
        raise _TooMuch(NO_SHEET)
    for place, name in enumerate(wanted):
        row_count = write_rows(book[name], name, names, arguments, out)
        if row_count:
            if row_count <= _NOTES_ROWS:
                out.write(json.dumps([None, heads(book, wanted[place + 1 :][:_LATER_SHEETS])]) + "\n")
            return
    raise _TooMuch(NOTHING)


def heads(book: Any, names: list[str]) -> dict[str, list[list[str]]]:
    """The first rows of sheets, each cell cut short; a sheet that cannot be read has none, and spoils no other."""
    found: dict[str, list[list[str]]] = {}
    for name in names:
        try:
            book[name].reset_dimensions()
            rows = islice(book[name].iter_rows(values_only=True), _HEAD_ROWS)
            found[name] = [[text(value)[:_HEAD_CHARACTERS] for value in values[:_HEAD_COLUMNS]] for values in rows]
        except _UNREADABLE:
            continue
    return found


def write_rows(sheet: Any, name: str, names: list[str], limits: dict[str, Any], out: TextIO) -> int:
    """Write a sheet's rows that hold something; how many there were."""
    sheet.reset_dimensions()  # a sheet may claim to be 16 384 columns wide
    characters = row_count = 0
    for position, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [text(value) for value in values]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        characters += sum(map(len, cells))
        row_count += 1
        check(row_count, cells, characters, limits)
        if row_count == 1:
            out.write(json.dumps([name, names]) + "\n")
        out.write(json.dumps([position, cells]) + "\n")
    return row_count


def check(row_count: int, cells: list[str], characters: int, limits: dict[str, Any]) -> None:
    """Stop at the first limit passed; one row more than allowed is the header."""
    if row_count > limits["rows"] + 1:
        raise _TooMuch(TOO_MANY_ROWS)
    if len(cells) > limits["columns"]:
        raise _TooMuch(TOO_MANY_COLUMNS)
    if max(map(len, cells)) > limits["characters"]:
        raise _TooMuch(CELL_TOO_LONG)
    if characters > limits["total_characters"]:
        raise _TooMuch(TOO_MUCH_TEXT)


if __name__ == "__main__":
    _arguments = json.loads(sys.argv[1])
    bound(_arguments["memory_bytes"], _arguments["seconds"])
    try:
        main(_arguments, sys.stdout)
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    except _TooMuch as reached:
        sys.exit(reached.args[0])
