"""`export`: a folder that a person can read, and that gives the same figures where it is imported again."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Typed
from tests.support.files import CONTRIBUTIONS, SETTINGS, folder_of

INSTANTS = ("2018-01-20", "2018-02-23T19:30", "2018-03-16")


def test_the_demonstration_exported_then_imported_elsewhere_gives_the_same_figures(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    before = [typed.figures("--as-of", as_of) for as_of in INSTANTS]
    assert typed("export", tmp_path / "out").code == 0
    typed.use("elsewhere")
    assert typed("import", tmp_path / "out").code == 0
    assert [typed.figures("--as-of", as_of) for as_of in INSTANTS] == before


def test_what_was_exported_brings_nothing_new_to_the_store_it_left(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    typed("export", tmp_path / "out")
    assert "Nothing new in “demo”." in typed("import", tmp_path / "out").output


def test_the_files_carry_the_names_of_the_format_and_instants_with_their_offset(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai", contributions=CONTRIBUTIONS))
    answer = typed("export", tmp_path / "deep" / "out")
    assert "“essai” is in" in answer.output
    assert "contributions.csv: 3 rows" in answer.errors
    assert (tmp_path / "deep" / "out" / "campaign.toml").read_text() == SETTINGS
    with (tmp_path / "deep" / "out" / "contributions.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["id"], first["contributed_at"], first["amount"], first["status"]) == ("c1", "2018-01-20T09:00:00-05:00", "60.00", "counted")
    assert sorted(path.name for path in (tmp_path / "deep" / "out").iterdir()) == ["campaign.toml", "contributions.csv"]


def test_a_cell_that_a_spreadsheet_would_run_leaves_harmless_and_comes_back_as_it_was(typed: Typed, tmp_path: Path) -> None:
    text = 'id,contributed_at,amount,status,note\nc1,2018-01-20,60.00,counted,"=HYPERLINK(""https://example.org"")"\n'
    typed("import", folder_of(tmp_path / "essai", contributions=text))
    typed("export", tmp_path / "out")
    assert "'=HYPERLINK" in (tmp_path / "out" / "contributions.csv").read_text()
    assert "Nothing new" in typed("import", tmp_path / "out").output


def test_a_folder_that_cannot_be_written_is_said(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    (tmp_path / "taken").write_text("a file")
    answer = typed("export", tmp_path / "taken")
    assert answer.code == 2
    assert answer.errors.strip().endswith("cannot be written. Choose another one.")
