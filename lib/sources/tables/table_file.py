"""A file that was given, as a table of texts: what every layout and mapping starts from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.campaign.errors import UnreadableFile
from lib.campaign.message import N_, Message, say, say_many
from lib.sources.cells.names import unique
from lib.sources.layouts.insights_columns import with_names
from lib.sources.layouts.insights_sheets import ONE_SHEET, with_stories
from lib.sources.tables import separated, workbook
from lib.sources.tables.archive import only_table
from lib.sources.tables.decoding import decoded
from lib.sources.tables.formulas import as_typed
from lib.sources.tables.limits import LIMITS, Limits, check_size
from lib.sources.tables.separated import Grid

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What `clean` takes away: all controls but the tab and the end of a line, and halves of characters."""
_ROWS_A_TIME = 5_000
_BLANKS = " \t\r\n\v\f\u00a0\u202f\u2007\u2009\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class TableFile:
    """Headers and rows of one file or sheet, trimmed, in NFC, without control characters.

    `headers` are unique (a repeated one gets “ (2)”). A row that has not as many cells as `headers` is ragged, or one
    of `broken` (misplaced quotation marks); both are refused when the file is parsed. `numbers` are the row numbers
    that a person sees: the header is row 1 where nothing stands above it, blank rows count, and a record whose cells
    span several lines counts once. `digest` is the SHA-256 of the bytes in hexadecimal.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: Sequence[int]
    digest: str
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    broken: frozenset[int] = frozenset()
    remarks: tuple[Message, ...] = ()

    @property
    def first_row_number(self) -> int:
        """The number of the first row below the header."""
        return self.numbers[0] if self.numbers else 2

    @property
    def row_count(self) -> int:
        """Rows that hold something, the header left out."""
        return len(self.rows)

    @property
    def numbered(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row with its number."""
        return zip(self.numbers, self.rows, strict=True)

    def is_ragged(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row cannot be laid under the headers."""
        return len(cells) != len(self.headers) or number in self.broken

    def column(self, header: str) -> tuple[str, ...]:
        """The texts under a header, ragged rows left out; ValueError when there is no such header."""
        position = self.headers.index(header)
        return tuple(cells[position] for number, cells in self.numbered if not self.is_ragged(number, cells))


def table_file(name: str, data: bytes, *, sheet: str | None = None, limits: Limits = LIMITS) -> TableFile:
    """The table in `data`, CSV or workbook told by its content, or the only one of a .zip; `sheet` names one sheet of a workbook.

    Raises UnreadableFile or FileTooLarge, and nothing else, whatever the bytes.
    """
    check_size(name, len(data), limits)
    digest = hashlib.sha256(data).hexdigest()
    packed = only_table(name, data, limits)
    data = packed[1] if packed else data
    if workbook.is_workbook(data):
        read = _table(name, workbook.grid(name, data, sheet, limits), digest, None)
        return with_stories(read, lambda other: _table(name, workbook.grid(name, data, other, limits), digest, None))
    text = decoded(name, data)
    return with_names(_table(name, separated.grid(name, text.text, limits), digest, text.encoding))


def _table(name: str, grid: Grid, digest: str, encoding: str | None) -> TableFile:
    cleaned = cleaned_rows(grid.rows)
    width = _width(cleaned, grid) if cleaned else 0
    if not width:
        raise UnreadableFile(N_("“%(file)s” is empty. Nothing was read."), file=name)
    kept = [
        (number, cells if number in grid.broken else laid(cells, width))
        for number, cells in zip(grid.numbers[1:], cleaned[1:], strict=True)
        if any(cells)
    ]
    return TableFile(
        name=name,
        headers=unique(cleaned[0][:width]),
        rows=tuple(cells for _number, cells in kept),
        numbers=tuple(number for number, _cells in kept),
        digest=digest,
        encoding=encoding,
        separator=grid.separator,
        sheet=grid.sheet,
        sheets=grid.sheets,
        broken=grid.broken,
        remarks=tuple(remarks(grid)),
    )


def clean(text: str) -> str:
    """A cell as it was meant: in NFC, without outer blanks (also no-break ones) nor control characters, disarmed
    apostrophes undone."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
        )
    return as_typed(text.strip(_BLANKS))


def cleaned_rows(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each cell `clean`ed; what only a few cells need is looked for in many rows at once."""
    return [cells for first in range(0, len(rows), _ROWS_A_TIME) for cells in _cleaned(rows[first : first + _ROWS_A_TIME])]


def _cleaned(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    whole = "".join(map("".join, rows))
    if not unicodedata.is_normalized("NFC", whole) or _CONTROL.search(whole):
        return [tuple([clean(cell) for cell in cells]) for cells in rows]
    if "'" in whole or "=" in whole:
        return [tuple([as_typed(cell.strip(_BLANKS)) for cell in cells]) for cells in rows]
    return [tuple([cell.strip(_BLANKS) for cell in cells]) for cells in rows]


def _width(rows: Sequence[tuple[str, ...]], grid: Grid) -> int:
    """The number of columns: trailing ones without a header count only where a well-formed row fills them."""
    headers = rows[0]
    width = len(headers)
    if width and headers[-1]:
        return width
    same = [cells for number, cells in zip(grid.numbers, rows, strict=True) if len(cells) == width]
    while width and not any(cells[width - 1] for cells in same):
        width -= 1
    return width


def laid(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row without the empty cells that stand beyond the last header."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells


def remarks(grid: Grid) -> Iterator[Message]:
    """What was left unread around the table, and where it stood."""
    if grid.is_wrapped:
        yield say(N_("Each line was a single cell between quotation marks: the table inside them was read."))
    if grid.numbers[0] > 1:
        yield say_many(
            N_("The row above the header was not read."),
            N_("The %(count)s rows above the header were not read."),
            grid.numbers[0] - 1,
        )
    others = [sheet for sheet in grid.sheets if sheet != grid.sheet]
    if others and grid.sheet:
        yield say(
            ONE_SHEET,
            sheet=grid.sheet,
            others="”, “".join(others),
        )
