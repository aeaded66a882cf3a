"""Files whose rows are the rows of a table: keys, repeated rows, refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lib.campaign.message import N_, say
from lib.campaign.tables import Cell, Refusal, Row, Table
from lib.sources.lines import Lines, refusal
from lib.sources.result import Record
from lib.sources.table_file import TableFile


def rows(table_file: TableFile, table: Table, lines: Lines) -> tuple[list[Record], list[Refusal], int]:
    """Accepted records, refusals, and the number of rows that repeat an earlier one word for word.

    In a table without `repeats` a second row with a key and other content is refused, naming the first: which of the
    two is right is not ours to say. Where it repeats, every row stands.
    """
    records: list[Record] = []
    refusals: list[Refusal] = []
    first: dict[tuple[Cell, ...], Record] = {}
    duplicate_count = 0
    row = row_maker(table)
    key_fields = [table.column(name).field for name in table.key]
    for line in lines.lines:
        if line.fault is not None:
            refusals.append(refusal(table_file, line))
            continue
        record = Record(row(line.values), line.number)
        key = tuple(record.row[field] for field in key_fields)
        earlier = None if table.repeats else first.setdefault(key, record)
        if earlier is None or earlier is record:
            records.append(record)
        elif earlier.row == record.row:
            duplicate_count += 1
        else:
            fault = say(N_("Row %(row)s already has the same %(key)s with other content."),
                        row=earlier.number, key=", ".join(table.key))  # fmt: skip
            refusals.append(refusal(table_file, line, fault))
    return records, refusals, duplicate_count


def row_maker(table: Table) -> Callable[[Mapping[str, Cell]], Row]:
    """What makes a row of `table` out of values by column name, each of its fields present."""
    names = tuple((column.field, column.name) for column in table.columns)
    return lambda values: {field: values.get(name) for field, name in names}
