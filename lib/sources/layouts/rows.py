"""Files whose rows are the rows of a table: keys, repeated rows, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import Cell, Refusal, Row, Table
from lib.sources.layouts.lines import Line, Lines, refusal
from lib.sources.result import Record
from lib.sources.tables.table_file import TableFile


def rows(table_file: TableFile, table: Table, lines: Lines) -> tuple[list[Record], list[Refusal], int]:
    """Accepted records, refusals, and the number of rows that repeat an earlier one word for word; the lines are rows.

    In a table without `repeats` a second row with a key and other content is refused, naming the first: which of the
    two is right is not ours to say. Where it repeats, every row stands.
    """
    found = Rows(table)
    records, refusals = found.taken(table_file, lines.lines)
    return records, refusals, found.duplicate_count


class Rows:
    """The rows of one file, taken a few thousand at a time, the ones that came before remembered by their keys."""

    def __init__(
        self,
        table: Table,
        could_repeat: Callable[[tuple[Cell, ...]], bool] = lambda key: True,
        content: Callable[[Row], object] = lambda row: row,
    ) -> None:
        """`could_repeat`: False for keys known to come once; `content`: what is remembered of a row, alike for equal rows."""
        self._table, self._could_repeat, self._content = table, could_repeat, content
        self._first: dict[tuple[Cell, ...], tuple[int, object]] = {}
        self._key = [table.column(name).field for name in table.key]
        self.duplicate_count = 0

    def taken(self, table_file: TableFile, lines: Iterable[Line]) -> tuple[list[Record], list[Refusal]]:
        """Accepted records and refusals of some of the lines."""
        records: list[Record] = []
        refusals: list[Refusal] = []
        fields, is_sure = self._key, self._table.repeats
        for line in lines:
            if line.fault is not None:
                refusals.append(refusal(table_file, line))
                continue
            record = Record(line.values, line.number)
            fault = None if is_sure else self._fault(record, tuple([record.row[field] for field in fields]))
            if fault is None:
                records.append(record)
            elif isinstance(fault, Message):
                refusals.append(refusal(table_file, line, fault))
            else:
                self.duplicate_count += 1
        return records, refusals

    def _fault(self, record: Record, key: tuple[Cell, ...]) -> Message | bool | None:
        """None for a row to take, True for one that repeats an earlier one, else why it is refused."""
        if not self._could_repeat(key):
            return None
        content = self._content(record.row)
        number, earlier = self._first.setdefault(key, (record.number, content))
        if number == record.number:
            return None
        if earlier == content:
            return True
        return say(N_("Row %(row)s already has the same %(key)s with other content."),
                   row=number, key=", ".join(self._table.key))  # fmt: skip


def row_maker(table: Table) -> Callable[[Mapping[str, Cell]], Row]:
    """What makes a row of `table` out of values by column name, each of its fields present."""
    names = tuple((column.field, column.name) for column in table.columns)
    return lambda values: {field: values.get(name) for field, name in names}
