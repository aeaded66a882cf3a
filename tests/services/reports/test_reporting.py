"""The figures for other programs: amounts as texts, rates as numbers, what is not known as null."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lib.i18n.language import ENGLISH, FRENCH, Language
from lib.i18n.translator import Translator
from lib.services.reports.reporting import figures_json
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

HALF_TIME = datetime(2018, 2, 17, 5, 0, tzinfo=UTC)
MORE = {
    "platform_totals": "observed_at,amount_raised,contributors,fans,news\n2018-01-22,75.00,2,8,0\n",
    "news": "id,published_at,title\nn1,2018-01-21T10:00:00-05:00,Ouverture\n",
    "budget": "label,planned,actual\nAffiches,20.00,12.34\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def told(store: Store, as_of: datetime = HALF_TIME, language: Language = FRENCH, **tables: str) -> Any:
    """What `figures --json` says of these tables."""
    opened = opened_with(store, **tables)
    translator = Translator(language, opened.campaign.period.zone)
    return json.loads(json.dumps(figures_json(view(store, opened, as_of), None, translator)))


def test_the_money_is_said_in_texts_with_a_point_and_two_decimals(store: Store) -> None:
    figures = told(store, contributions=CONTRIBUTIONS, **MORE)
    money = figures["money"]
    assert {name: money[name] for name in ("gross", "commission", "commission_tax", "net", "costs", "available", "goal")} == {
        "gross": "100.00", "commission": "6.70", "commission_tax": "0.00", "net": "93.30", "costs": "12.34", "available": "80.96",
        "goal": "1000.00",
    }  # fmt: skip
    # 1000 in hand takes 1071.81 (its commission 71.81); 1071.81 - 100 and, to the threshold, 1000 - 100
    assert (money["gross_needed"], money["remaining_net"], money["remaining_gross"]) == ("1071.81", "971.81", "900.00")
    assert (money["gross_progress"], money["net_progress"]) == (0.1, 0.0933)
    assert (money["mean_contribution"], money["median_contribution"]) == ("33.33", "30.00")


def test_time_is_told_in_days_of_the_campaign_and_in_its_zone(store: Store) -> None:
    figures = told(store, contributions=CONTRIBUTIONS)
    assert (figures["day_number"], figures["days_left"]) == (29, 27)
    assert figures["as_of"] == "2018-02-17T00:00:00-05:00"
    # half of the 56 days, less half of the hour lost on 11 March: 28 × 24 h of 1343 h
    assert figures["elapsed"] == pytest.approx(672 / 1343, abs=1e-9)


def test_what_nobody_recorded_is_null_never_zero(store: Store) -> None:
    figures = told(store)
    assert figures["money"]["mean_contribution"] is None
    assert figures["money"]["median_contribution"] is None
    values = {kpi["id"]: kpi["value"] for kpi in figures["kpis"]}
    assert values["news"] is None
    assert figures["forecast"] is None
    assert values["thanked_within_24h"] is None


def test_the_platforms_total_stands_in_and_says_so(store: Store) -> None:
    money = told(store, **MORE)["money"]
    assert (money["gross"], money["contributors"], money["from_platform_total"]) == ("75.00", 2, True)


def test_only_the_sentences_change_with_the_language(store: Store) -> None:
    french = told(store, contributions=CONTRIBUTIONS, **MORE)
    opened_again = told(store, language=ENGLISH, contributions=CONTRIBUTIONS, **MORE)
    for figures in (french, opened_again):
        for kpi in figures["kpis"]:
            kpi.pop("why")
    assert french == opened_again


def test_nothing_that_tells_who_somebody_is_leaves_with_the_figures(store: Store) -> None:
    assert "example.org" not in json.dumps(told(store, contributions=CONTRIBUTIONS, **MORE))
