"""The fitted tables: their file, their order, and the arithmetic of the mixture."""

from __future__ import annotations

import pytest

from lib.campaign.forecast_model import Heap, Outlook, fan_shares
from lib.campaign.forecast_tables import Cells, json_from_tables, neighbours, shipped_tables, tables_from_json

EVEN = (0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1)
MADE = Heap(tuple(1 + level for level in EVEN))
MISSED = Heap(EVEN)


def test_a_cell_is_read_straight_between_two_bins():
    assert Cells((0.2, 0.4), ((1.0, 2.0), (3.0, 4.0))).at(0.3) == pytest.approx((2.0, 3.0))


@pytest.mark.parametrize(("progress", "quantiles"), [(0.1, (1.0, 2.0)), (0.4, (3.0, 4.0)), (0.9, (3.0, 4.0))])
def test_a_cell_outside_its_bins_is_the_nearest_one(progress, quantiles):
    assert Cells((0.2, 0.4), ((1.0, 2.0), (3.0, 4.0))).at(progress) == quantiles


def test_the_weight_is_that_of_the_second_neighbour():
    assert neighbours((0.0, 1.0, 3.0), 1.5) == (1, 2, 0.25)


@pytest.mark.parametrize(("level", "total"), [(0.1, 0.2), (0.25, 0.5), (0.75, 1.5), (0.9, 1.8)])
def test_two_even_heaps_of_like_chance_make_one_even_distribution(level, total):
    """Missed evenly from 0 to 1, made evenly from 1 to 2: together evenly from 0 to 2."""
    assert Outlook(0.5, MADE, MISSED).quantile(level) == pytest.approx(total)


def test_a_quantile_between_the_heaps_lies_between_them():
    """30 % end between 0 and 1, nobody between 1 and 3, 70 % at 3 or more: the median is 3 + (0.5 − 0.3) ÷ 0.7."""
    apart = Outlook(0.7, Heap(tuple(3 + level for level in EVEN)), MISSED)

    assert apart.quantile(0.5) == pytest.approx(3 + 0.2 / 0.7)


def test_totals_that_are_tied_hold_their_whole_share():
    """Half of the missed stay where they are, at 0.4: a tenth of the mixture lies on it."""
    tied = Heap((0.4, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.7, 0.8))

    assert tied.share_below(0.4) == 0
    assert tied.share_at_most(0.4) == 0.5
    assert Outlook(0.8, MADE, tied).quantile(0.1) == pytest.approx(0.4)


def test_a_chance_of_a_total_mixes_both_heaps():
    """Above 1.5: half of the made ones, none of the missed; 0.6 × 0.5 = 0.3."""
    assert Outlook(0.6, MADE, MISSED).chance_of(1.5) == pytest.approx(0.3)


def test_the_file_says_where_its_tables_come_from():
    said = shipped_tables().provenance

    assert said["licence"] == "MIT"
    assert (said["campaigns"], said["years"]) == ("1801", "2013–2014")
    assert {"source", "dates", "chance", "distributions"} <= said.keys()


def test_the_tables_are_written_as_they_are_read():
    assert tables_from_json(json_from_tables(shipped_tables())) == shipped_tables()


@pytest.mark.parametrize("row", shipped_tables().rows, ids=lambda row: f"{row.elapsed_share:.0%}")
def test_every_row_holds_what_the_forecast_relies_on(row):
    _, per_gap, per_pace = row.chance
    assert per_gap < 0 <= per_pace
    for cells in (row.success, row.failure, row.wait):
        assert list(cells.progress) == sorted(cells.progress)
        assert all(list(line) == sorted(line) for line in cells.quantiles)
    assert all(line[0] >= 1 for line in row.success.quantiles)
    assert all(
        0 <= share <= 1 for line in (*row.failure.quantiles, *row.wait.quantiles, *row.fan) for share in line
    )
    assert all(list(line) == sorted(line) for line in (row.past, *row.fan))


@pytest.mark.parametrize(("remaining_share", "way"), [(0, 0), (1, 1)])
def test_the_fan_leaves_from_now_and_arrives_at_the_end(remaining_share, way):
    assert fan_shares(shipped_tables(), 0.4, remaining_share) == (way, way, way)
