"""A shared spreadsheet read by its address: as a dropped file is, with a clear sentence where it is not there to be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.services.imports.importing import Answers, confirm, file_preview
from lib.sources.mapping import Mapping
from lib.sources.network.sheet_address import sheet_name, table_addresses
from tests.services.live_bench import Live, live, words
from tests.sources.given import workbook
from tests.support.site import HTML_200, Reply, Request

SHEET = '[sources.spreadsheet]\naddress = "{url}/allies.csv"\n'
ALLIES = b"name,audience\nCoop du quartier,1200\nRadio libre,30000\n"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv(data: bytes, kind: str = "text/csv", status: int = 200) -> Reply:
    """A table as a server sends it."""
    return Reply(status, data, {"Content-Type": kind})


def names(at: Live) -> list[object]:
    """The allies that are in the store."""
    return [each["name"] for each in at.held("allies")]


@pytest.mark.parametrize("data", [
    ALLIES, ALLIES.replace(b",", b";"), ALLIES.decode().encode("utf-16"), b"\xef\xbb\xbf" + ALLIES.replace(b"\n", b"\r\n"),
    "nom;portée\nCoop du quartier;1 200\nRadio libre;30 000\n".encode("cp1252"),
])  # fmt: skip
def test_a_sheet_that_is_known_by_its_headers_is_read_however_it_is_encoded(tmp_path: Path, data: bytes) -> None:
    with live(tmp_path, lambda request: csv(data), SHEET) as at:
        assert words(at.sync().error) == ""
        assert [(each["name"], each["audience"]) for each in at.held("allies")] == [("Coop du quartier", 1200), ("Radio libre", 30000)]
        assert at.sync().changes_nothing


def test_a_workbook_is_read_as_a_csv_file_is(tmp_path: Path) -> None:
    book = workbook([("name", "audience"), ("Coop du quartier", 1200)])
    with live(tmp_path, lambda request: csv(book, XLSX), SHEET) as at:
        assert words(at.sync().error) == ""
        assert names(at) == ["Coop du quartier"]


def test_columns_that_were_matched_once_are_read_the_same_way_by_the_sync(tmp_path: Path) -> None:
    data = b"Groupe,Monde\nCoop du quartier,1200\n"
    with live(tmp_path, lambda request: csv(data), SHEET) as at:
        assert "are not known yet" in words(at.sync().error)
        answers = Answers(mapping=Mapping("allies", {"name": "Groupe", "audience": "Monde"}))
        confirm(at.store, file_preview(at.store, "allies.csv", data, at.opened, answers), at=at.at, who="ana")
        at.site.answering = lambda request: csv(data + b"Radio libre,30000\n")
        assert words(at.sync().error) == ""
        assert names(at) == ["Coop du quartier", "Radio libre"]


@pytest.mark.parametrize(("reply", "said"), [
    (HTML_200, "127.0.0.1 shows a web page instead of the sheet, such as a page to sign in. Share the sheet with whoever has the link, "
               "or publish it as CSV."),
    (csv(b"  <!DOCTYPE html><html>", "text/plain"), "127.0.0.1 shows a web page instead of the sheet, such as a page to sign in. Share "
                                                   "the sheet with whoever has the link, or publish it as CSV."),
    (csv(b"", status=403), "127.0.0.1 shows a web page instead of the sheet, such as a page to sign in. Share the sheet with whoever "
                           "has the link, or publish it as CSV."),
    (csv(b"\r\n"), "The sheet at 127.0.0.1 is empty: was its name changed? Nothing was written."),
    (csv(b",,,\n,,,\n"), "The sheet at 127.0.0.1 is empty: was its name changed? Nothing was written."),
    (csv(b"name,audience\n"), "“allies.csv” has a header and no row: nothing was read."),
    (csv(b"gone", "text/html", 404), "There is no sheet any more at this address of 127.0.0.1: it was moved, deleted or is not shared. "
                                     "Copy its address again."),
    (csv(b"gone", "text/html", 410), "There is no sheet any more at this address of 127.0.0.1: it was moved, deleted or is not shared. "
                                     "Copy its address again."),
])  # fmt: skip
def test_what_is_no_sheet_says_so_and_the_data_of_before_stay(tmp_path: Path, reply: Reply, said: str) -> None:
    with live(tmp_path, lambda request: csv(ALLIES), SHEET) as at:
        at.sync()
        at.site.answering = lambda request: reply
        assert words(at.sync().error) == said
        assert names(at) == ["Coop du quartier", "Radio libre"]


def test_one_sheet_that_fails_does_not_stop_another(tmp_path: Path) -> None:
    def answering(request: Request) -> Reply:
        return csv(ALLIES) if request.path == "/allies.csv" else HTML_200

    with live(tmp_path, answering, '[sources.spreadsheet]\naddress = "{url}/gone.csv {url}/allies.csv"\n') as at:
        assert "web page instead of the sheet" in words(at.sync().error)
        assert names(at) == ["Coop du quartier", "Radio libre"]


def test_a_row_that_cannot_be_read_is_refused_and_the_others_are_taken(tmp_path: Path) -> None:
    with live(tmp_path, lambda request: csv(ALLIES + b"Radio muette,beaucoup\n"), SHEET) as at:
        assert [(each.row, words(each.reason)) for each in at.sync().refusals] == [(4, "“beaucoup” is not a number.")]
        assert len(names(at)) == 2


def test_a_page_of_ethercalc_is_asked_for_its_csv(tmp_path: Path) -> None:
    def answering(request: Request) -> Reply:
        return csv(ALLIES) if request.path == "/allies-2018.csv" else HTML_200

    with live(tmp_path, answering, '[sources.spreadsheet]\naddress = "{url}/allies-2018"\n') as at:
        at.sync()
        assert names(at) == ["Coop du quartier", "Radio libre"]


@pytest.mark.parametrize(("address", "asked"), [
    ("https://docs.google.com/spreadsheets/d/KEY_1/edit?usp=sharing#gid=77", "https://docs.google.com/spreadsheets/d/KEY_1/export?format=csv&gid=77"),
    ("https://docs.google.com/spreadsheets/d/KEY_1/", "https://docs.google.com/spreadsheets/d/KEY_1/export?format=csv"),
    ("https://docs.google.com/spreadsheets/d/e/2PACX-1/pubhtml?gid=5&single=true",
     "https://docs.google.com/spreadsheets/d/e/2PACX-1/pub?gid=5&single=true&output=csv"),
    ("https://nuage.example/s/AbC12", "https://nuage.example/s/AbC12/download"),
    ("https://nuage.example/index.php/s/AbC12/", "https://nuage.example/index.php/s/AbC12/download"),
    ("https://lite.framacalc.org/allies-2018", "https://lite.framacalc.org/allies-2018.csv"),
    ("https://ethercalc.example/=allies", "https://ethercalc.example/=allies.xlsx"),
    ("https://exemple.org/dossier/allies.csv?v=2", "https://exemple.org/dossier/allies.csv?v=2"),
])  # fmt: skip
def test_an_address_as_people_copy_it_leads_to_the_table(address: str, asked: str) -> None:
    assert table_addresses(address)[0] == asked


def test_the_file_of_a_sheet_is_called_after_its_address() -> None:
    assert sheet_name("https://nuage.example/s/AbC12/download") == "AbC12.csv"
    assert sheet_name("https://exemple.org/allies.csv?v=2") == "allies.csv"
