"""Plan against result, and since which evening a commitment is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.services.campaigns import open_campaign
from lib.services.reports.results import Result, results
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import bring, empty_store

OVER = datetime(2018, 3, 17, 4, tzinfo=UTC)
NEWS = "id,published_at,title\n" + "".join(f"n{number},2018-02-{number:02d}T09:00:00-05:00,Titre {number}\n" for number in range(1, 11))
"""The tenth news, which is the target, on 10 February."""
FANS = "account,observed_at,followers\nulule,2018-01-22T10:00:00-05:00,99\nulule,2018-01-24T10:00:00-05:00,100\n"
EVENING = "name,held_on,attendance,kind\nLancement,2018-01-19,50,launch\n"
GIFTS = """\
id,contributed_at,amount,status,email
c1,2018-01-20T09:00:00-05:00,10.00,counted,ana@example.org
c2,2018-02-10T09:00:00-05:00,10.00,counted,bo@example.org
c3,2018-02-10T09:00:00-05:00,10.00,counted,cyr@example.org
c4,2018-02-10T09:00:00-05:00,10.00,counted,dan@example.org
c5,2018-02-10T09:00:00-05:00,10.00,counted,eve@example.org
"""
SHARES = """\
shared_at,email,evidence
2018-01-21T09:00:00-05:00,ana@example.org,seen
2018-03-01T09:00:00-05:00,bo@example.org,seen
"""
"""One of one in January (reached), one of five in February (lost), two of five from 1 March (reached again)."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def result(store: Store, kpi_id: str, at: datetime = OVER, **tables: str) -> Result:
    bring(store, tables)
    opened = open_campaign(store)
    return next(each for each in results(store, opened, view(store, opened, at)) if each.reading.kpi.id == kpi_id)


def test_a_total_is_kept_since_the_evening_that_met_its_target(store: Store) -> None:
    assert result(store, "news", news=NEWS).reached_on == date(2018, 2, 10)


def test_a_total_with_an_early_deadline_is_kept_since_its_own_evening(store: Store) -> None:
    assert result(store, "fans_first_week", audience=FANS).reached_on == date(2018, 1, 24)


def test_a_commitment_kept_before_the_opening_says_so(store: Store) -> None:
    assert result(store, "launch_attendance", events=EVENING).reached_on == date(2018, 1, 19)


def test_a_rate_that_was_lost_and_won_again_counts_from_the_last_run(store: Store) -> None:
    found = result(store, "ambassador_rate", contributions=GIFTS, reshares=SHARES)
    assert (found.is_reached, found.reached_on) == (True, date(2018, 3, 1))


def test_a_commitment_that_is_not_kept_has_no_day(store: Store) -> None:
    found = result(store, "ambassador_rate", datetime(2018, 2, 20, tzinfo=UTC), contributions=GIFTS, reshares=SHARES)
    assert (found.is_reached, found.reached_on) == (False, None)


def test_what_is_kept_today_only_is_kept_since_today(store: Store) -> None:
    assert result(store, "news", datetime(2018, 2, 10, 20, tzinfo=UTC), news=NEWS).reached_on == date(2018, 2, 10)
