"""axe-core on every page × language × light and dark × desk and phone: nothing serious, nothing critical.

The windows are high on purpose: the page scrolls inside itself, and axe sees only what stands in the window.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from lib.ui.shell import DECLARED
from tests.browser.test_first_visit import ADDRESSES
from tests.browser.window import WAIT_MS, Window
from tests.support.files import ULULE_LINES, daily_totals, ulule_export

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
SIZES = ((1440, 3200), (390, 6000))
_BACKGROUND_IS = """wanted => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor === wanted"""
BACKGROUNDS: dict[Literal["light", "dark"], str] = {"light": "rgb(251, 250, 246)", "dark": "rgb(16, 24, 30)"}


def violations(page: Page) -> list[str]:
    """Serious and critical violations: the rule, and the first places that break it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]} ({node['failureSummary'][:200]})"
        for each in found if each["impact"] in ("serious", "critical") for node in each["nodes"][:3]
    ]  # fmt: skip


def looked_through(window: Window, sizes: Sequence[tuple[int, int]] = SIZES) -> dict[str, list[str]]:
    """The violations of a page as it stands, by size and by light and dark; empty where there are none."""
    found = {}
    for width, height in sizes:
        window.page.set_viewport_size({"width": width, "height": height})
        for scheme, background in BACKGROUNDS.items():
            window.page.emulate_media(color_scheme=scheme)
            window.page.wait_for_function(_BACKGROUND_IS, arg=background)
            window.settle()
            found[f"{scheme}, {width} px wide"] = violations(window.page)
    return {view: broken for view, broken in found.items() if broken}


VIEWS = {
    "fr-desk": ("fr", SIZES[0]), "en-phone": ("en", SIZES[1]),
    **({"en-desk": ("en", SIZES[0]), "fr-phone": ("fr", SIZES[1])} if os.environ.get("EVERY_VIEW") else {}),
}  # fmt: skip
"""The two languages are the same drawings, so that one each is looked at; all of them with EVERY_VIEW=1 (`make views`)."""


@pytest.mark.parametrize(("lang", "size"), VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("stem", [page.stem for page in DECLARED])
def test_nobody_is_kept_out(opened: Callable[..., Window], stem: str, lang: str, size: tuple[int, int]) -> None:
    assert looked_through(opened(f"{ADDRESSES[stem]}?lang={lang}"), [size]) == {}


def test_nobody_is_kept_out_of_an_import(data_page: Window) -> None:
    lines = [*ULULE_LINES, (*ULULE_LINES[0][:-1], "Payement fait")]
    data_page.drop_all({"export.csv": ulule_export(lines), "totals.csv": daily_totals({"2018-01-20": ("70.0", 3)}), "empty.csv": b""})
    data_page.see("Use these columns")
    data_page.settle()
    assert looked_through(data_page) == {}


def test_the_skip_link_and_the_headings_lead_through_a_page(opened: Callable[..., Window]) -> None:
    window = opened("/?lang=en")
    assert window.page.get_by_role("link", name="Skip to main content").count() == 1
    assert window.page.get_by_role("main").count() == 1
    assert window.page.get_by_role("heading", level=1).count() == 1


def test_the_curve_can_be_heard_and_read_as_a_table(opened: Callable[..., Window]) -> None:
    window = opened("/?lang=en")
    assert window.page.get_by_role("img", name="Amount raised day by day").count() == 1
    window.page.get_by_role("link", name="Explore the curve and read its numbers").click()
    window.page.get_by_text("The numbers of this chart").first.click()
    expect(window.page.get_by_test_id("stExpanderDetails").get_by_text("Raised by then")).to_be_visible(timeout=WAIT_MS)
