"""What the address says is what is seen: day, campaign, language, search, page; nonsense in it is one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from lib.services.imports.importing import confirm, folder_preview
from lib.store.engine import Store
from lib.ui.shell import DECLARED
from tests.pages.conftest import DEMO, FEW_ROWS
from tests.pages.looking import looked_at, page_test, seen
from tests.services.held import AT, bring
from tests.support.files import CONTRIBUTIONS, SETTINGS

InState = Callable[[str], None]
PAGES = tuple(page.stem for page in DECLARED)


@pytest.mark.parametrize(("as_of", "net"), [("2018-01-20", "$55.98"), ("2018-01-25", "$83.97"), ("2018-02-10", "$93.30")])
def test_a_past_day_shows_what_was_in_hand_that_evening(as_of: str, net: str, in_state: InState) -> None:
    in_state(FEW_ROWS)
    assert net in seen("overview", lang="en", as_of=as_of).texts  # 60.00 - 4.02; 90.00 - 6.03; 100.00 - 6.70


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"as_of": "yesterday"}, "“yesterday” is not a date. Write 2018-02-23, or 2018-02-23T19:30."),
        ({"as_of": "9" * 3000}, "“9999999999999999999999999999999999999999” is not a date. Write 2018-02-23, or 2018-02-23T19:30."),
        ({"campaign": "nope"}, "There is no campaign called “nope”. Those loaded: essai."),
        ({"campaign": "<script>alert(1)</script>"}, "There is no campaign called “<script>alert(1)</script>”. Those loaded: essai."),
    ],
)
def test_nonsense_in_the_address_is_one_sentence(params: dict[str, str], sentence: str, in_state: InState) -> None:
    in_state(FEW_ROWS)
    assert seen("overview", lang="en", **params).errors == [sentence]


@pytest.mark.parametrize("lang", ["xx", "", "fr-CA", "FR", "français"])
def test_a_language_that_is_not_spoken_gives_french(lang: str, in_state: InState) -> None:
    in_state(FEW_ROWS)
    assert "Moment montré" in seen("overview", lang=lang).texts


def test_a_campaign_in_english_speaks_english_where_the_address_says_nothing(own_store: Store) -> None:
    bring(own_store, {}, settings=SETTINGS + 'language = "en-CA"\n')
    test = page_test("overview").run()
    assert "Moment shown" in looked_at(test).texts
    assert "Moment montré" in looked_at(page_test("overview", lang="fr").run()).texts


def test_the_day_chosen_goes_into_the_address_and_changes_the_figures(in_state: InState) -> None:
    in_state(FEW_ROWS)
    test = page_test("overview", lang="en").run()
    test.selectbox[0].select("2018-01-25").run()
    assert test.query_params["as_of"] == "2018-01-25"
    assert test.query_params["lang"] == "en"
    assert "$83.97" in looked_at(test).texts


def test_going_back_to_now_takes_the_day_out_of_the_address(in_state: InState) -> None:
    in_state(FEW_ROWS)
    test = page_test("overview", lang="en", as_of="2018-01-25").run()
    test.selectbox[0].select_index(0).run()
    assert "as_of" not in test.query_params
    assert "$93.30" in looked_at(test).texts


def test_links_to_other_pages_keep_the_day_and_the_language(in_state: InState) -> None:
    in_state(DEMO)
    html = seen("overview", lang="en", as_of="2018-02-01").html
    assert 'href="/sharing?lang=en&amp;as_of=2018-02-01' in html
    assert 'href="?lang=fr&amp;as_of=2018-02-01"' in html


def test_a_search_and_a_status_in_the_address_show_those_contributions_alone(own_store: Store) -> None:
    more = CONTRIBUTIONS + "c4,2018-02-11,5.00,pending,zoe@example.org\n"
    bring(own_store, {"contributions": more})
    texts = seen("contributions", lang="en", q="zoe").texts
    assert "zoe@example.org" in texts
    assert "bo@example.org" not in texts
    assert "zoe@example.org" not in seen("contributions", lang="en", status="counted").texts
    assert any(text.startswith("No contribution matches") for text in seen("contributions", lang="en", q="nobody").texts)


@pytest.mark.parametrize("params", [{"page": "0"}, {"page": "-3"}, {"page": "9" * 40}, {"page": "two"}, {"sort": "colour"}, {"status": "'"}, {"q": "%_\\'\";--"}, {"kind": "zz"}])
@pytest.mark.parametrize("page", ["contributions", "sharing"])
def test_a_choice_that_is_none_falls_back_without_a_word(page: str, params: dict[str, str], in_state: InState) -> None:
    in_state(DEMO)
    assert seen(page, lang="en", **params).errors == []


def test_what_people_typed_is_shown_as_they_typed_it(own_store: Store) -> None:
    nasty = '<img src=x onerror="alert(1)">'
    files = {
        "contributions": f'id,contributed_at,amount,status,name,reward\nc1,2018-01-21,5.00,counted,"{nasty.replace(chr(34), chr(34) * 2)}",**gras**\n',
        "allies": f'name,audience,agreed_on\n"{nasty.replace(chr(34), chr(34) * 2)}",1200,2018-01-10\n',
        "posts": "platform,id,published_at,text\nfacebook,p1,2018-01-21,<script>alert(1)</script>\n",
    }
    named = {"campaign.toml": (SETTINGS.replace('"Essai"', '"<b>Essai</b>"')).encode(), **{f"{name}.csv": text.encode() for name, text in files.items()}}
    confirm(own_store, folder_preview(own_store, named, None), at=AT, who="<i>ana</i>")
    for page in ("overview", "contributions", "sharing", "data", "method"):
        html = seen(page, lang="fr").html
        assert "<img src=x" not in html
        assert "<script>alert" not in html
        assert "<b>Essai" not in html
        assert "<i>ana" not in html
    assert nasty in seen("contributions", lang="fr").texts


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_page_and_to_a_place_on_it(page: str, in_state: InState) -> None:
    in_state(DEMO)
    for link in set(re.findall(r'href="(/[^"]*)"', seen(page, lang="fr").html)):
        path, _, anchor = link.partition("#")
        stem = path.partition("?")[0].strip("/") or PAGES[0]
        if stem.partition("/")[0] in _ROUTES:
            continue
        assert stem in PAGES, link
        assert not anchor or anchor in _anchors(stem), link


_ROUTES = ("download", "calendar.ics", "ecran", "suivre")


def _anchors(page: str) -> set[str]:
    """The places on a page that an address can lead to."""
    if page not in _PLACES:
        _PLACES[page] = set(re.findall(r'\sid="([^"]+)"', seen(page, lang="fr").html))
    return _PLACES[page]


_PLACES: dict[str, set[str]] = {}


def test_a_deadline_at_midnight_is_said_as_the_end_of_the_day_before(in_state: InState) -> None:
    in_state(DEMO)
    texts = seen("method", lang="en").texts
    assert "Deadline: end of January 26, 2018." in texts
    assert "Deadline: end of March 16, 2018." in texts
    assert not [text for text in texts if "March 17, 2018" in text]


@pytest.mark.parametrize(("as_of", "is_said"), [("2018-02-23", True), ("2018-03-20", False)])
def test_the_campaign_is_compared_with_others_only_while_it_runs(in_state: InState, as_of: str, is_said: bool) -> None:
    in_state(DEMO)
    texts = seen("overview", lang="en", as_of=as_of).texts
    assert any("half-time is normal" in text for text in texts) is is_said
