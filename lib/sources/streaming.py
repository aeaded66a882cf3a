"""A large file of contributions: looked over once to learn how its columns are written, then read slice by slice."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType

from lib.campaign.model import Campaign
from lib.campaign.row_columns import RowColumns
from lib.campaign.tables import CONTRIBUTIONS, Cell, Row
from lib.sources import mapping
from lib.sources.layouts.layout import ROW, Layout
from lib.sources.layouts.lines import Line, Survey, refusal
from lib.sources.layouts.rows import Rows
from lib.sources.parsing import frame_of, plan_of
from lib.sources.result import Parsed, RecordColumns
from lib.sources.tables.big_file import BigFile, Progress, unheard
from lib.sources.tables.table_file import TableFile

_NO_ANSWERS: Mapping[str, str] = MappingProxyType({})
_NO_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_DIGEST_BYTES = 16
_KEY = CONTRIBUTIONS.key[0]
_PARTS = 16
"""In which ids are sorted, one after the other: all at once they would take five times their eight bytes."""


def can_be_streamed(how: Layout | mapping.Mapping) -> bool:
    """Whether each row of such a file is a contribution by itself: then none needs to wait for the others."""
    if isinstance(how, Layout):
        return how.table is CONTRIBUTIONS and how.reads is CONTRIBUTIONS and how.convert is None and how.is_heading is None
    return how.table == CONTRIBUTIONS.name and how.grain == ROW


class Streamed:
    """The rows of a large file; what it gives is what `parsed` gives of the same file, a slice at a time.

    Raises as `parsed` does, from the headers; the file's own errors come as it is read.
    """

    def __init__(
        self,
        file: BigFile,
        how: Layout | mapping.Mapping,
        campaign: Campaign,
        *,
        formats: Mapping[str, str] = _NO_ANSWERS,
        values: Mapping[str, Mapping[str, str]] = _NO_WORDS,
    ) -> None:
        self._file = file
        self._plan = plan_of(file.head, how, campaign, formats, values)
        self._survey = Survey(file.head.headers, self._plan, campaign)
        self.row_count = 0
        """Rows that hold something, of those looked over so far."""
        self._repeated: frozenset[int] = frozenset()
        self.duplicate_count = 0
        """Rows that repeat an earlier one word for word, of the slices given so far."""

    def look_over(self, progress: Progress = unheard) -> None:
        """The first reading: how each column is written, and which ids may come twice. Eight bytes are kept of each row."""
        header = self._plan.header_of(_KEY)
        place = self._file.head.headers.index(header) if header else 0
        names = [array("q") for _ in range(_PARTS)]
        for piece in self._file.slices(progress):
            self._survey.look(piece)
            self.row_count += piece.row_count
            for name in [_name(cells[place]) for cells in piece.rows if len(cells) > place]:
                names[name % _PARTS].append(name)
        self._repeated = frozenset(one for part in names for one, other in pairwise(sorted(part)) if one == other)

    @cached_property
    def frame(self) -> Parsed:
        """What is known of the file but for its rows; to be asked for after `look_over`."""
        return replace(frame_of(self._file.head, self._plan, self._survey), row_count=self.row_count)

    def slices(self, progress: Progress = unheard) -> Iterator[Parsed]:
        """The second reading: accepted and refused rows, some thousand at a time, in the file's order."""
        may_repeat = self._could_repeat if self._repeated else _never
        found = Rows(CONTRIBUTIONS, could_repeat=may_repeat, content=_content)
        for piece in self._file.slices(progress):
            told = self._by_column(piece)
            if told is None:
                records, refusals = found.taken(piece, self._survey.lines(piece, are_rows=True).lines)
                self.duplicate_count = found.duplicate_count
                told = replace(self.frame, row_count=piece.row_count, records=tuple(records), refusals=tuple(refusals))
            yield told

    def _by_column(self, piece: TableFile) -> Parsed | None:
        """A slice whose rows need not be looked at one by one: each can be laid under the headers, and none may come again."""
        read = self._survey.columns(piece)
        if read is None:
            return None
        columns, faults = read
        if self._repeated and not self._repeated.isdisjoint([_name(str(key)) for key in columns[_KEY]]):
            return None
        rows, numbers = RowColumns(columns, piece.row_count), piece.numbers
        refusals = [
            refusal(piece, Line(numbers[place], piece.rows[place], {}, fault, column))
            for place, (fault, column) in sorted(faults.items(), key=itemgetter(0))
        ]
        if faults:
            taken = [place for place in range(piece.row_count) if place not in faults]
            rows, numbers = rows.at(taken), [numbers[place] for place in taken]
        return replace(
            self.frame, row_count=piece.row_count, records=RecordColumns(rows, numbers), refusals=tuple(refusals)
        )

    def _could_repeat(self, key: tuple[Cell, ...]) -> bool:
        return _name(str(key[0])) in self._repeated


def _never(_key: tuple[Cell, ...]) -> bool:
    return False


def _name(text: str) -> int:
    """An id in eight bytes, the same for 12 and for the 12.0 that a spreadsheet made of it."""
    return hash(text.removesuffix(".0"))


def _content(row: Row) -> bytes:
    return blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()

