"""What is no table under a table's name is told apart, and the sentence says what to do."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lib.campaign.errors import DashboardError, UnreadableFile
from lib.sources.plain import read_folder
from lib.sources.tables.big_file import BigFile
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN, words

ROWS = b"id,amount\n1,2\n"
PAGE = b"<table><tr><th>id</th></tr></table>"
KINDS = [
    ("dons.csv.gz", gzip.compress(ROWS, mtime=0), "is a compressed file. Unpack it"),
    ("dons.csv", b"7z\xbc\xaf\x27\x1c\x00\x04", "is a compressed file. Unpack it"),
    ("dons.csv", b"Rar!\x1a\x07\x01\x00", "is a compressed file. Unpack it"),
    ("dons.xls", bytes.fromhex("0908080000050500") + b"\x00" * 40, "is in the old .xls format"),
    ("dons.xls", bytes.fromhex("0900040002001000") + b"\x00" * 40, "is in the old .xls format"),
    ("dons.xls", PAGE, "is a web page under a workbook’s name"),
    ("dons.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + PAGE, "is a web page under a workbook’s name"),
    ("dons.csv", b"<!-- export -->\n" + PAGE, "is a web page, not a table"),
    ("dons.xls", b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "is an XML workbook of 2003"),
    ("dons.json", b'[{"id": 1, "amount": 5}]', "is JSON, not a table"),
    ("dons.csv", b'{"orders": []}', "is JSON, not a table"),
    ("dons.csv", ROWS.decode().encode("utf-16-le"), "UTF-16 without its mark. Save it again as CSV in UTF-8"),
    ("dons.csv", ROWS + b"\x00" * 500, "holds bytes that no CSV has"),
    ("dons.bin", b"\x00\x01\x02", "is not a table that can be read here"),
]


@pytest.mark.parametrize(("name", "data", "part"), KINDS)
def test_what_is_no_table_is_told_by_its_bytes_held_or_on_the_disk(tmp_path: Path, name: str, data: bytes, part: str) -> None:
    (tmp_path / name).write_bytes(data)
    for read in (lambda: table_file(name, data), lambda: BigFile(tmp_path / name)):
        with pytest.raises(UnreadableFile) as raised:
            read()
        assert part in words(raised.value.message)


@pytest.mark.parametrize("text", ["[a,b\n1,2\n", "{note},b\n1,2\n", "<b>,b\n1,2\n", "\tid\tb\n1\t2\t3\n"])
def test_a_table_whose_header_only_looks_odd_is_read(text: str) -> None:
    assert table_file("dons.csv", text.encode()).row_count == 1


def zipped(**members: bytes) -> bytes:
    """A zip file of these."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_numbers_document_is_to_be_exported_from_there() -> None:
    with pytest.raises(UnreadableFile) as raised:
        table_file("dons.numbers", zipped(**{"Index/Document.iwa": b"x", "preview.jpg": b"x"}))
    assert "is a Numbers document. In Numbers, export it" in words(raised.value.message)


@pytest.mark.parametrize("data", [zipped(), zipped(**{"a.jpg": b"x"}), zipped(**{"a.csv": ROWS, "b.csv": ROWS}),
                                  zipped(**{"../../contributions.csv": ROWS}), zipped(**{"a.csv.gz": ROWS})])  # fmt: skip
def test_a_zip_without_any_file_of_a_campaign_says_what_to_drop(data: bytes) -> None:
    with pytest.raises(DashboardError) as raised:
        read_folder({"dons.zip": data}, campaign=CAMPAIGN)
    assert "holds none of the campaign’s files. Unpack it" in words(raised.value.message)
