"""The retroplannings and the guide that ship: complete in both languages, dated as their sources say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from lib.campaign.templates import Fit, Template, dated
from lib.i18n.typography import faults
from lib.services.plan.planning import platform_guides, templates
from tests.campaign.plan_cases import period
from tests.support.languages import english_words

SHIPPED = {each.id: each for each in templates()}
NINETY = SHIPPED["retro90"]


def words(shipped: Template, code: str) -> Iterator[str]:
    yield from (shipped.title[code], shipped.source[code])
    for action in shipped.actions:
        yield from (each[code] for each in (action.words, action.circle, action.channel, action.target_public) if each)


@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)
def test_the_french_is_french_and_its_typography_is_right(shipped: Template) -> None:
    assert [str(fault) for text in words(shipped, "fr") for fault in faults(text)] == []
    assert [found for text in words(shipped, "fr") for found in english_words(text)] == []


@pytest.mark.parametrize("shipped", SHIPPED.values(), ids=SHIPPED)
def test_each_action_says_something_else(shipped: Template) -> None:
    for code in ("fr", "en"):
        said = Counter(action.words[code] for action in shipped.actions)
        assert [text for text, times in said.items() if times > 1 or not text] == []


def test_there_is_one_for_ninety_days_and_one_for_fifty_five() -> None:
    assert [(each.id, each.day_count) for each in templates()] == [("retro55", 56), ("retro90", 90)]  # 55 days lie between the first and the last


def test_the_ninety_days_widen_from_relatives_to_everybody() -> None:
    first_days: dict[str, int] = {}
    for action in NINETY.actions:
        first_days.setdefault(action.circle["en"], action.day)
    assert first_days == {
        "circle 1: close relatives": 1, "circle 2: board and staff": 9, "circle 3: mailing lists": 17,
        "circle 4: the organisation’s pages": 20, "circle 5: local public": 42, "every circle: the end": 78,
    }  # fmt: skip


def test_the_ninety_days_hold_five_news_fourteen_posts_and_four_reminders() -> None:
    channels = Counter((action.channel or {}).get("en") for action in NINETY.actions if "repartage" not in action.id)
    reminders = [action.day for action in NINETY.actions if action.id.startswith("rappel")]
    assert (channels["campaign page"], channels["Facebook"], reminders) == (5, 14, [24, 37, 56, 67])


def test_the_fifty_five_days_give_the_plan_its_own_dates_back() -> None:
    found = {each.id.removeprefix("retro55-"): (each.starts_on, each.ends_on) for each in dated(SHIPPED["retro55"], period(), Fit.SPREAD)}
    assert found["points-cles"] == (date(2017, 8, 16), date(2017, 9, 10))
    assert found["atelier"] == (date(2018, 1, 12), date(2018, 1, 13))
    assert found["soiree-lancement"] == (date(2018, 1, 19), date(2018, 1, 19))
    assert found["soiree-mi-parcours"] == (date(2018, 2, 23), date(2018, 2, 23))
    assert found["rappel-derniere-semaine"] == (date(2018, 3, 9), date(2018, 3, 11))
    assert found["remerciements"] == (date(2018, 3, 17), date(2018, 3, 22))
    assert found["suites"] == (date(2018, 3, 24), None)
    assert sum(name.startswith("nouvelle") for name in found) == 10


def test_the_guide_advises_on_four_platforms_as_its_source_does() -> None:
    told = {
        name: [[int(bound) for bound in (each.low, each.high) if bound is not None] for each in (guide.posts_a_day, guide.hours_a_week)]
        for name, guide in platform_guides().platforms.items()
    }
    assert told == {"facebook": [[1, 2], [1, 5]], "twitter": [[3], [5]], "linkedin": [[1, 1], [3, 4]], "instagram": [[1, 1], [2, 5]]}
