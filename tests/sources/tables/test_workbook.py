"""Workbooks are read by a bounded process; whatever they hold ends in rows or in a sentence."""

from __future__ import annotations

import dataclasses
import struct
import time
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from lib.campaign.errors import FileTooLarge, SourceError, UnreadableFile
from lib.sources.tables.limits import LIMITS, MIB
from lib.sources.tables.table_file import table_file
from lib.sources.tables.workbook_child import day_or_instant, number, text
from tests.sources.given import table, words, workbook


def zipped(**members: bytes) -> bytes:
    """A zip of the members, whose names are written with “__” for “/” and “_” for “.”."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def sentence(data: bytes, name: str = "dons.xlsx", **limits: float) -> str:
    """What reading says where it cannot."""
    with pytest.raises(SourceError) as raised:
        table_file(name, data, limits=dataclasses.replace(LIMITS, **limits))
    return words(raised.value.message)


def test_cells_come_back_in_canonical_form() -> None:
    data = workbook(
        [
            ["id", "amount", "contributed_at", "held_on", "on_social", "note"],
            [12.0, 33.300000000000004, datetime(2018, 1, 20, 14, 5), date(2018, 1, 20), True, " Éloïse "],
            [13, 1.125, datetime(2018, 1, 20), None, False, None],
        ]
    )
    assert table_file("dons.xlsx", data).rows == (
        ("12", "33.3", "2018-01-20T14:05:00", "2018-01-20", "true", "Éloïse"),
        ("13", "1.1250", "2018-01-20", "", "false", ""),
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [(25.0, "25"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (1234.5, "1234.5"), (12.345, "12.3450"), (-2.5, "-2.5"),
     (849049020249120769, "849049020249120769"), (8.49049020249121e17, "8.49049020249121E+17")],
)  # fmt: skip
def test_numbers_are_plain_and_lost_digits_show(value: float, expected: str) -> None:
    assert number(value) == expected


def test_midnight_is_a_day_and_milliseconds_are_rounded() -> None:
    assert day_or_instant(datetime(2018, 1, 20)) == "2018-01-20"
    assert day_or_instant(datetime(2018, 1, 20, 14, 4, 59, 999999)) == "2018-01-20T14:05:00"
    assert text(None) == ""


def test_a_workbook_and_a_text_file_give_the_same_rows() -> None:
    rows = [["id", "note"], ["a", "b;c"], ["d", "e"]]
    text_file = table("id,note\na,b;c\nd,e\n")
    file = table_file("dons.xlsx", workbook(rows))
    assert (file.headers, file.rows, file.numbers) == (text_file.headers, text_file.rows, text_file.numbers)


def test_the_first_sheet_that_holds_something_is_read_and_the_others_named() -> None:
    data = workbook([], Dons=[["id", "note"], ["1", "a"]], Notes=[["x"]])
    file = table_file("dons.xlsx", data)
    assert (file.sheet, file.sheets) == ("Dons", ("Feuille 1", "Dons", "Notes"))
    assert words(file.remarks[0]) == "Only the sheet “Dons” was read, not “Feuille 1”, “Notes”."


def test_a_sheet_can_be_named() -> None:
    data = workbook([["id", "note"], ["1", "a"]], Autre=[["id", "note"], ["2", "b"]])
    assert table_file("dons.xlsx", data, sheet="Autre").rows == (("2", "b"),)
    with pytest.raises(UnreadableFile) as raised:
        table_file("dons.xlsx", data, sheet="Absente")
    assert words(raised.value.message) == "“dons.xlsx” has no sheet called “Absente”."


def test_row_numbers_are_those_of_the_sheet() -> None:
    data = workbook([["Campagne"], [], ["id", "note", "montant"], ["1", "a", 2], [], ["2", "b", 3]])
    assert list(table_file("dons.xlsx", data).numbers) == [4, 6]


def test_the_name_does_not_make_a_workbook() -> None:
    assert table_file("dons.xlsx", b"id,note\n1,a\n").separator == ","
    assert table_file("dons.csv", workbook([["id", "note"], ["1", "a"]])).sheet == "Feuille 1"


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (OLE + b"\0" * 500 + "Workbook".encode("utf-16-le"), "old .xls format"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"), "OpenDocument"),
        (zipped(xl__workbook_bin=b"x"), "binary workbook"),
        (zipped(word__document_xml=b"<x/>"), "is not a workbook"),
        (b"PK\x03\x04 and no more", "is damaged"),
        (workbook([["id", "note"], ["1", "a"]])[:-200], "is damaged"),
        (workbook([]), "is empty"),
    ],
)
def test_what_is_no_readable_workbook_ends_in_a_sentence(data: bytes, part: str) -> None:
    assert part in sentence(data)


def test_a_workbook_of_the_smallest_kind_is_read() -> None:
    rows = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    file = table_file("dons.xlsx", _with_sheet(rows, b"<si><t>id</t></si><si><t>note</t></si>"))
    assert (file.headers, file.rows) == (("id", "note"), (("7", ""),))


def test_a_damaged_sheet_ends_in_a_sentence() -> None:
    broken = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook([["id", "note"], ["1", "a"]]))) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"<worksheet><sheetData><row" if "sheet1" in name else good.read(name))
    assert "damaged workbook" in sentence(broken.getvalue())


def test_a_zip_that_declares_more_than_the_limit_is_refused_unopened() -> None:
    data = bytearray(zipped(xl__a_xml=b"x" * 100))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1024 * MIB)  # the size that the directory declares
    started = time.monotonic()
    assert "too much room once unpacked" in sentence(bytes(data))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (zipped(xl__a_xml=b"0" * 3 * MIB), {}),  # 3 MB of the same byte: a ratio of about a thousand
        (zipped(**{f"xl__a{position}_xml": b"x" for position in range(6)}), {"members": 5}),
        (zipped(xl__a_xml=bytes(range(256)) * 100), {"unpacked_bytes": 10_000}),
    ],
)
def test_members_size_and_ratio_are_bounded_by_the_directory(data: bytes, limits: dict[str, int]) -> None:
    assert "too much room once unpacked" in sentence(data, **limits)


def test_a_bomb_of_shared_strings_ends_in_a_sentence() -> None:
    bomb = _with_sheet(
        b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 2_000)),
        strings=b"<si><t>" + b"a" * 30_000 + b"</t></si>",  # 60 MB of text once each cell holds its own
    )
    assert len(bomb) < 30_000
    assert "too much memory" in sentence(bomb, unpacked_bytes=10 * MIB)


def test_a_workbook_that_asks_for_more_memory_than_allowed_ends_in_a_sentence() -> None:
    limits = {"workbook_memory_bytes": 128 * MIB, "ratio": 10_000}
    one_cell = b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    small = table_file("dons.xlsx", _with_sheet(one_cell, b"<si><t>id</t></si>"), limits=dataclasses.replace(LIMITS, **limits))
    assert small.headers == ("id",)
    strings = b"<si><t>" + b"a" * 150 * MIB + b"</t></si>"
    assert "too much memory" in sentence(_with_sheet(one_cell, strings), **limits)


def test_a_workbook_that_takes_too_long_ends_in_a_sentence_on_time() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 200_000))
    started = time.monotonic()
    assert "takes too long" in sentence(_with_sheet(rows), workbook_seconds=0.5)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("limits", "part"),
    [({"rows": 1}, "more than 1 rows"), ({"columns": 1}, "more than 1 columns"), ({"cell_characters": 3}, "more than 3 char")],
)
def test_a_sheet_beyond_the_limits_is_too_large(limits: dict[str, int], part: str) -> None:
    data = workbook([["id", "note"], ["1", "abcd"], ["2", "b"]])
    if "cell_characters" in limits:
        data = workbook([["id", "not"], ["1", "abcd"]])
    with pytest.raises(FileTooLarge) as raised:
        table_file("dons.xlsx", data, limits=dataclasses.replace(LIMITS, **limits))
    assert part in words(raised.value.message)


def _with_sheet(rows: bytes, strings: bytes = b"") -> bytes:
    """A workbook written by hand: one sheet with these rows, and these shared strings."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = b"http://schemas.openxmlformats.org/package/2006"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": b'<Types xmlns="%s/content-types"><Override PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/>'
        b'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="%sworksheet+xml"/>'
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="%ssharedStrings+xml"/></Types>'
        % (packages, kind, kind, kind),
        "_rels/.rels": b'<Relationships xmlns="%s/relationships"><Relationship Id="r1" Type="%s/officeDocument" '
        b'Target="xl/workbook.xml"/></Relationships>' % (packages, links),
        "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
        % (main, links),
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%s/relationships"><Relationship Id="r1" Type="%s/worksheet" '
        b'Target="worksheets/sheet1.xml"/></Relationships>' % (packages, links),
        "xl/worksheets/sheet1.xml": b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, rows),
        "xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (main, strings),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()
