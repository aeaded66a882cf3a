"""What only a browser can tell: words over words, words too small, pages too wide, and what axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Playwright

from lib.drawing.portfolio import CampaignName, campaign_name
from lib.drawing.style import page_stylesheet
from lib.drawing.table import table
from tests.drawing.cases import EN, FR
from tests.drawing.gallery import gallery
from tests.support.chromium import FLAGS, executable

pytestmark = pytest.mark.browser
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OVERLAPS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const seen = [...svg.querySelectorAll('text')].filter(each => each.getClientRects().length && each.textContent)
  const boxes = seen.map(each => [each.textContent, each.getBoundingClientRect()])
  return boxes.flatMap(([words, box], place) => boxes.slice(place + 1)
    .filter(([, other]) => box.left < other.right && other.left < box.right && box.top + 3 < other.bottom && other.top + 3 < box.bottom)
    .map(([others]) => words + ' | ' + others))
})"""
SMALL = """() => [...document.querySelectorAll('main *')]
  .filter(each => each.getClientRects().length && [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(each => parseFloat(getComputedStyle(each).fontSize) < 14).map(each => each.outerHTML)"""
CUT = """() => [...document.querySelectorAll('main svg text, .cd-hero-figure')]
  .filter(each => each.getClientRects().length)
  .filter(each => each.getBoundingClientRect().right > innerWidth || each.getBoundingClientRect().left < 0)
  .map(each => each.textContent)"""


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    opened = driver.chromium.launch(executable_path=executable(), args=list(FLAGS))
    yield opened
    opened.close()


def shown(browser: Browser, folder: Path, width: int, *, french: bool = True, theme: str = "light") -> Page:
    path = folder / "gallery.html"
    path.write_text(gallery(FR if french else EN, theme), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 4000})
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize(("width", "french"), [(320, True), (390, False), (390, True), (700, True), (700, False), (1100, True), (1100, False), (1440, True)])
def test_words_stay_apart_readable_and_within_the_page(browser: Browser, tmp_path: Path, width: int, french: bool) -> None:
    page = shown(browser, tmp_path, width, french=french)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [page.evaluate(question) for question in (OVERLAPS, SMALL, CUT)] == [[], [], []]
    page.close()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, width: int, theme: str) -> None:
    page = shown(browser, tmp_path, width, theme=theme)
    found = Axe().run(page, options=TAGS).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
    page.close()


def test_campaigns_with_and_without_a_number_stand_in_one_column_and_on_the_line_of_their_row(browser: Browser, tmp_path: Path) -> None:
    names = [campaign_name(CampaignName(place, title, "Les amis", "/")) for place, title in (("1", "Orme"), ("12", "Sapin"), ("", "Pin"))]
    path = tmp_path / "names.html"
    path.write_text(f"<!DOCTYPE html><style>{page_stylesheet()}</style>{table(['a', 'b'], [(name, '2') for name in names], caption='c')}", "utf-8")
    page = browser.new_page(viewport={"width": 900, "height": 400})
    page.goto(path.as_uri())
    links = page.evaluate("() => [...document.querySelectorAll('a')].map(a => a.getBoundingClientRect()).map(box => [box.left, box.top])")
    cells = page.evaluate("""() => [...document.querySelectorAll('td')].map(td => {
      const range = document.createRange(); range.selectNodeContents(td); return range.getBoundingClientRect().top })""")
    assert len({left for left, _top in links}) == 1
    assert [abs(top - cell) < 4 for (_left, top), cell in zip(links, cells, strict=True)] == [True] * 3
    page.close()
