"""Bad input is one sentence that says what to do, and nothing is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lib.store.campaigns import campaigns
from lib.store.engine import Store
from tests.browser.window import WAIT_MS, Window
from tests.support.files import SETTINGS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HEADERS = "id,contributed_at,amount,status,currency\n"
WRONG_FILES = {
    "photo.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00",
    "letter.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "empty.csv": b"",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "torn.xlsx": b"PK\x03\x04" + bytes(64),
    "wide.csv": b",".join(b"c%d" % number for number in range(600)) + b"\n",
}


def alerts(window: Window, count: int) -> list[str]:
    """The texts of the error boxes, once there are so many."""
    boxes = window.page.get_by_test_id("stAlert")
    expect(boxes).to_have_count(count, timeout=WAIT_MS)
    window.settle()
    return boxes.all_inner_texts()


def test_each_file_that_is_no_table_is_one_sentence(data_page: Window, store: Store) -> None:
    data_page.drop_all(WRONG_FILES)
    said = alerts(data_page, len(WRONG_FILES))
    for name in WRONG_FILES:
        (sentence,) = (text for text in said if f"“{name}”" in text)
        assert len(sentence.splitlines()) == 1
    assert data_page.page.get_by_role("button", name="Import", exact=True).count() == 0
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_a_zip_that_is_torn_is_one_sentence(data_page: Window) -> None:
    data_page.drop("torn.zip", WRONG_FILES["torn.xlsx"])
    (sentence,) = alerts(data_page, 1)
    assert "“torn.zip”" in sentence


def test_a_file_of_50_megabytes_is_refused_in_a_sentence(data_page: Window, store: Store, tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(b"id,amount\n" + b"x" * (50 * 1024 * 1024))
    data_page.page.locator('input[type="file"]').set_input_files(tmp_path / "large.csv")
    data_page.see(re.compile("File must be 25.0MB or smaller"))
    assert [record.name for record in campaigns(store)] == ["demo"]
    data_page.go("/data?lang=fr")
    data_page.page.locator('input[type="file"]').set_input_files(tmp_path / "large.csv")
    data_page.see(re.compile("Ce fichier dépasse 25\u00a0Mo"))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (SETTINGS + "[kpi.funds\n", re.compile("campaign.toml: line 11 cannot be read")),
        (SETTINGS.replace("goal = 1000\n", ""), re.compile("“goal” is missing")),
        (SETTINGS.replace("opens_on", "opens"), re.compile("“opens” is not a setting")),
        ("\x00\x01", re.compile("campaign.toml: line 1 cannot be read")),
    ],
)
def test_broken_settings_are_named_with_what_to_do(data_page: Window, store: Store, settings: str, sentence: re.Pattern[str]) -> None:
    data_page.drop("campaign.toml", settings.encode())
    (said,) = alerts(data_page, 1)
    assert sentence.search(said)
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_each_row_that_cannot_be_read_is_refused_with_its_reason(data_page: Window, store: Store) -> None:
    rows = ("c1,2018-02-01,10.00,perhaps,CAD", "c2,2018-02-01,10.00,counted,XYZ", "c3,2018-02-30,10.00,counted,CAD", "c4,2018-02-01,ten,counted,CAD")
    data_page.drop("contributions.csv", (HEADERS + "\n".join(rows) + "\n").encode())
    data_page.see("4 rows are refused. The others can be imported now; correct these and drop them again.")
    refused = data_page.page.get_by_role("row").filter(has_text="contributions.csv").all_inner_texts()[-4:]
    assert [row.split("\t")[1:3] for row in refused] == [["2", "status"], ["3", "currency"], ["4", "contributed_at"], ["5", "amount"]]
    assert [word in row for word, row in zip(("“perhaps”", "XYZ", "“2018-02-30”", "“ten”"), refused, strict=True)] == [True] * 4
    data_page.see("As it is, no row of this file can be imported: nothing will be written.")
    assert data_page.page.get_by_role("button", name="Import", exact=True).count() == 0
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_a_good_file_beside_a_bad_one_still_comes_in(data_page: Window) -> None:
    data_page.drop_all({"photo.png": WRONG_FILES["photo.png"], "gifts.csv": (HEADERS + "c1,2018-02-01,10.00,counted,CAD\n").encode()})
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    assert data_page.page.get_by_test_id("stAlert").count() == 1
    data_page.press("Import")
    data_page.see("Imported into “Services Faciles”: 1 new, 0 changed, 0 known already, 0 refused.")
