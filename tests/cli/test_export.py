"""`export`: a folder that a person can read, and that gives the same figures where it is imported again."""

from __future__ import annotations

import csv
from pathlib import Path

from lib.campaign.tables import TABLES, Kind
from lib.campaign.work import RowRef
from lib.services.campaigns import open_campaign
from lib.services.daily.acting import Hand, thank
from lib.services.edits.differences import undo_change
from lib.services.edits.editing import Edit, Saved, rows_to_edit, save
from lib.services.stores import current_store
from lib.store.changes.journal import journal
from lib.store.queries.lists import thanks_waiting
from tests.cli.conftest import Typed
from tests.services.held import AT
from tests.support.files import CONTRIBUTIONS, SETTINGS, folder_of

INSTANTS = ("2018-01-20", "2018-02-23T19:30", "2018-03-16")
RETOUCHED = {Kind.TEXT: "retouché", Kind.COUNT: "7", Kind.AMOUNT: "7.50", Kind.DAY: "2018-02-01", Kind.INSTANT: "2018-02-01T09:00", Kind.YES_NO: "no"}
"""What a cell is changed to, by its column's kind."""


def test_the_demonstration_exported_then_imported_elsewhere_gives_the_same_figures(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    before = [typed.figures("--as-of", as_of) for as_of in INSTANTS]
    assert typed("export", tmp_path / "out").code == 0
    typed.use("elsewhere")
    assert typed("import", tmp_path / "out").code == 0
    assert [typed.figures("--as-of", as_of) for as_of in INSTANTS] == before


def edit_every_table() -> int:
    """Change the first row of each table, remove the last, take one change back, thank somebody; how long the journal is now."""
    store = current_store()
    opened = open_campaign(store)
    for table in TABLES:
        first, *_others, last = rows_to_edit(store, opened, table.name).rows
        column = next(each for each in reversed(table.columns) if each.kind in RETOUCHED and (table.repeats or each.name not in table.key))
        edits = [Edit(first, {column.name: RETOUCHED[column.kind]}), Edit(last, {}, removed=True)]
        assert isinstance(save(store, opened, table.name, edits, at=AT, who="ana"), Saved)
    undo_change(store, opened, journal(store, opened.id, limit=1)[0].pk, at=AT, who="bo")
    (waiting, *_rest) = thanks_waiting(store, opened.id, opened.campaign, AT, limit=1).rows
    thank(Hand(store, opened, AT, "ana"), [RowRef("contributions", waiting.pk, waiting.version)])
    return len(journal(store, opened.id, limit=1000))


def files_of(folder: Path) -> dict[str, list[str]]:
    """Each file's lines: the order of rows says nothing."""
    return {path.name: sorted(path.read_text(encoding="utf-8").splitlines()) for path in folder.iterdir()}


def test_an_edited_campaign_imported_elsewhere_has_the_same_figures_and_content_without_its_journal(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    as_shipped = [typed.figures("--as-of", as_of) for as_of in INSTANTS]
    assert edit_every_table() >= 2 * len(TABLES) + 2
    edited = [typed.figures("--as-of", as_of) for as_of in INSTANTS]
    assert all(now != before for now, before in zip(edited, as_shipped, strict=True))
    typed("export", tmp_path / "out")
    typed.use("elsewhere")
    typed("import", tmp_path / "out")
    assert [typed.figures("--as-of", as_of) for as_of in INSTANTS] == edited
    store = current_store()
    assert journal(store, open_campaign(store).id, limit=1) == ()
    typed("export", tmp_path / "again")
    assert files_of(tmp_path / "again") == files_of(tmp_path / "out")


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
