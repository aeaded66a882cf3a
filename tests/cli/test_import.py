"""`import`: what comes in, what is refused and why, and that the same file twice changes nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.support.files import CONTRIBUTIONS, PAID, SETTINGS, ULULE_LINES, daily_totals, folder_of, ulule_export, ulule_workbook


def test_a_folder_gives_the_figures_worked_out_by_hand(typed: Typed, tmp_path: Path) -> None:
    answer = typed("import", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    assert answer.code == 0
    assert "contributions.csv: 3 new, 0 changed, 0 known already, 0 refused." in answer.output
    assert "Imported into “essai”" in answer.output
    money = typed.figures()["money"]
    assert (money["gross"], money["commission"], money["net"]) == ("100.00", "6.70", "93.30")
    assert (money["contributors"], money["contributions"]) == (2, 3)


def test_the_same_folder_twice_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS)
    typed("import", folder)
    before = typed.figures()
    again = typed("import", folder)
    assert again.code == 0
    assert "contributions.csv: 0 new, 0 changed, 3 known already, 0 refused." in again.output
    assert "Nothing new in “essai”." in again.output
    assert typed.figures() == before


def test_a_zip_of_the_folder_is_the_folder(typed: Typed, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "essai.zip", "w") as archive:
        archive.writestr("essai/campaign.toml", SETTINGS)
        archive.writestr("essai/contributions.csv", CONTRIBUTIONS)
    assert typed("import", tmp_path / "essai.zip").code == 0
    assert typed.figures()["money"]["gross"] == "100.00"


@pytest.mark.parametrize(("name", "data"), [("export.csv", ulule_export()), ("export.xlsx", ulule_workbook())])
def test_an_ulule_export_counts_an_orders_shipping_once_and_leaves_cancelled_orders_out(
    typed: Typed, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    answer = typed("import", tmp_path / name)
    assert answer.code == 0, answer.errors
    figures = typed.figures()
    money = figures["money"]
    assert figures["campaign"] == "services-faciles"
    assert (money["gross"], money["withdrawn"], money["net"]) == ("100.00", "35.00", "93.30")
    assert (money["contributors"], money["contributions"]) == (2, 2)


def test_a_file_joins_the_campaign_that_is_named(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "one"))
    typed("import", folder_of(tmp_path / "two", SETTINGS.replace("essai", "second")))
    (tmp_path / "contributions.csv").write_text(CONTRIBUTIONS)
    typed("import", tmp_path / "contributions.csv", "--campaign", "essai")
    assert typed.figures("--campaign", "essai")["money"]["gross"] == "100.00"
    assert typed.figures("--campaign", "second")["money"]["gross"] == "0.00"


def test_a_dry_run_says_what_would_change_and_writes_nothing(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    (tmp_path / "contributions.csv").write_text(CONTRIBUTIONS)
    answer = typed("import", "--dry-run", tmp_path / "contributions.csv")
    assert answer.code == 0
    assert "contributions.csv: 3 new, 0 changed, 0 known already, 0 refused." in answer.output
    assert typed.figures()["money"]["contributions"] is None or typed.figures()["money"]["contributions"] == 0


def test_a_refused_row_says_its_file_row_column_and_reason_and_the_others_come_in(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.cli.terminal.is_looked_on", lambda: True)
    lines = [*ULULE_LINES, ("1004", "dan@example.org", "Dan", "Roy", "CA", "Affiche", "1", "30,00", "0,00", "2018-02-03", "Payement fait")]
    (tmp_path / "export.csv").write_bytes(ulule_export(lines))
    answer = typed("import", tmp_path / "export.csv")
    assert answer.code == 1
    assert "Refused: export.csv, row 6, column Statut. “Payement fait” is not a status that is known here." in answer.errors
    assert "--refused FILE" in answer.errors
    assert typed.figures()["money"]["gross"] == "100.00"


def test_where_nobody_looks_on_a_refused_row_quotes_no_cell_which_may_be_a_name(typed: Typed, tmp_path: Path) -> None:
    shifted = CONTRIBUTIONS.replace("30.00", "Ana Quatorze").replace("10.00", "ana@example.org")
    answer = typed("import", folder_of(tmp_path / "essai", contributions=shifted))
    assert answer.code == 1
    assert "contributions.csv, row 3, column amount. “…” is not a number." in answer.errors
    assert [each for each in ("Quatorze", "ana@example.org") if each in answer.errors + answer.output] == []


def test_the_file_of_refused_rows_once_corrected_is_imported(typed: Typed, tmp_path: Path) -> None:
    lines = [*ULULE_LINES, ("1004", "dan@example.org", "Dan", "Roy", "CA", "Affiche", "1", "trente", "0,00", "2018-02-03", PAID)]
    (tmp_path / "export.csv").write_bytes(ulule_export(lines))
    refused = tmp_path / "refused.csv"
    assert typed("import", tmp_path / "export.csv", "--refused", refused).code == 1
    refused.write_text(refused.read_text(encoding="utf-8-sig").replace(",trente,", ',"30,00",'), encoding="utf-8-sig")
    again = typed("import", refused)
    assert (again.code, again.errors.count("Refused:")) == (0, 0), again.errors
    assert typed.figures()["money"]["gross"] == "130.00"


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("c9,2018-02-30,10.00,counted,CAD", "contributed_at", "2018-02-30"),
        ("c9,2018-02-03,ten,counted,CAD", "amount", "ten"),
        ("c9,2018-02-03,10.00,perhaps,CAD", "status", "perhaps"),
        ("c9,2018-02-03,10.00,counted,XYZ", "currency", "XYZ"),
        (",2018-02-03,10.00,counted,CAD", "id", "empty"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row_alone(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, column: str, reason: str
) -> None:
    monkeypatch.setattr("lib.cli.terminal.is_looked_on", lambda: True)
    text = f"id,contributed_at,amount,status,currency\nc1,2018-02-01,60.00,counted,CAD\n{row}\n"
    answer = typed("import", folder_of(tmp_path / "essai", contributions=text))
    assert answer.code == 1
    refusal = next(line for line in answer.errors.splitlines() if line.startswith("Refused:"))
    assert refusal.startswith(f"Refused: contributions.csv, row 3, column {column}.")
    assert reason in refusal
    assert typed.figures()["money"]["gross"] == "60.00"


def test_a_path_that_cannot_be_read_is_said_and_the_next_ones_come_in(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
    answer = typed("import", tmp_path / "photo.csv", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    assert answer.code == 1
    assert "photo.csv" in answer.errors
    assert typed.figures("--campaign", "essai")["money"]["gross"] == "100.00"


def test_a_path_that_is_not_there_stops_everything_before_the_first_is_written(typed: Typed, tmp_path: Path) -> None:
    answer = typed("import", folder_of(tmp_path / "essai"), tmp_path / "nowhere")
    assert answer.code == 2
    assert typed("figures").code == 2


def test_a_table_of_unknown_columns_says_where_they_are_matched(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "totals.csv").write_bytes(daily_totals({"2018-01-20": ("70.0", 3)}))
    answer = typed("import", tmp_path / "totals.csv")
    assert answer.code == 1
    assert "not known yet" in answer.errors
    assert "Data page" in answer.errors


def test_a_real_campaign_takes_the_place_of_the_demonstration(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    typed("import", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    assert typed.figures()["campaign"] == "essai"
    assert "no campaign called “demo”" in typed("figures", "--campaign", "demo").errors


def test_new_settings_alone_are_said_to_be_saved(typed: Typed, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "campaign.toml").write_text(SETTINGS)
    typed("import", str(folder), "--lang", "en")
    (folder / "campaign.toml").write_text(SETTINGS.replace("goal = 1000", "goal = 2000"))
    changed, again = (typed("import", str(folder), "--lang", "en").output for _ in range(2))
    assert "The settings of “essai” are saved." in changed
    assert "Nothing new" not in changed
    assert "Nothing new in “essai”." in again
