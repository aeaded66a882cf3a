"""Somebody types the address for the first time, and finds their way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import expect

from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.ui.shell import DECLARED, PORTFOLIO
from tests.browser.window import WAIT_MS, Window
from tests.support.languages import english_words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opened = Callable[..., Window]
TITLES = {"en": {page.stem: page.title for page in DECLARED}, "fr": {page.stem: Translator(FRENCH)._(page.title) for page in DECLARED}}
ADDRESSES = {page.stem: "/" if page is DECLARED[0] else f"/{page.stem}" for page in DECLARED}
IN_MENU = [page.stem for page in DECLARED if page.stem != PORTFOLIO]
"""With one campaign alone there is nothing to compare."""
EVERY_PAGE = [(lang, stem) for lang in TITLES for stem in TITLES[lang]]


def test_a_fresh_store_opens_on_the_invented_campaign_as_of_its_evening(opened: Opened) -> None:
    window = opened("/")
    assert window.figure == "10\u00a0843,67\u00a0$"
    window.see("en main au 23\u00a0février 2018 à 19\u00a0h\u00a030, sur 25\u00a0000\u00a0$ (43\u00a0%)")
    window.see("Démonstration\u00a0: toutes les personnes et tous les montants de cette page sont inventés.")


@pytest.mark.parametrize(("lang", "stem"), EVERY_PAGE)
def test_a_cold_visit_to_a_page_by_its_own_address_draws_the_frame_and_the_page(opened: Opened, lang: str, stem: str) -> None:
    window = opened(f"{ADDRESSES[stem]}?lang={lang}")
    page = window.page
    assert page.locator("h1").all_inner_texts() == [TITLES[lang][stem]]
    assert page.get_by_test_id("stTopNavLink").all_inner_texts() == [TITLES[lang][each] for each in IN_MENU]
    assert page.evaluate("document.documentElement.lang") == f"{lang}-CA"
    assert page.get_by_test_id("stAlert").count() == 0
    if lang == "fr":
        assert english_words(window.words.replace("\nEN\n", "\n")) == []
        assert [str(fault) for line in window.words.splitlines() for fault in faults(line)] == []


@pytest.mark.parametrize("stem", TITLES["fr"])
def test_at_no_width_has_anything_to_be_scrolled_sideways_or_are_words_cut(opened: Opened, stem: str) -> None:
    """A desk of 1280 pixels zoomed to 200 % has 640 of them, to 400 % 320."""
    window = opened(ADDRESSES[stem], width=1920)
    for width in (1920, 1440, 640, 390, 320):
        window.page.set_viewport_size({"width": width, "height": 844})
        window.settle()
        with suppress(NotInTime):  # tables that are edited take a moment to follow the window
            window.page.wait_for_function(f"({TOO_WIDE})().length === 0", timeout=3000)
        assert window.page.evaluate(TOO_WIDE) == [], width
        assert window.page.evaluate(_CUT) == [], width


_CUT = """() => [...document.querySelectorAll('.cd :is(p, th, td, li, dt, dd, h1, h2, h3)')].filter(one => {
  const style = getComputedStyle(one);
  return one.checkVisibility() && !one.closest('.cd-hidden') && style.overflow === 'hidden' && style.clipPath === 'none'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && one.clientWidth > 1;
}).map(one => one.outerHTML.slice(0, 120))"""
TOO_WIDE = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .filter(one => one.scrollWidth > one.clientWidth)
  .flatMap(() => [...document.querySelectorAll('.cd *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1))
  .map(one => one.outerHTML.slice(0, 120)).slice(0, 3).concat(
    [document.documentElement, document.querySelector('[data-testid="stMain"]')].filter(one => one.scrollWidth > one.clientWidth)
      .map(one => `${one.tagName} ${one.scrollWidth} > ${one.clientWidth}`))"""


def test_a_server_that_nobody_has_visited_is_asked_for_contributions(cold_window: Window) -> None:
    page = cold_window.page
    expect(page.locator("h1")).to_have_text("Contributions", timeout=WAIT_MS)
    assert page.get_by_test_id("stTopNavLink").count() == len(IN_MENU)
    cold_window.see("Démonstration\u00a0: toutes les personnes et tous les montants de cette page sont inventés.")


def test_an_address_that_is_no_page_leads_to_one(opened: Opened) -> None:
    window = opened("/nowhere?lang=fr")
    window.see("Il n’y a pas de page à cette adresse; voici la première.")
    window.expected_faults.append("The page that you have requested does not seem to exist")
    assert window.page.get_by_test_id("stTopNavLink").count() == len(IN_MENU)
    assert window.page.locator("h1").count() == 1


def test_the_front_page_answers_to_its_name_too(opened: Opened) -> None:
    window = opened("/overview?lang=en&as_of=2018-02-01")
    assert window.page.locator("h1").all_inner_texts() == ["Overview"]
    assert window.page.url.endswith("/?lang=en&as_of=2018-02-01")


def test_the_menu_keeps_the_language_and_the_day(opened: Opened) -> None:
    window = opened("/?lang=en&as_of=2018-02-01")
    before = window.figure
    assert before != "$10,843.67"
    for title in ("Contributions", "Method", "Overview"):
        window.turn_to(title)
        assert "lang=en" in window.page.url
        assert "as_of=2018-02-01" in window.page.url
        assert window.page.evaluate("document.documentElement.lang") == "en-CA"
    assert window.figure == before


def test_the_language_is_changed_on_the_page_that_is_looked_at(opened: Opened) -> None:
    window = opened("/method?as_of=2018-02-01")
    window.page.get_by_role("link", name="EN", exact=True).click()
    expect(window.page.locator("h1")).to_have_text("Method", timeout=WAIT_MS)
    window.settle()
    assert window.page.evaluate("document.documentElement.lang") == "en-CA"
    assert "/method" in window.page.url
    assert "as_of=2018-02-01" in window.page.url


def test_a_past_day_can_be_chosen_and_shared(opened: Opened) -> None:
    window = opened("/?lang=en")
    window.choose("Moment shown", "Evening of Thursday, February 1, 2018")
    expect(window.page.locator(".cd-hero-figure")).not_to_have_text("$10,843.67", timeout=WAIT_MS)
    window.settle()
    assert "as_of=2018-02-01" in window.page.url
    assert opened("/?lang=en&as_of=2018-02-01").figure == window.figure


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/?lang=en&as_of=yesterday", "“yesterday” is not a date. Write 2018-02-23, or 2018-02-23T19:30."),
        ("/data?lang=en&campaign=nope", "There is no campaign called “nope”. Those loaded: demo."),
    ],
)
def test_nonsense_in_the_address_is_one_sentence(opened: Opened, address: str, sentence: str) -> None:
    assert opened(address).page.get_by_test_id("stAlert").all_inner_texts() == [sentence]
