"""The room's screen measured in a browser: read from six times its height away, in every state, scene and language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from lib.drawing.screen import ScreenWords
from lib.i18n.language import LANGUAGES
from lib.services.screen.screen_setup import SCENES
from tests.services.screens import every_state, words_of
from tests.support.screens import show

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SMALLEST, LABELS, HERO = 0.046, 0.06, 0.20
"""Sizes of type as shares of the picture's height."""
MARGIN, CONTRAST = 0.05, 7.0
MEASURED = """() => {
  const faults = [], height = innerHeight, width = innerWidth, root = document.documentElement;
  const luminance = (colour) => {
    const channels = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return getComputedStyle(root).backgroundColor;
  };
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, words = node.data.trim();
    if (!words || !element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize) / height;
    const least = element.closest(".hero-figure") ? HERO
      : element.closest("dt, dd, .bar-words, .hero-caption, li, h2, .nothing, .party") ? LABELS : SMALLEST;
    if (size < least - 1e-4) faults.push(`${words}: ${size.toFixed(4)} of the height, not ${least}`);
    const ink = element.closest("svg") ? style.fill : style.color;
    const [dark, light] = [luminance(ink), luminance(behind(element))].sort((first, second) => first - second);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < CONTRAST) faults.push(`${words}: contrast ${contrast.toFixed(2)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.left < MARGIN * width - 4 || box.right > (1 - MARGIN) * width + 4 || box.top < 0 || box.bottom > height) {
        faults.push(`${words}: out of the picture, ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
      }
      const middle = (box.top + box.bottom) / 2, half = parseFloat(style.fontSize) * 0.36;
      boxes.push({ words, left: box.left, right: box.right, top: middle - half, bottom: middle + half });
    }
  }
  boxes.forEach((one, index) => boxes.slice(index + 1).forEach((other) => {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (across > 1 && down > 1) faults.push(`“${one.words}” over “${other.words}”`);
  }));
  if (root.scrollWidth > width || root.scrollHeight > height) faults.push("a scroll bar");
  const touched = document.querySelectorAll("a, button, input, select, textarea, iframe, summary, [tabindex], [contenteditable]");
  if (touched.length) faults.push(`${touched.length} elements to touch`);
  if (document.querySelector('[data-testid^="st"], .js-plotly-plot')) faults.push("something of Streamlit or Plotly");
  if (!boxes.length) faults.push("nothing to read");
  return faults;
}"""
for name, value in {"HERO": HERO, "LABELS": LABELS, "SMALLEST": SMALLEST, "MARGIN": MARGIN, "CONTRAST": CONTRAST}.items():
    MEASURED = MEASURED.replace(f" {name}", f" {value}").replace(f"({name}", f"({value}")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ScreenWords]:
    """What the screen says in every state and language."""
    states = every_state(tmp_path_factory.mktemp("states"))
    return {
        f"{name}, {lang.short}": words_of(store, opened, as_of, lang, since=since)
        for name, store, opened, as_of, since in states for lang in LANGUAGES
    }  # fmt: skip


@pytest.fixture
def window(chromium: BrowserContext) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def measured(page: Page, words: ScreenWords) -> dict[str, list[str]]:
    """The faults of each scene, in a projector's two sizes; a scene is shown by its name."""
    found = {}
    show(page, words)
    for width, height in ((1920, 1080), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        for scene in SCENES:
            page.evaluate("scene => { document.querySelector('.screen').dataset.scene = scene; }", scene)
            found[f"{scene}, {width} × {height}"] = page.evaluate(MEASURED)
    return {view: faults for view, faults in found.items() if faults}


def test_a_source_that_fails_is_read_too(window: Page, tmp_path: Path) -> None:
    _, store, opened, as_of, since = list(every_state(tmp_path))[-1]
    words = words_of(store, opened, as_of, LANGUAGES[0], since=since, failing_since=as_of)
    assert measured(window, words) == {}


def test_every_state_is_read_from_the_back_of_the_room(window: Page, said: dict[str, ScreenWords]) -> None:
    found = {state: measured(window, words) for state, words in said.items()}
    assert {state: faults for state, faults in found.items() if faults} == {}
    assert len(found) >= 20
