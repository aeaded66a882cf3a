"""Two campaigns, roles on one of them: no page of one ever sends a word planted in the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.services.entry.access import access
from lib.store.engine import Store, open_store
from lib.ui.shell import DECLARED
from tests.pages.looking import Seen, looked_at, seen
from tests.support.stores import store_address
from tests.support.two_campaigns import ELM, FIR, PLANTED, load, load_both, settings

PAGES = tuple(page.stem for page in DECLARED)
FILE = """
[auth]
cookie_secret = "x"
[people]
lead = ["all@example.org"]
[campaigns."orme".people]
lead = ["elm-lead@example.org"]
team = ["elm-team@example.org", "both@example.org"]
[campaigns."sapin".people]
lead = ["both@example.org"]
room = ["elm-lead@example.org"]
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = store_address(tmp_path_factory.mktemp("two") / "two.db")
    load_both(open_store(found))
    return found


@pytest.fixture
def as_somebody(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A dashboard that asks who looks; the test's browser has no cookie of a provider, so that who it vouches for is said here."""
    (tmp_path / "secrets.toml").write_text(FILE)
    monkeypatch.setenv("ACCESS_FILE", str(tmp_path / "secrets.toml"))
    monkeypatch.setenv("DATABASE_URL", address)
    return address


def looked(monkeypatch: pytest.MonkeyPatch, who: str, page: str, **params: str) -> Seen:
    monkeypatch.setattr("lib.ui.visitor.visitor", lambda *_given, **_more: access().known(f"{who}@example.org"))
    return seen(page, lang="fr", **params)


def received(found: Seen) -> str:
    """All that the browser gets: drawings, words, tables, widgets."""
    return "\n".join([found.html, found.said, str(found.test.main)])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["elm-lead", "elm-team"])
def test_a_page_of_ones_own_campaign_holds_no_word_of_another(
    as_somebody: str, monkeypatch: pytest.MonkeyPatch, who: str, page: str
) -> None:
    found = looked(monkeypatch, who, page)
    assert found.errors == []
    assert PLANTED[ELM] in received(found)
    assert PLANTED[FIR] not in received(found)


@pytest.mark.parametrize("page", PAGES)
def test_another_campaign_by_its_address_is_as_if_it_were_not_there(as_somebody: str, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    hidden, absent = (looked(monkeypatch, "elm-lead", page, campaign=name) for name in (FIR, "nulle"))
    assert hidden.errors[0].replace(FIR, "…") == absent.errors[0].replace("nulle", "…")
    assert "ne vous est pas ouverte" in hidden.errors[0]
    assert PLANTED[FIR] not in received(hidden)
    assert f'href="?lang=fr&amp;campaign={ELM}"' in hidden.html


def test_somebody_of_both_chooses_and_has_on_each_the_role_held_there(as_somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on_elm, on_fir = (looked(monkeypatch, "both", "data", campaign=name) for name in (ELM, FIR))
    assert f'href="?lang=fr&amp;campaign={FIR}"' in on_elm.html
    assert not on_elm.test.get("file_uploader")
    assert on_fir.test.get("file_uploader")


@pytest.mark.parametrize(("who", "is_there"), [("all", True), ("elm-lead", False), ("both", False)])
def test_back_ups_are_for_who_leads_every_campaign(as_somebody: str, monkeypatch: pytest.MonkeyPatch, who: str, is_there: bool) -> None:
    found = looked(monkeypatch, who, "data", campaign=FIR if who == "both" else ELM)
    assert found.errors == []
    assert ("back-ups" in found.html) is is_there


def test_names_are_received_by_the_campaigns_own_lead_alone(as_somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ana@orme.example" in received(looked(monkeypatch, "elm-lead", "contributions"))
    assert "ana@orme.example" not in received(looked(monkeypatch, "elm-team", "contributions"))
    assert "ana@orme.example" not in received(looked(monkeypatch, "both", "contributions", campaign=ELM))


def test_the_portfolio_holds_what_its_visitor_may_see(as_somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    both = looked(monkeypatch, "both", "portfolio")
    assert all(f"Campagne {word}" in both.said for word in PLANTED.values())
    assert "Une seule campagne" in looked(monkeypatch, "elm-lead", "portfolio").said


def test_last_years_campaign_of_others_is_not_told_of(tmp_path: Path, as_somebody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fir's file names the elm as its reference: its own lead does not see the elm, so hears nothing of it."""
    own = store_address(tmp_path / "own.db")
    store: Store = open_store(own)
    load(store, ELM, settings(ELM, days=("2017-01-20", "2017-03-16")), {"contributions": "id,contributed_at,amount,status\nc1,2017-01-21,50.00,counted\n"})
    load(store, FIR, settings(FIR, more=f'reference_campaign = "{ELM}"\n'))
    monkeypatch.setenv("DATABASE_URL", own)
    (tmp_path / "secrets.toml").write_text(FILE.replace('room = ["elm-lead@example.org"]', 'team = ["fir-team@example.org"]'))
    for page in ("overview", "today", "report"):
        assert PLANTED[ELM] not in received(looked(monkeypatch, "fir-team", page, as_of="2018-02-01"))
        assert PLANTED[ELM] in received(looked(monkeypatch, "all", page, campaign=FIR, as_of="2018-02-01"))


def test_a_choice_made_in_the_menu_is_kept_in_the_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    found = seen("overview", lang="en")
    assert found.test.query_params["campaign"] == ELM
    assert f"/sharing?lang=en&amp;campaign={ELM}" in found.html


def test_the_order_and_the_search_of_the_portfolio_are_in_its_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    by_title, by_goal = (seen("portfolio", lang="en", as_of="2018-02-01", sort=sort).html for sort in ("name", "progress"))
    first = [max(html.rfind(f">Campagne {word}</a>") for word in (PLANTED[ELM],)) < html.rfind(f">Campagne {PLANTED[FIR]}</a>") for html in (by_title, by_goal)]
    assert first == [True, False]
    found = seen("portfolio", lang="en", as_of="2018-02-01", q="sapin").html
    assert f">Campagne {PLANTED[FIR]}</a>" in found.split("cd-table")[-1]
    assert f">Campagne {PLANTED[ELM]}</a>" not in found.split("<table")[-1]


def test_files_dropped_say_which_campaign_receives_them(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    test = seen("data", lang="en", campaign=FIR).test
    test.file_uploader[0].set_value([("contributions.csv", b"id,contributed_at,amount,status\nc9,2018-01-22,5.00,counted\n", "text/csv")]).run()
    assert any("These data go to the campaign shown: “Campagne Sapinière”." in text for text in looked_at(test).texts)

