"""A page says the same digits as `figures --json`, written as its language writes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from lib.cli.main import main
from tests.pages.conftest import DEMO, FEW_ROWS
from tests.pages.looking import seen

INSTANTS = ("2018-01-20", "2018-01-31", "2018-02-23T19:30", "2018-03-11", "2018-03-16", "2018-04-01")


def written(amount: str, lang: str) -> str:
    """An amount of the JSON as French or English writes it: 1 234,50 $ or $1,234.50."""
    grouped = f"{Decimal(amount):,.2f}"
    return grouped.replace(",", "\u00a0").replace(".", ",") + "\u00a0$" if lang == "fr" else f"${grouped}"


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[str], Any]:
    """The figures that another program reads, as of an instant."""

    def figures(as_of: str) -> Any:
        assert main(["figures", "--json", "--as-of", as_of]) == 0
        return json.loads(capsys.readouterr().out)

    return figures


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("state", [FEW_ROWS, DEMO])
@pytest.mark.parametrize("as_of", INSTANTS)
def test_the_overview_says_the_money_of_the_json(
    as_of: str, state: str, lang: str, in_state: Callable[[str], None], told: Callable[[str], Any]
) -> None:
    in_state(state)
    figures = told(as_of)["money"]
    texts = seen("overview", lang=lang, as_of=as_of).texts
    assert written(figures["net"], lang) in texts
    assert written(figures["gross"], lang) in texts
    assert any(written(figures["commission"], lang) in text for text in texts)
    if Decimal(figures["needed_per_day"] or 0):
        assert written(figures["remaining_net"], lang) in texts
        assert written(figures["needed_per_day"], lang) in texts


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("state", [FEW_ROWS, DEMO])
def test_contributions_say_the_money_and_the_people_of_the_json(
    state: str, lang: str, in_state: Callable[[str], None], told: Callable[[str], Any]
) -> None:
    in_state(state)
    for as_of in INSTANTS:
        money = told(as_of)["money"]
        texts = seen("contributions", lang=lang, as_of=as_of).texts
        for name in ("gross", "median_contribution", "mean_contribution"):
            assert written(money[name], lang) in texts, name
        assert {str(money["contributors"]), str(money["contributions"])} <= set(texts)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_board_gives_each_kpi_the_value_and_the_reason_of_the_json(
    lang: str, in_state: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    in_state(DEMO)
    main(["figures", "--json", "--lang", lang])
    kpis = json.loads(capsys.readouterr().out)["kpis"]
    texts = seen("overview", lang=lang).texts
    assert len(kpis) == 15
    assert [kpi["id"] for kpi in kpis if kpi["why"] not in texts] == []
