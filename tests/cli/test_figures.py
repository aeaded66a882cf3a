"""`figures`: the same digits for people and for programs, as of any instant; unknown is null or —, never 0."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from lib.kpis.registry import KPI_IDS
from tests.cli.conftest import Typed
from tests.support.files import CONTRIBUTIONS, folder_of

EVENING = "2018-02-23T19:30"


@pytest.fixture
def essai(typed: Typed, tmp_path: Path) -> Typed:
    """A store with the three contributions of `CONTRIBUTIONS`: 60.00, 30.00 and 10.00."""
    typed("import", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    return typed


def test_the_json_names_every_figure_with_amounts_as_decimal_texts(essai: Typed) -> None:
    figures = essai.figures("--as-of", "2018-02-23")
    assert figures["as_of"] == "2018-02-23T23:59:59-05:00"
    assert [kpi["id"] for kpi in figures["kpis"]] == list(KPI_IDS)
    amounts = {name: value for name, value in figures["money"].items() if isinstance(value, str)}
    assert all(Decimal(value).as_tuple().exponent == -2 for value in amounts.values()), amounts
    assert amounts["gross_needed"] == "1071.81"  # 1000 / 0.933 = 1071.811…, whose commission rounds to 71.81


def test_what_was_never_recorded_is_null_in_json_and_a_dash_in_text(essai: Typed) -> None:
    funds_only = [kpi for kpi in essai.figures()["kpis"] if kpi["value"] is None]
    assert {kpi["id"] for kpi in funds_only} >= {"fans_first_week", "ambassador_rate", "thanked_within_24h", "news"}
    assert all(kpi["status"] in ("no_data", "not_started", "too_early") for kpi in funds_only)
    line = next(line for line in essai("figures").output.splitlines() if line.startswith("News on the campaign page"))
    assert "—" in line


@pytest.mark.parametrize(
    ("as_of", "gross"),
    [
        ("2018-01-19", "0.00"),
        ("2018-01-20T08:59:59", "0.00"),
        ("2018-01-20T09:00:00", "60.00"),
        ("2018-01-20T14:00:00+00:00", "60.00"),
        ("2018-01-25", "90.00"),
        ("2018-04-01", "100.00"),
    ],
)
def test_a_past_instant_shows_what_stood_then(essai: Typed, as_of: str, gross: str) -> None:
    assert essai.figures("--as-of", as_of)["money"]["gross"] == gross


def test_the_text_says_the_same_digits_as_the_json(essai: Typed) -> None:
    text = essai("figures", "--as-of", EVENING).output
    assert "Essai, as of February 23, 2018 at 7:30\u00a0p.m." in text
    assert "In hand: $93.30 of $1,000.00 (9%)" in text
    assert "Collected: $100.00; commission: $6.70" in text
    assert "Still to collect to have the goal in hand: $971.81" in text


def test_the_french_text_follows_the_typography_of_quebec(essai: Typed) -> None:
    text = essai("figures", "--as-of", EVENING, lang="fr_CA.UTF-8").output
    assert "93,30\u00a0$" in text
    assert "1\u00a0000,00\u00a0$" in text
    assert "23\u00a0février 2018 à 19\u00a0h\u00a030" in text


def test_the_json_is_one_document_and_nothing_else_whatever_the_language(essai: Typed) -> None:
    for lang in ("fr_CA.UTF-8", "en_CA.UTF-8", "C"):
        answer = essai("figures", "--json", lang=lang)
        assert json.loads(answer.output)["campaign"] == "essai"
        assert answer.errors == ""


def test_the_demonstration_opens_on_its_evening(typed: Typed) -> None:
    typed("demo")
    assert typed.figures()["as_of"] == "2018-02-23T19:30:00-05:00"
    assert typed.figures()["money"] == typed.figures("--as-of", EVENING)["money"]


def test_the_demonstration_put_back_is_as_it_shipped_and_leaves_real_campaigns_open(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    shipped = typed.figures("--campaign", "demo")
    typed("import", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    assert "Services Faciles" in typed("demo").output
    assert typed.figures("--campaign", "demo") == shipped
    assert typed.figures()["campaign"] == "essai"


def test_a_store_that_was_not_tampered_with_agrees_with_itself(essai: Typed) -> None:
    answer = essai("verify")
    assert (answer.code, answer.errors) == (0, "")
    assert "Everything agrees" in answer.output
