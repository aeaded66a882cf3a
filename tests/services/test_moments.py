"""Which instant is shown, and which days can be chosen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.campaign.errors import UseError
from lib.campaign.model import Campaign
from lib.services.moments import days_to_show, moment
from lib.sources.plain import campaign_of
from tests.support.files import SETTINGS

CAMPAIGN = campaign_of(SETTINGS)
DEMO = campaign_of(SETTINGS + 'invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"\n')
CLOSING = datetime(2018, 3, 17, 4, 0, tzinfo=UTC)
DURING = datetime(2018, 2, 1, 15, 30, 42, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "as_of"),
    [
        ("2018-02-23", datetime(2018, 2, 24, 4, 59, 59, 999999, tzinfo=UTC)),
        ("2018-03-11", datetime(2018, 3, 12, 3, 59, 59, 999999, tzinfo=UTC)),
        ("2018-02-23T19:30", datetime(2018, 2, 24, 0, 30, tzinfo=UTC)),
        ("2018-02-23 19:30", datetime(2018, 2, 24, 0, 30, tzinfo=UTC)),
        ("2018-02-23T19:30:00+00:00", datetime(2018, 2, 23, 19, 30, tzinfo=UTC)),
        (" 2018-02-23 ", datetime(2018, 2, 24, 4, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_day_stands_for_its_end_and_an_instant_for_itself(asked: str, as_of: datetime) -> None:
    found = moment(CAMPAIGN, asked, DURING)
    assert (found.as_of, found.shared_as, found.is_asked) == (as_of, as_of, True)


@pytest.mark.parametrize("asked", ["yesterday", "2018-02-30", "2018-13-01", "0000-00-00", "20180223T1930Zulu", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_date_is_bad_use(asked: str) -> None:
    with pytest.raises(UseError):
        moment(CAMPAIGN, asked, DURING)


def test_a_running_campaign_is_shown_now_and_shared_by_the_minute() -> None:
    found = moment(CAMPAIGN, None, DURING)
    assert (found.as_of, found.is_asked) == (DURING, False)
    assert found.shared_as == DURING.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("campaign", "now", "as_of"),
    [
        (CAMPAIGN, CLOSING + timedelta(days=3000), CLOSING),
        (CAMPAIGN, datetime(2018, 1, 1, 12, 30, tzinfo=UTC), datetime(2018, 1, 1, 12, 30, tzinfo=UTC)),
        (DEMO, DURING, datetime(2018, 2, 24, 0, 30, tzinfo=UTC)),
    ],
    ids=["over: its closing", "not open yet: now", "a demonstration: its evening"],
)
def test_without_a_date_the_campaign_decides(campaign: Campaign, now: datetime, as_of: datetime) -> None:
    assert moment(campaign, "", now).as_of == as_of


def test_the_days_that_can_be_chosen_are_those_that_have_begun_newest_first() -> None:
    days = days_to_show(CAMPAIGN, DURING)
    assert (days[0], days[-1], len(days)) == (date(2018, 2, 1), date(2018, 1, 20), 13)
    assert days_to_show(CAMPAIGN, CLOSING + timedelta(days=9))[0] == date(2018, 3, 16)
    assert days_to_show(CAMPAIGN, datetime(2018, 1, 20, 4, 59, tzinfo=UTC)) == ()
