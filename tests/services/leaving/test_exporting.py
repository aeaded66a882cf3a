"""Files out: the folder as it came in, tables for spreadsheets, refused rows to correct."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from lib.campaign.errors import UseError
from lib.services.campaigns import open_campaign
from lib.services.imports.importing import confirm, file_preview, folder_preview
from lib.services.leaving.exporting import folder_files, refused_file, table_file_bytes, write_folder, zipped_folder
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS, SETTINGS

EVERY_KIND = {
    "contributions": "id,contributed_at,amount,status,name\nc1,2018-03-11T03:30:00-04:00,1234.50,counted,Ève\n",
    "members": "name,on_social,minutes_pledged,briefed_on\nAna,yes,30,2018-01-10\nBo,no,,\n",
    "budget": "label,kind,planned,actual\nAffiches,graphics,200.00,\n",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def written(store: Store, name: str) -> list[dict[str, str]]:
    """The rows of one file of the export."""
    lines = dict(folder_files(store, open_campaign(store)))[f"{name}.csv"]
    return list(csv.DictReader(io.StringIO("".join(lines))))


def test_each_kind_of_cell_is_written_as_the_format_says(store: Store) -> None:
    opened_with(store, **EVERY_KIND)
    (gift,) = written(store, "contributions")
    assert (gift["contributed_at"], gift["amount"], gift["name"], gift["email"]) == ("2018-03-11T03:30:00-04:00", "1234.50", "Ève", "")
    ana, bo = written(store, "members")
    assert (ana["on_social"], ana["minutes_pledged"], ana["briefed_on"]) == ("yes", "30", "2018-01-10")
    assert (bo["on_social"], bo["minutes_pledged"], bo["briefed_on"]) == ("no", "", "")
    assert written(store, "budget")[0]["actual"] == ""


def test_settings_leave_as_they_came_in_and_a_table_without_rows_is_left_out(store: Store) -> None:
    opened = opened_with(store, budget=EVERY_KIND["budget"])
    files = dict(folder_files(store, opened))
    assert list(files) == ["campaign.toml", "budget.csv"]
    assert "".join(files["campaign.toml"]) == SETTINGS


def test_the_zip_holds_one_folder_that_comes_in_again(store: Store) -> None:
    opened = opened_with(store, **EVERY_KIND)
    data = zipped_folder(store, opened)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"essai"}
    assert folder_preview(store, {"essai.zip": data}, opened).changes_nothing


def test_a_table_for_a_spreadsheet_opens_as_utf_8_and_comes_in_again(store: Store) -> None:
    opened = opened_with(store, **EVERY_KIND)
    data = table_file_bytes(store, opened, "contributions")
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Ève" in data.decode("utf-8-sig")
    assert file_preview(store, "contributions.csv", data, opened).changes_nothing


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "'quoted"])
def test_what_a_spreadsheet_would_run_is_disarmed_and_comes_back_as_it_was(store: Store, cell: str) -> None:
    held = io.StringIO()
    csv.writer(held).writerows([("id", "contributed_at", "amount", "status", "note"), ("c1", "2018-02-01", "1.00", "counted", cell)])
    opened = opened_with(store, contributions=held.getvalue())
    (gift,) = written(store, "contributions")
    assert gift["note"][:1] not in ("=", "+", "-", "@", "\t")
    assert file_preview(store, "contributions.csv", table_file_bytes(store, opened, "contributions"), opened).changes_nothing


def test_refused_rows_keep_their_own_headers_and_gain_a_reason(store: Store) -> None:
    opened = opened_with(store)
    preview = file_preview(store, "contributions.csv", CONTRIBUTIONS.replace("30.00", "thirty").encode(), opened)
    text = refused_file(preview.refusals, lambda message: message.text).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["id"], row["amount"], row["email"], row["_row"]) == ("c2", "thirty", "bo@example.org", "3")
    assert row["_reason"]


def test_refused_rows_once_corrected_come_in(store: Store) -> None:
    opened = opened_with(store)
    preview = file_preview(store, "contributions.csv", CONTRIBUTIONS.replace("30.00", "thirty").encode(), opened)
    confirm(store, preview, at=AT, who="ana")
    corrected = refused_file(preview.refusals, lambda message: message.text).replace(b"thirty", b"30.00")
    outcome = confirm(store, file_preview(store, "refused.csv", corrected, opened), at=AT, who="ana")
    assert (outcome.written.counts.inserted, outcome.refusals) == (1, ())
    assert len(written(store, "contributions")) == 3


def test_the_teller_hears_each_file_with_its_rows(store: Store, tmp_path: Path) -> None:
    opened = opened_with(store, **EVERY_KIND)
    heard: list[tuple[str, int]] = []
    write_folder(store, opened, tmp_path / "out", lambda name, count: heard.append((name, count)))
    assert [each for each in heard if each[0].endswith(".csv")] == [("contributions.csv", 1), ("members.csv", 2), ("budget.csv", 1)]


def test_a_folder_that_cannot_be_made_is_bad_use(store: Store, tmp_path: Path) -> None:
    opened = opened_with(store)
    (tmp_path / "file").write_text("")
    with pytest.raises(UseError):
        write_folder(store, opened, tmp_path / "file" / "out")
