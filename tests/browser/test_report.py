"""The report printed by a browser: one page in both languages, and one file that opens without a network."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from pypdf import PdfReader

from lib.services.reports.report_files import Kind
from tests.browser.test_accessibility import SIZES, looked_through, violations
from tests.browser.window import Window
from tests.services.report_cases import CROWDED_SETTINGS, STATES, campaign_of, crowded_tables, report_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opened = Callable[..., Window]


def printed(page: object) -> PdfReader:
    """The page as the browser's own dialogue would print it, backgrounds left out."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_dashboard_s_page_is_printed_as_the_sheet_alone_on_one_page(opened: Opened, lang: str) -> None:
    window = opened(f"/report?lang={lang}")
    window.page.locator(".cd-report-sheet").wait_for()
    paper = printed(window.page)
    words = paper.pages[0].extract_text().replace("\u00a0", " ")
    assert len(paper.pages) == 1
    assert ("10 843,67 $" if lang == "fr" else "$10,843.67") in words
    assert ("Source : Ulule" if lang == "fr" else "Source: Ulule") in words, "the foot is on the page"
    assert "PNG" not in words and "Aperçu" not in words, "neither the files nor the menu"


def test_the_closing_report_is_printed_with_no_chart_cut(opened: Opened) -> None:
    window = opened("/report?lang=fr&report=closing")
    window.page.locator(".cd-report-closing").wait_for()
    texts = ["".join(page.extract_text().split()) for page in printed(window.page).pages]
    assert [("12500$" in text, "lignedroite" in text) for text in texts if "Objectif25000$" in text] == [(True, True)]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("state", [*STATES, "crowded"])
def test_the_html_file_opens_offline_and_is_printed_on_one_page(chromium: BrowserContext, tmp_path: Path, lang: str, state: str) -> None:
    if state == "crowded":
        made = report_of(*campaign_of(tmp_path, crowded_tables(), CROWDED_SETTINGS), "2018-02-21", lang)
    else:
        tables, day = STATES[state]
        made = report_of(*campaign_of(tmp_path, tables), day, lang)
    file = tmp_path / "report.html"
    file.write_bytes(made.html())
    asked: list[str] = []
    chromium.set_offline(True)
    page = chromium.new_page()
    try:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Source Sans 3\"'))")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert len(printed(page).pages) == 1
    finally:
        page.close()
        chromium.set_offline(False)


def test_the_closing_report_opens_offline_too(chromium: BrowserContext, tmp_path: Path) -> None:
    tables, day = STATES["over, reached"]
    file = tmp_path / "closing.html"
    file.write_bytes(report_of(*campaign_of(tmp_path, tables), day, "fr", Kind.CLOSING).html())
    page = chromium.new_page()
    try:
        page.goto(file.as_uri())
        assert page.locator("h1, [role=heading][aria-level='1']").all_inner_texts() == ["Essai"]
        assert violations(page) == []
        assert page.locator(".cd-report-numbers details[open]").count() == len(page.locator(".cd-report-numbers details").all())
    finally:
        page.close()


def test_what_the_team_writes_is_on_the_page_at_once_and_can_be_taken_out(data_page: Window) -> None:
    data_page.go("/report?lang=en")
    page = data_page.page
    page.get_by_role("textbox", name="Decided together").fill("We call the allies on Monday.")
    page.get_by_role("button", name="Save").click()
    page.locator(".cd-report-sheet", has_text="We call the allies on Monday.").wait_for()
    page.get_by_text("Saved: it is in the report.").wait_for()
    page.get_by_role("textbox", name="Decided together").fill("")
    page.get_by_role("button", name="Save").click()
    page.locator(".cd-report-sheet .cd-report-ruled").wait_for(state="attached")


def test_nobody_is_kept_out_of_the_closing_report(opened: Opened) -> None:
    window = opened("/report?lang=fr&report=closing")
    window.page.locator(".cd-report-closing").wait_for()
    assert looked_through(window, SIZES[:1]) == {}


@pytest.mark.parametrize("report", ["", "&report=closing"])
def test_a_phone_sees_each_chart_whole_with_words_that_can_be_read(opened: Opened, report: str) -> None:
    window = opened(f"/report?lang=fr{report}")
    window.page.set_viewport_size({"width": 390, "height": 844})
    window.page.locator(".cd-report-phone svg").first.wait_for()
    seen = window.page.evaluate(
        "() => [...document.querySelectorAll('.cd-report-chart svg')].filter(svg => svg.getClientRects().length).map(svg => "
        "[svg.getBoundingClientRect().right <= innerWidth, 12 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width])")
    assert len(seen) >= 2
    assert all(is_whole and words_px >= 11.5 for is_whole, words_px in seen)


def test_a_file_is_made_when_its_link_is_followed(opened: Opened) -> None:
    window = opened("/report?lang=en")
    with window.page.expect_download() as download:
        window.page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "demo-2018-02-23-meeting.pdf"
    assert len(PdfReader(download.value.path()).pages) == 1
