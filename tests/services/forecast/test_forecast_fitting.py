"""Fitting: the same series gives the same tables, and the shipped ones are those of their series."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from lib.campaign.forecast_course import ForecastUseError
from lib.campaign.forecast_tables import shipped_tables, tables_from_json
from lib.services.forecast.forecast_fitting import GRID, fit_table, fitted_tables
from lib.services.forecast.forecast_sample import sample, weighted_quantiles
from lib.services.forecast.forecast_series import campaigns_from_rows, past_campaigns
from tests.services.forecast_invented import invented_rows, invented_text

SERIES = Path(__file__).parents[4] / "shared" / "inputs" / "all-or-nothing-2013-2014.csv.gz"
"""Where the series of the shipped tables may lie, beside the project; it is not part of it."""


def _leaves(value):
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in _leaves(each)]
    if isinstance(value, list | tuple):
        return [leaf for each in value for leaf in _leaves(each)]
    return [value]


def _numbers(tables):
    return _leaves([asdict(row) for row in tables.rows])


def test_a_refit_finds_the_same_tables_again():
    """On the series of the shipped tables when it lies beside the project, else twice on invented campaigns."""
    if SERIES.exists():
        refitted, known = fitted_tables(past_campaigns(SERIES)), shipped_tables()
    else:
        refitted, known = (fitted_tables(campaigns_from_rows(invented_rows())) for _ in range(2))

    assert _numbers(refitted) == pytest.approx(_numbers(known), abs=2e-4)


def test_the_order_of_rows_in_a_file_does_not_matter():
    rows = invented_rows(60)
    by_day = sorted(rows, key=lambda row: row["paid_on"])

    assert fitted_tables(campaigns_from_rows(by_day)).rows == fitted_tables(campaigns_from_rows(rows)).rows


def test_the_tables_cover_the_grid_and_know_their_series():
    tables = fitted_tables(campaigns_from_rows(invented_rows(60)), {"source": "invented"})

    assert tuple(row.elapsed_share for row in tables.rows) == GRID
    assert (tables.provenance["source"], tables.provenance["campaigns"], tables.provenance["years"]) == (
        "invented",
        "60",
        "2014–2014",
    )


def test_the_chance_never_falls_with_money_nor_with_pace():
    tables = fitted_tables(campaigns_from_rows(invented_rows(60)))

    assert all(row.chance[1] <= 0 <= row.chance[2] for row in tables.rows)


def test_a_file_is_fitted_and_scored_by_cross_validation(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text(invented_text(60))

    fitted = fit_table(path)

    assert len(tables_from_json(fitted.tables_json).rows) == len(GRID)
    assert [row[0] for row in fitted.cross_validation.rows] == ["5%", "10%", "25%", "50%", "75%", "90%"]


def test_a_series_of_campaigns_that_all_failed_is_too_small():
    few = [row for row in invented_rows(60) if float(row["pledged_cumulative"]) < 0.3 * float(row["goal"])]

    with pytest.raises(ForecastUseError):
        fitted_tables(campaigns_from_rows(few))


def test_a_series_without_five_contributors_anywhere_is_too_small():
    with pytest.raises(ForecastUseError):
        fitted_tables(
            campaigns_from_rows([{**row, "contributors_cumulative": "4"} for row in invented_rows(3)])
        )


def test_each_campaign_weighs_one_near_a_share_however_many_of_its_days_fall_there():
    days = sample(campaigns_from_rows([*invented_rows(40, days=40)]))
    inside, weights = days.near(0.5, np.ones(days.pace.size, dtype=bool))

    assert np.bincount(days.campaign[inside], weights) == pytest.approx(np.ones(40))


def test_a_weighted_quantile_is_that_of_the_repeated_values():
    """1, 2, 2, 2, 9: the median is 2; the lower end is the smallest value."""
    values, weights = np.array([9.0, 1.0, 2.0]), np.array([1.0, 1.0, 3.0])

    assert weighted_quantiles(values, weights, (0.0, 0.5)) == pytest.approx([1.0, 2.0])
