"""Only the columns that are needed are kept: planted addresses, phones and birth dates never reach the database's file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from lib.campaign.errors import UnknownLayout
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.edits.trail import imports
from lib.services.imports.importing import Answers, Preview, confirm, file_preview
from lib.sources.layouts.layouts import LAYOUTS, identify
from lib.sources.mapping import Mapping as Matching
from lib.sources.tables.table_file import table_file
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store
from tests.support.files import ULULE_HEADERS, ULULE_LINES, separated, ulule_workbook
from tests.support.stores import stored_bytes

FILES = Path(__file__).parents[2] / "sources" / "files"
SAMPLES = sorted(FILES.glob("*.csv"))
PLANTED: Mapping[str, str] = {
    "Adresse postale": "12 rue Plantee app 3",
    "Téléphone mobile": "514-555-0142",
    "Date de naissance": "17 mai 1975",
}
"""Header -> the cell that stands under it in every row."""
ASCII_HEADERS = ("Adresse postale", "Telephone mobile", "Date de naissance")
"""The same, for files of every encoding."""
NUMBERS = (b"15145550101", b"15145550103", b"514 555-0199")
"""The numbers that are in the samples of FrontlineSMS, two of them in columns that are read for what they tell of a message."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = empty_store(tmp_path)
    bring(opened, {})
    yield opened
    opened.close()


def planted(data: bytes) -> bytes:
    """A text table with the planted columns at its end, in its own separator; its bytes are as they were, as Latin letters."""
    text = data.decode("latin-1")
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    held = io.StringIO()
    writer = csv.writer(held, delimiter=separator, lineterminator="\n")
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
        writer.writerow([*row, *(PLANTED.values() if number else ASCII_HEADERS)] if row else row)
    return held.getvalue().encode("latin-1")


def imported(store: Store, name: str, data: bytes, answers: Answers | None = None) -> Preview:
    """Import a file that has no more questions to ask than the tests answer."""
    at = datetime(2018, 3, 20, tzinfo=UTC)
    preview = file_preview(store, name, data, open_campaign(store), answers, at=at)
    confirm(store, preview, at=AT, who="ana")
    return preview


def on_disk(store: Store, place: Path) -> bytes:
    """Every byte of the database's files, or every cell on a server."""
    store.close()
    return stored_bytes(place / "store.db")


def assert_left_out(preview: Preview, headers: Sequence[str]) -> None:
    """The preview names them in a sentence, and the piece that is imported tells them apart."""
    piece = preview.parts[0].parsed
    assert set(headers) <= set(piece.left_out)
    said = " ".join(Translator(FRENCH).sentence(each) for each in piece.remarks)
    assert "laissées de côté" in said


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_an_export_has_too_much_is_left_out_said_and_never_stored(path: Path, store: Store, tmp_path: Path) -> None:
    data = planted(path.read_bytes())
    preview = imported(store, path.name, data)
    assert_left_out(preview, ASCII_HEADERS)
    if preview.parts[0].parsed.records:
        assert set(ASCII_HEADERS) <= set(imports(store, open_campaign(store), 1)[0].left_out)
    held = on_disk(store, tmp_path)
    assert [cell for cell in PLANTED.values() if cell.encode() in held] == []
    assert [number for number in NUMBERS if number in held] == []


def test_every_kind_of_export_has_a_sample_here() -> None:
    """Ulule's two are below."""
    seen = {identify(table_file(path.name, path.read_bytes())).name for path in SAMPLES} | {"ulule_web", "ulule_api"}
    assert {layout.name for layout in LAYOUTS if layout.is_export} <= seen


API_HEADERS = ("order.id", "order.status", "order.created_at", "order.total", "user.email")
API_LINES = (("1001", "payment-completed", "2018-01-21 10:15:00", "55.00", "ana@example.org"),)


@pytest.mark.parametrize(("headers", "lines"), [(ULULE_HEADERS, ULULE_LINES), (API_HEADERS, API_LINES)], ids=["site", "documentation"])
def test_ulule_s_exports_leave_the_same_out(headers: Sequence[str], lines: Sequence[Sequence[str]], store: Store, tmp_path: Path) -> None:
    data = separated((*headers, *PLANTED), [(*line, *PLANTED.values()) for line in lines])
    preview = imported(store, "commandes.csv", data)
    assert preview.parts[0].parsed.records
    assert_left_out(preview, tuple(PLANTED))
    held = on_disk(store, tmp_path)
    assert b"ana@example.org" in held.lower() or b"1001" in held
    assert [cell for cell in PLANTED.values() if cell.encode() in held] == []


def test_a_workbook_leaves_the_same_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "commandes.xlsx"
    path.write_bytes(ulule_workbook())
    book = openpyxl.load_workbook(path)
    for place, (header, cell) in enumerate(PLANTED.items(), len(ULULE_HEADERS) + 1):
        book.active.cell(1, place, header)
        for row in range(2, 2 + len(ULULE_LINES)):
            book.active.cell(row, place, cell)
    book.save(path)
    assert_left_out(imported(store, path.name, path.read_bytes()), tuple(PLANTED))
    held = on_disk(store, tmp_path)
    assert [cell for cell in PLANTED.values() if cell.encode() in held] == []


def test_a_file_whose_columns_were_matched_by_hand_gives_those_alone(store: Store, tmp_path: Path) -> None:
    data = separated(("No de don", "Jour", "Valeur", *PLANTED), [("7", "2018-02-01", "25.00", *PLANTED.values())])
    columns = {"id": "No de don", "contributed_at": "Jour", "amount": "Valeur"}
    matching = Matching("contributions", columns, {"status": "counted"})
    preview = imported(store, "dons-du-kiosque.csv", data, Answers(mapping=matching))
    assert len(preview.parts[0].parsed.records) == 1
    assert_left_out(preview, tuple(PLANTED))
    held = on_disk(store, tmp_path)
    assert [cell for cell in PLANTED.values() if cell.encode() in held] == []


@pytest.mark.parametrize("name", [layout.name for layout in LAYOUTS if not layout.is_export])
def test_a_file_of_the_campaign_refuses_a_column_that_is_not_its_own(name: str, store: Store) -> None:
    layout = next(each for each in LAYOUTS if each.name == name)
    headers = [column.name for column in layout.reads.columns]
    data = separated((*headers, "Adresse postale"), [("x",) * len(headers) + (PLANTED["Adresse postale"],)])
    with pytest.raises(UnknownLayout):
        file_preview(store, f"{name}.csv", data, open_campaign(store), at=AT)
