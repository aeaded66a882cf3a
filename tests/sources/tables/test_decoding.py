"""Bytes become text whatever program wrote them."""

from __future__ import annotations

import pytest

from lib.campaign.errors import UnreadableFile
from lib.sources.tables.decoding import decoded
from lib.sources.tables.table_file import table_file
from tests.sources.given import table, words

TEXT = "nom,amount\nÉloïse Bérubé-Côté à l’œuvre,25\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_name_with_accents_survives_each_encoding(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert decoded("a.csv", mark + TEXT.encode(encoding)).text == TEXT


def test_macroman_is_told_by_the_bytes_that_windows_does_not_use() -> None:
    found = decoded("a.csv", "nom\nFrançois Sévère\n".encode("mac_roman"))  # ç is 8D and è is 8F there
    assert (found.text, found.encoding) == ("nom\nFrançois Sévère\n", "mac_roman")


def test_macroman_is_told_by_french_words_where_every_byte_has_a_meaning_in_windows() -> None:
    found = decoded("a.csv", "nom\nGérald Bérubé\n".encode("mac_roman"))  # é is 8E, which is Ž in Windows-1252
    assert (found.text, found.encoding) == ("nom\nGérald Bérubé\n", "mac_roman")


def test_windows_quotation_marks_are_not_taken_for_macroman() -> None:
    assert decoded("a.csv", "titre\n“Logiciels libres”™\n".encode("cp1252")).encoding == "cp1252"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is an image"),
        (b"id,amount\n1\x002,3\n", "holds bytes that no CSV has"),
        (bytes(range(1, 32)) * 4, "is not a table"),
        (b"<!DOCTYPE html><html>Sign in</html>", "is a web page"),
        (b"\xff\xfeA", "damaged"),
    ],
)
def test_what_is_not_a_table_of_text_ends_in_a_sentence(data: bytes, part: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        table_file("dons.csv", data)
    assert part in words(raised.value.message)
    assert "“dons.csv”" in words(raised.value.message)


def test_the_encoding_is_told_beside_the_table() -> None:
    assert table("nom,montant\nÉva,3\n", encoding="cp1252").encoding == "cp1252"


def test_letters_and_accents_written_apart_are_joined() -> None:
    assert table("nom,montant\nE\u0301va,3\n").rows == (("Éva", "3"),)
