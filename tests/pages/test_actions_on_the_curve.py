"""What the campaign did, marked on the front page's curve, with what came after each action and never because of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from lib.services.demonstration import DEMO_FOLDER
from tests.pages.conftest import DEMO
from tests.pages.looking import seen

InState = Callable[[str], None]
NEWSLETTER = ("Feb 6", "Infolettre de février")


def worked_out(start: datetime) -> Decimal:
    """What came in the 24 hours that begin then, less a third of the 72 before, from the demonstration's own file."""
    with (DEMO_FOLDER / "contributions.csv").open(encoding="utf-8", newline="") as file:
        gifts = [(datetime.fromisoformat(row["contributed_at"]), Decimal(row["amount"])) for row in csv.DictReader(file) if row["status"] == "counted"]
    after = sum((amount for at, amount in gifts if start <= at < start + timedelta(hours=24)), Decimal())
    before = sum((amount for at, amount in gifts if start - timedelta(hours=72) <= at < start), Decimal())
    return (after - before / 3).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_each_action_says_what_came_in_its_24_hours_less_the_average_of_the_three_days_before(in_state: InState) -> None:
    in_state(DEMO)
    texts = seen("overview", lang="en").texts
    place = texts.index(NEWSLETTER[1])
    assert texts[place - 1] == NEWSLETTER[0]
    assert texts[place + 1].startswith(f"+${worked_out(datetime.fromisoformat('2018-02-06T00:00:00-05:00'))}, ")


def test_every_kind_of_action_is_marked(in_state: InState) -> None:
    in_state(DEMO)
    said = seen("overview", lang="en").said
    for words in ("Soirée de mi-parcours", "News “", "Launch relayed by ", "Facebook: “", "Mastodon: “", "Infolettre de février"):
        assert words in said


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_came_after_is_never_said_to_come_of_it(in_state: InState, lang: str) -> None:
    in_state(DEMO)
    for text in seen("overview", lang=lang, explore="1").texts:
        assert not any(word in text.lower() for word in ("because of", "thanks to", "à cause", "grâce à", "rapporté par"))


def test_without_an_action_nothing_is_marked(in_state: InState) -> None:
    in_state("a campaign without data")
    assert "What we did, and what came after" not in seen("overview", lang="en").said
