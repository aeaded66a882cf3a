"""Who uses a keyboard alone, or asks for less motion, reaches all of every page."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.ui.shell import DECLARED, groups
from tests.browser.test_first_visit import ADDRESSES
from tests.browser.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opened = Callable[..., Window]
STEMS = [page.stem for page in DECLARED]
BY_KEYBOARD = STEMS if os.environ.get("EVERY_VIEW") else ["overview", "today", "evening"]
"""The pages with the most to press; all of them with EVERY_VIEW=1 (`make views`)."""
_MARK_ALL = """() => {
  const reachable = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const seen = one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 0 && !one.closest('[inert]');
  const found = [...document.querySelectorAll(reachable)].filter(one => seen(one) && !one.disabled && one.tabIndex >= 0
    && !(one.type === 'radio' && !one.checked) && !one.closest('[data-testid="stDataFrame"]'));
  found.forEach((one, place) => { one.dataset.place = place; });
  return found.length;
}"""
_FOCUSED = """() => {
  let one = document.activeElement, shown = false;
  if (!one || one === document.body) return null;
  for (let up = one, steps = 0; up && steps < 4 && !shown; up = up.parentElement, steps++) {
    const style = getComputedStyle(up), before = JSON.parse(up.dataset.calm ?? 'null');
    shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
      || (before && (before[0] !== style.boxShadow || before[1] !== style.borderColor || before[2] !== style.backgroundColor));
  }
  return {place: one.dataset.place ?? null, shown, what: one.outerHTML.slice(0, 120),
    showsItself: one.tagName === 'MAIN' || one.closest('[data-testid="stDataFrame"]') !== null};
}"""
_REMEMBER_CALM = """() => document.querySelectorAll('body *').forEach(one => {
  const style = getComputedStyle(one);
  one.dataset.calm = JSON.stringify([style.boxShadow, style.borderColor, style.backgroundColor]);
})"""


@pytest.mark.parametrize("stem", BY_KEYBOARD)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened: Opened, stem: str) -> None:
    page = opened(f"{ADDRESSES[stem]}?lang=fr").page
    page.emulate_media(reduced_motion="reduce")  # a colour that is on its way is neither calm nor shown
    page.evaluate(_REMEMBER_CALM)
    count, visited, hidden = page.evaluate(_MARK_ALL), [], []
    for _ in range(2 * count + 20):
        page.keyboard.press("Tab")
        here = page.evaluate(_FOCUSED)
        if here is None or (here["place"] is not None and here["place"] in visited[:1] and len(visited) > 1):
            break
        visited += [here["place"]] if here["place"] is not None else []
        hidden += [] if here["shown"] or here["showsItself"] else [here["what"]]
    missed = [page.locator(f'[data-place="{place}"]').first.evaluate("one => one.outerHTML.slice(0, 160)")
              for place in range(count) if str(place) not in visited]  # fmt: skip
    page.emulate_media(reduced_motion="no-preference")
    assert missed == []
    assert hidden == []
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].filter(one => one.tabIndex > 0).length") == 0  # the page's own order


def test_who_asks_for_less_motion_gets_none(opened: Opened) -> None:
    window = opened("/?lang=fr")
    window.page.emulate_media(reduced_motion="reduce")
    moving = window.page.evaluate("""() => [...document.querySelectorAll('body *')].filter(one => {
      const style = getComputedStyle(one), longest = text => Math.max(...text.split(',').map(parseFloat));
      return longest(style.animationDuration) > 0.001 || longest(style.transitionDuration) > 0.001;
    }).map(one => one.outerHTML.slice(0, 100))""")
    window.page.emulate_media(reduced_motion="no-preference")
    assert moving == []


def test_the_menu_names_its_groups_at_a_desk_and_on_a_phone(opened: Opened) -> None:
    named = [f'"{group.name}"' for group in groups(Translator(FRENCH))]
    said = """css => [...document.querySelectorAll(css)].map(one => getComputedStyle(one, '::before').content)
      .filter(content => content.startsWith('"'))"""
    window = opened("/?lang=fr")
    assert window.page.evaluate(said, '[data-testid="stTopNav"] > div > *') == named
    window.page.set_viewport_size({"width": 390, "height": 844})
    window.page.get_by_test_id("stExpandSidebarButton").click()
    window.page.get_by_test_id("stSidebarNavLink").first.wait_for()
    assert window.page.evaluate(said, '[data-testid="stSidebarNavItems"] > li') == named
    window.page.get_by_test_id("stSidebarNavLink").filter(has_text="Méthode").click()
    window.page.get_by_role("heading", name="Méthode", level=1).wait_for()


def test_pages_that_do_not_fit_are_behind_a_button_that_says_how_many_in_the_language(opened: Opened) -> None:
    window = opened("/?lang=fr", width=900)
    more = window.page.get_by_test_id("stTopNavSection").filter(visible=True)
    assert "de plus" in more.inner_text()
    more.focus()
    window.page.keyboard.press("Enter")
    window.page.get_by_test_id("stTopNavLink").filter(has_text="Méthode").last.wait_for()


@pytest.mark.parametrize(("lang", "title"), [("fr", "Méthode – Services Faciles (démonstration)"), ("en", "Method – Services Faciles (démonstration)")])
def test_the_browser_s_tab_says_page_and_campaign(opened: Opened, lang: str, title: str) -> None:
    window = opened(f"/method?lang={lang}")
    window.page.wait_for_function("title => document.title === title", arg=title)
    assert window.page.evaluate("[...document.querySelectorAll('link[rel~=icon]')].map(one => one.getAttribute('href'))") == [
        "/favicon.ico", "/favicon.svg",
    ]  # fmt: skip
