"""Rows that are held column by column are a sequence of rows like any other."""

from __future__ import annotations

import pytest

from lib.campaign.row_columns import RowColumns

ROWS = RowColumns({"id": ["a", "b", "c"], "amount_cents": [1, None, 3]}, 3)


def test_rows_are_given_one_by_one_by_place_and_in_parts() -> None:
    assert len(ROWS) == 3
    assert list(ROWS) == [{"id": "a", "amount_cents": 1}, {"id": "b", "amount_cents": None}, {"id": "c", "amount_cents": 3}]
    assert ROWS[-1] == {"id": "c", "amount_cents": 3}
    assert [row["id"] for row in ROWS[1:]] == ["b", "c"]
    assert [row["id"] for row in ROWS.at([2, 0])] == ["c", "a"]
    assert ROWS.at([0, 1, 2]) is ROWS
    assert list(ROWS.of(["id"])) == [{"id": "a"}, {"id": "b"}, {"id": "c"}]


def test_a_place_beyond_the_end_is_refused_as_in_a_list() -> None:
    with pytest.raises(IndexError):
        ROWS[3]


def test_rows_without_a_field_are_still_counted() -> None:
    assert list(RowColumns({}, 2)) == [{}, {}]
