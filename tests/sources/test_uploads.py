"""What a dropped file may not do, one test each: be too big in any way, run, read another file, or name a place to write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from lib.campaign.errors import FileTooLarge, SourceError, UnreadableFile
from lib.services.imports.dropped import is_folder
from lib.services.imports.importing import confirm, file_preview
from lib.sources.tables.limits import LIMITS, Limits
from lib.sources.tables.table_file import table_file
from tests.services.held import AT, empty_store, opened_with
from tests.sources.given import words, workbook
from tests.support.files import ULULE_LINES, ulule_export, ulule_workbook

ROWS = [["id", "montant"], ["a", 12]]
SECRET = "ce que personne ne doit lire"


def changed(data: bytes, members: Mapping[str, bytes]) -> bytes:
    """A workbook with members put in place of its own, or beside them."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bent:
        for name in whole.namelist():
            if name not in members:
                bent.writestr(name, whole.read(name))
        for name, content in members.items():
            bent.writestr(name, content)
    return held.getvalue()


def sentence(data: bytes, name: str = "dons.xlsx", limits: Limits = LIMITS) -> str:
    with pytest.raises((UnreadableFile, FileTooLarge)) as refused:
        table_file(name, data, limits=limits)
    return words(refused.value.message)


def all_that_is_said(data: bytes) -> str:
    """What is read of a workbook, or why it is not."""
    try:
        return str(table_file("dons.xlsx", data))
    except SourceError as error:
        return words(error.message)


@pytest.mark.parametrize(("limits", "said"), [
    (Limits(upload_bytes=100), "larger than"), (Limits(rows=2), "more than 2 rows"), (Limits(columns=3), "more than 3 columns"),
    (Limits(cell_characters=5), "more than 5 characters"),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_bytes_rows_columns_and_cells_are_bounded_before_anything_is_made_of_them(kind: str, limits: Limits, said: str) -> None:
    data = ulule_export(ULULE_LINES * 3) if kind == "csv" else ulule_workbook()
    assert said.split(" ")[0] in sentence(data, f"dons.{kind}", limits)


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    assert "too much room once unpacked" in sentence(changed(workbook(ROWS), {"xl/media/a.bin": b"\0" * 230_000_000}))


def test_a_macro_is_neither_run_nor_read() -> None:
    with_macro = changed(workbook(ROWS), {"xl/vbaProject.bin": b"Sub Auto_Open()\r\nShell \"calc\"\r\nEnd Sub"})
    assert table_file("dons.xlsm", with_macro).rows == (("a", "12"),)


def test_a_formula_is_not_worked_out() -> None:
    assert table_file("dons.xlsx", workbook([["id", "montant"], ["a", "=WEBSERVICE(\"http://elsewhere.invalid\")"], ["b", 1]])).rows == (("a", ""), ("b", "1"))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_an_external_entity_gives_nothing_of_another_file(tmp_path: Path, part: str) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    asked = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file://{tmp_path}/secret.txt">]><a>&b;</a>'.encode()
    assert SECRET not in all_that_is_said(changed(workbook(ROWS), {part: asked}))


def test_entities_that_grow_without_end_are_a_sentence() -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "lol">{grown}]><worksheet><sheetData><row><c t="str"><v>&e11;</v></c></row></sheetData></worksheet>'
    assert "dons.xlsx" in sentence(changed(workbook(ROWS), {"xl/worksheets/sheet1.xml": bomb.encode()}))


@pytest.mark.parametrize("name", ["../../ailleurs.csv", "/etc/passwd.csv", "C:\\Windows\\a.csv", "a\x00b.csv", "CON.csv", "é" * 300 + ".csv", ".csv"])
def test_a_file_s_name_is_a_word_and_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "ici").mkdir()
    store = empty_store(tmp_path)
    opened = opened_with(store)
    monkeypatch.chdir(tmp_path / "ici")
    before = {path for path in tmp_path.rglob("*") if "store.db" not in path.name}
    assert not is_folder({name: b""})
    preview = file_preview(store, name, ulule_export(ULULE_LINES), opened, at=AT)
    assert confirm(store, preview, at=AT, who="ana").written.batch_id is not None
    assert {path for path in tmp_path.rglob("*") if "store.db" not in path.name} == before
    store.close()
