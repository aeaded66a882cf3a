"""Mobilisation and budget: what the address supposes, what nobody may see, what people typed, the same digits everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from lib.campaign.levers import Lever
from lib.cli.main import main
from lib.services.imports.importing import confirm, folder_preview
from lib.store.engine import Store
from lib.ui.plan import mobilisation
from tests.pages.conftest import DEMO, FEW_ROWS, SETTINGS_ONLY
from tests.pages.looking import looked_at, page_test, seen
from tests.pages.test_same_digits import written
from tests.services.held import AT, bring
from tests.support.files import CONTRIBUTIONS, SETTINGS

InState = Callable[[str], None]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("as_of", ["2018-01-31", "2018-02-23T19:30", "2018-04-01"])
def test_the_budget_says_the_money_of_the_json(as_of: str, lang: str, in_state: InState, capsys: pytest.CaptureFixture[str]) -> None:
    in_state(DEMO)
    main(["figures", "--json", "--as-of", as_of])
    money = json.loads(capsys.readouterr().out)["money"]
    texts = seen("budget", lang=lang, as_of=as_of).texts
    assert {written(money["gross"], lang), written(money["available"], lang)} <= set(texts)


def test_what_the_address_supposes_stands_beside_what_is_stored(in_state: InState) -> None:
    in_state(FEW_ROWS)  # 100.00 gross at 6.7 %, no cost: 93.30
    texts = seen("budget", lang="en", rate="10", tax="5", gross="50", costs="-10", as_of="2018-02-20").texts
    place = texts.index("Difference")
    rows = [texts[start : start + 4] for start in range(place + 1, place + 25, 4)]
    assert rows == [
        ("Collected", "$100.00", "$150.00", "+$50.00"),
        ("Commission", "$6.70", "$15.00", "+$8.30"),
        ("Taxes", "$0.00", "$0.75", "+$0.75"),
        ("Rewards", "$0.00", "$0.00", "—"),
        ("Other costs", "$0.00", "−$10.00", "−$10.00"),
        ("Available to hire", "$93.30", "$144.25", "+$50.95"),
    ]


def test_where_nothing_is_recorded_nothing_is_said_to_be_collected(in_state: InState) -> None:
    in_state(SETTINGS_ONLY)
    texts = seen("budget", lang="en", as_of="2018-02-20").texts
    place = texts.index("Difference")
    assert texts[place + 1 : place + 5] == ("Collected", "—", "—", "—")
    supposed = seen("budget", lang="en", as_of="2018-02-20", gross="50").texts
    assert supposed[supposed.index("Difference") + 1 :][:4] == ("Collected", "—", "$50.00", "—")


@pytest.mark.parametrize("params", [{"rate": "x"}, {"gross": "NaN"}, {"costs": ""}, {"people": "Infinity"}, {"tax": "'; --"}, {"rate": "6.7"}])
def test_a_lever_that_means_nothing_changes_nothing(params: dict[str, str], in_state: InState) -> None:
    in_state(DEMO)
    supposed, stored = (seen("budget", lang="en", **more) for more in (params, {}))
    assert supposed.errors == []
    assert supposed.texts == stored.texts


def test_a_number_that_is_typed_goes_into_the_address_and_back_at_rest_out_of_it(in_state: InState) -> None:
    in_state(DEMO)
    test = page_test("budget", lang="en", gross="500").run()
    test.text_input(key="lever-rate").set_value("8.5").run()
    assert (test.query_params["rate"], test.query_params["gross"]) == ("8.5", "500")
    test.text_input(key="lever-rate").set_value("6.7").run()
    assert "rate" not in test.query_params
    assert looked_at(test).errors == []


def test_an_amount_is_typed_and_shown_as_french_writes_it_and_what_is_none_leaves_the_field_as_it_was(in_state: InState) -> None:
    in_state(DEMO)
    test = page_test("budget", lang="fr").run()
    assert test.text_input(key="lever-rate").value == "6,7"
    test.text_input(key="lever-gross").set_value("1 234,50 $").run()
    assert (test.query_params["gross"], test.text_input(key="lever-gross").value) == ("1234.5", "1\u00a0234,5")
    test.text_input(key="lever-gross").set_value("beaucoup").run()
    assert (test.query_params["gross"], test.text_input(key="lever-gross").value) == ("1234.5", "1\u00a0234,5")


LEVER = Lever("rate", Decimal("6.7"), Decimal(0), Decimal(50), Decimal("0.1"), digits=3)


@pytest.mark.parametrize(
    ("text", "value"),
    [("8", "8"), ("8,25", "8.25"), (" 8.1239 ", "8.124"), ("-3", "0"), ("99", "50"), ("1e99", "50"), ("", "6.7"), ("sNaN", "6.7"), ("6.70", "6.7")],
)
def test_a_lever_is_read_within_its_bounds(text: str, value: str) -> None:
    assert LEVER.value_of(text) == Decimal(value)


def test_a_campaign_that_missed_its_threshold_is_told_that_nothing_is_paid(own_store: Store) -> None:
    bring(own_store, {"contributions": CONTRIBUTIONS})
    assert "The platform’s threshold was not passed: nothing is paid out." in seen("budget", lang="en", as_of="2018-04-01").texts
    assert "Of $100 collected, $93 is left to hire with once everything is paid; of the $1,072 that leave the goal in hand, $1,000." in (
        seen("budget", lang="en", as_of="2018-02-20").texts
    )


def test_what_has_no_amount_is_said(own_store: Store) -> None:
    bring(own_store, {"budget": "label,kind,planned,actual\nVidéo,video,,\n"})
    assert "1 line of the budget has no amount yet: less will be left than is said." in seen("budget", lang="en", as_of="2018-02-20").texts


def test_names_of_people_are_shown_to_who_may_see_them_alone(in_state: InState, monkeypatch: pytest.MonkeyPatch) -> None:
    in_state(DEMO)
    names = ("Maude Grandvent", "Bernard Cailloudoux", "Minh Tranvanhu")  # a member, somebody of the first day, who is in charge of an ally
    open_to_all = seen("mobilisation", lang="en").said
    monkeypatch.setattr(mobilisation, "may_see_people", lambda page: False)
    closed = seen("mobilisation", lang="en").said
    assert [name in open_to_all for name in names] == [True] * 3
    assert [name in closed for name in names] == [False] * 3
    assert "24 members: 12 took a responsibility before the opening, 22 know the key elements." in closed


def test_what_people_typed_in_the_plan_is_shown_as_they_typed_it(own_store: Store) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    files = {
        "allies": f"name,kind,audience,agreed_on,next_step,next_step_on\n{nasty},{nasty},1200,2018-01-10,{nasty},2018-02-01\n",
        "members": f"name,responsibility,responsibility_planned_on\n{nasty},{nasty},2018-01-10\n",
        "first_day": f"name,identified_on\n{nasty},2018-01-10\n",
        "events": f"name,held_on\n{nasty},2018-01-10\n",
        "budget": f"label,planned\n{nasty},10.00\n",
        "rewards": f"id,name,price\nr,{nasty},10.00\n",
    }
    named = {"campaign.toml": SETTINGS.encode(), **{f"{name}.csv": text.encode() for name, text in files.items()}}
    confirm(own_store, folder_preview(own_store, named, None), at=AT, who="ana")
    for page, times in (("mobilisation", 6), ("budget", 2)):
        looked = seen(page, lang="en", as_of="2018-02-10")
        assert "<img src=x" not in looked.html
        assert looked.said.count(nasty) >= times
