"""Files dropped on the Data page: what is understood, what comes in, what is refused, and taking it back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.store.campaigns import campaigns
from lib.store.engine import Store
from tests.browser.window import WAIT_MS, Window
from tests.support.files import CONTRIBUTIONS, PAID, SETTINGS, ULULE_LINES, ulule_export, ulule_workbook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
UNKNOWN_STATUS = ("1004", "dan@example.org", "Dan", "Roy", "CA", "Affiche", "1", "30,00", "0,00", "2018-02-03 10:00:00", "Payement fait")
UNKNOWN_AMOUNT = ("1005", "eli@example.org", "Eli", "Roy", "CA", "Affiche", "1", "trente", "0,00", "2018-02-03 10:00:00", PAID)


def imported(window: Window, name: str, data: bytes, *, new: int) -> None:
    """Drop a file, confirm, and see that so many rows are new."""
    window.drop(name, data)
    window.page.get_by_role("button", name="Import", exact=True).wait_for()
    window.press("Import")
    window.see(re.compile(f"^Imported into .*: {new} new"))
    window.settle()


@pytest.mark.parametrize(("name", "data"), [("export.csv", ulule_export()), ("export.xlsx", ulule_workbook())])
def test_an_ulule_export_takes_the_place_of_the_demonstration_with_figures_worked_out_by_hand(
    data_page: Window, name: str, data: bytes
) -> None:
    data_page.drop(name, data)
    data_page.see("The demonstration goes away: these data go to “Services Faciles”.")
    counts = data_page.page.get_by_role("row").filter(has_text=name).first
    assert counts.inner_text().split("\t") == [name, "Contributions", "3", "0", "0", "0", "0"]
    data_page.press("Import")
    data_page.see("Imported into “Services Faciles”: 3 new, 0 changed, 0 known already, 0 refused.")
    data_page.turn_to("Overview")
    assert data_page.figure == "$93.30"  # 100.00 less 6.70
    assert "$100.00" in data_page.words
    assert "invented" not in data_page.words


def test_nothing_is_written_before_it_is_confirmed(data_page: Window, store: Store) -> None:
    data_page.drop("export.csv", ulule_export())
    data_page.see("The demonstration goes away: these data go to “Services Faciles”.")
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_the_same_file_again_has_nothing_to_import(data_page: Window) -> None:
    imported(data_page, "export.csv", ulule_export(), new=3)
    data_page.drop("export.csv", ulule_export())
    data_page.see("Everything in this file is known already: there is nothing to import.")
    assert data_page.page.get_by_role("button", name="Import", exact=True).count() == 0


def test_refused_rows_say_why_and_leave_by_a_link_that_works_once(data_page: Window) -> None:
    data_page.drop("export.csv", ulule_export([*ULULE_LINES, UNKNOWN_STATUS, UNKNOWN_AMOUNT]))
    data_page.see("2 rows are refused. The others can be imported now; correct these and drop them again.")
    reasons = data_page.page.get_by_role("row").filter(has_text=re.compile("Payement fait|trente"))
    assert [row.inner_text().split("\t")[:3] for row in reasons.all()[-2:]] == [
        ["export.csv", "6", "Statut"], ["export.csv", "7", "Montant unitaire total"],
    ]  # fmt: skip
    link = data_page.page.get_by_role("link", name="Download the refused rows").first.get_attribute("href")
    assert link is not None
    assert link.startswith("/download/")
    first, second = (data_page.page.request.get(data_page.url + link) for _ in range(2))
    assert (first.status, second.status) == (200, 410)
    assert first.headers["cache-control"] == "no-store"
    assert "attachment" in first.headers["content-disposition"]
    text = first.body().decode("utf-8-sig")
    assert text.splitlines()[0].endswith("_row,_reason")
    assert "dan@example.org" in text
    assert "Traceback" not in second.text()


def test_refused_rows_once_corrected_and_dropped_again_come_in(data_page: Window) -> None:
    data_page.drop("export.csv", ulule_export([*ULULE_LINES, UNKNOWN_AMOUNT]))
    data_page.see("1 row is refused. The others can be imported now; correct this one and drop it again.")
    data_page.press("Import")
    data_page.see("Imported into “Services Faciles”: 3 new, 0 changed, 0 known already, 1 refused.")
    link = data_page.page.get_by_role("link", name="Download the refused rows").first.get_attribute("href")
    refused = data_page.page.request.get(f"{data_page.url}{link}").body()
    data_page.settle()
    imported(data_page, "refused.csv", refused.replace(b",trente,", b',"30,00",'), new=1)
    data_page.turn_to("Overview")
    assert data_page.figure == "$121.29"  # 130.00 less 8.71


def test_an_import_that_is_undone_gives_the_figures_back(data_page: Window) -> None:
    imported(data_page, "export.csv", ulule_export(), new=3)
    imported(data_page, "more.csv", ulule_export([(*UNKNOWN_STATUS[:-1], PAID)]), new=1)
    data_page.turn_to("Overview")
    assert data_page.figure == "$121.29"
    data_page.turn_to("Data")
    data_page.press("Undo")
    data_page.see(re.compile("will be taken back"))
    data_page.press("Undo this import")
    data_page.see(re.compile("Undone"))
    data_page.settle()
    data_page.turn_to("Overview")
    assert data_page.figure == "$93.30"


def test_a_campaign_folder_dropped_as_files_is_opened_as_that_campaign(data_page: Window) -> None:
    data_page.drop_all({"campaign.toml": SETTINGS.encode(), "contributions.csv": CONTRIBUTIONS.encode()})
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see("Imported into “Essai”: 3 new, 0 changed, 0 known already, 0 refused.")
    data_page.turn_to("Overview")
    assert data_page.figure == "$93.30"
    assert "Les Essayeuses" in data_page.words


def test_a_column_that_reads_two_ways_is_asked_about(data_page: Window) -> None:
    table = "id,contributed_at,amount,status\na1,03/02/2018,10.00,counted\na2,04/02/2018,20.00,counted\n"
    data_page.drop("gifts.csv", table.encode())
    data_page.see(re.compile("How is the column “contributed_at” to be read"))
    data_page.page.get_by_text("day, month, year", exact=True).click()
    expect(data_page.page.get_by_text("How is the column")).to_have_count(0, timeout=WAIT_MS)
    data_page.press("Import")
    data_page.see("Imported into “Services Faciles”: 2 new, 0 changed, 0 known already, 0 refused.")


def test_the_whole_campaign_leaves_as_a_zip_by_a_link_that_works_once(data_page: Window) -> None:
    link = data_page.page.get_by_role("link", name="Download the campaign (zip)").get_attribute("href")
    first, second = (data_page.page.request.get(f"{data_page.url}{link}") for _ in range(2))
    assert (first.status, first.body()[:2], second.status) == (200, b"PK", 410)
