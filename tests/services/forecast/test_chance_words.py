"""The lines of equal chance: where we stand between them, in a sentence, a drawing and a table."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.analyses.progress import progress
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.forecast.chance_words import Chances, chances
from lib.services.forecast.forecasting import outlook
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import bring, empty_store

SETTINGS = """
name = "essai"
currency = "CAD"
goal = "10000"
opens_on = "2018-01-20"
closes_on = "2018-03-16"
timezone = "America/Toronto"
"""
HALF_TIME = datetime(2018, 2, 16, 17, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def campaign_with_daily(store: Store, amount: str, days: int = 27) -> OpenCampaign:
    """`days` contributions of `amount`, one a day at noon from the opening on."""
    dates = [f"2018-01-{19 + day:02d}" if day <= 12 else f"2018-02-{day - 12:02d}" for day in range(1, days + 1)]
    rows = [f"{number},{date}T12:00:00-05:00,{amount},counted,p{number}@example.org" for number, date in enumerate(dates)]
    bring(store, {"contributions": "\n".join(["id,contributed_at,amount,status,email", *rows]) + "\n"}, settings=SETTINGS)
    return open_campaign(store)


def seen(store: Store, opened: OpenCampaign, as_of: datetime = HALF_TIME) -> Chances | None:
    translator = Translator(ENGLISH, opened.campaign.period.zone)
    return chances(view(store, opened, as_of), progress(store, opened, as_of), outlook(store, opened, as_of), translator)


@pytest.mark.parametrize(
    ("amount", "said"),
    [("200.00", "we are above it."), ("70.00", "we are between them."), ("10.00", "we are under that line.")],
)
def test_the_sentence_says_on_which_side_of_the_lines_we_are(store: Store, amount: str, said: str) -> None:
    found = seen(store, campaign_with_daily(store, amount))
    assert found is not None
    assert found.sentence.endswith(said)


def test_eighty_in_a_hundred_always_takes_more_than_even_odds(store: Store) -> None:
    found = seen(store, campaign_with_daily(store, "200.00"))
    assert found is not None
    good, even, _ = found.curve.lines
    assert all(high[1] > low[1] for high, low in zip(good.points, even.points, strict=True))


def test_the_numbers_are_by_week_and_ours_stop_today(store: Store) -> None:
    found = seen(store, campaign_with_daily(store, "200.00"))
    assert found is not None
    ours = [row[3] for row in found.numbers]
    assert ours == ["$1,400", "$2,800", "$4,200", "—", "—", "—", "—"]


def test_nothing_is_drawn_where_nothing_is_forecast(store: Store) -> None:
    opened = campaign_with_daily(store, "200.00")
    assert seen(store, opened, opened.campaign.period.opens_at) is None
    assert seen(store, opened, opened.campaign.period.closes_at) is None
