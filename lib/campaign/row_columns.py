"""Rows of one table held column by column: a few lists in the place of thousands of small mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import overload

from lib.campaign.tables import Cell, Row


class RowColumns(Sequence[Row]):
    """A sequence of rows, each made when it is asked for; `columns` holds their cells by field, all of one length.

    Who takes many rows at once takes the columns; who takes one row after another need not know.
    """

    __slots__ = ("_count", "columns")

    def __init__(self, columns: Mapping[str, Sequence[Cell]], count: int) -> None:
        self.columns, self._count = columns, count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        names = tuple(self.columns)
        values = zip(*self.columns.values(), strict=True) if names else repeat((), self._count)
        return (dict(zip(names, row, strict=True)) for row in values)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return self.at(range(self._count)[place])
        number = range(self._count)[place]
        return {name: values[number] for name, values in self.columns.items()}

    def at(self, places: Sequence[int]) -> RowColumns:
        """The rows at some places, counted from 0, in that order."""
        if len(places) == self._count and list(places) == list(range(self._count)):
            return self
        return RowColumns({name: [values[place] for place in places] for name, values in self.columns.items()}, len(places))

    def of(self, fields: Sequence[str]) -> RowColumns:
        """The same rows with some of their fields."""
        return RowColumns({name: self.columns[name] for name in fields}, self._count)
