"""Files that are no table although their name may say so: told by how they begin, each with what a person can do about it."""

from __future__ import annotations

import re
from pathlib import PurePath

from lib.campaign.errors import UnreadableFile
from lib.campaign.message import N_

OLD_WORKBOOK = N_("“%(file)s” is in the old .xls format. Open it, save it as .xlsx or CSV, then drop that file.")
_IMAGE = N_("“%(file)s” is an image, not a table. Export it as CSV or XLSX from where it was made.")
_PDF = N_("“%(file)s” is a PDF, not a table. Export it as CSV or XLSX from where it was made.")
_PACKED = N_("“%(file)s” is a compressed file. Unpack it, then drop the table that it holds.")
_WEB_PAGE = N_("“%(file)s” is a web page, not a table: the address may ask to sign in first. Download it as CSV.")
_PAGE_AS_WORKBOOK = N_(
    "“%(file)s” is a web page under a workbook’s name. Open it in a spreadsheet, save it as .xlsx or CSV, then drop that file."
)
_XML_WORKBOOK = N_("“%(file)s” is an XML workbook of 2003. Open it, save it as .xlsx or CSV, then drop that file.")
_JSON = N_("“%(file)s” is JSON, not a table. Export it as CSV or XLSX from where it was made.")
_ZEROS = N_("“%(file)s” holds bytes that no CSV has: damaged, or UTF-16 without its mark. Save it again as CSV in UTF-8.")
_NOT_A_TABLE = N_("“%(file)s” is not a table that can be read here. Give a CSV or XLSX file.")
_BEGINNINGS = (
    (b"%PDF", _PDF),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ\x00", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"\t\x08", OLD_WORKBOOK),  # the workbooks of the years before they lay in a compound file
    (b"\t\x04", OLD_WORKBOOK),
    (b"\t\x02", OLD_WORKBOOK),
    (b"\t\x00\x04\x00", OLD_WORKBOOK),
)
_PAGE_BEGINS = re.compile(r"\s*(<!--|<!doctype html|<html|<\?xml|<head|<meta|<body|<style|<table|MIME-Version:)", re.IGNORECASE)
_XML_WORKBOOK_BEGINS = re.compile(r"\s*<\?xml.{,400}?urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE | re.DOTALL)
_JSON_BEGINS = re.compile(r"\s*(\{\s*[\"}]|\[\s*[\[{\]])")
_LOOKED_AT = 2_000
_WORKBOOK_NAMES, _TEXT_NAMES = (".xls", ".xlsx", ".xlsm", ".xlt"), (".csv", ".tsv", ".txt")


def refuse_other_bytes(name: str, data: bytes) -> None:
    """Raises UnreadableFile for what begins as no text does: images, PDF, compressed files, the oldest workbooks."""
    for beginning, sentence in _BEGINNINGS:
        if data.startswith(beginning):
            raise UnreadableFile(sentence, file=name)


def refuse_other_text(name: str, text: str) -> None:
    """Raises UnreadableFile for a text that is a web page, an XML workbook or JSON; its beginning is enough."""
    start = text[:_LOOKED_AT].removeprefix("\ufeff")
    if _XML_WORKBOOK_BEGINS.match(start):
        raise UnreadableFile(_XML_WORKBOOK, file=name)
    if _PAGE_BEGINS.match(start):
        raise UnreadableFile(_PAGE_AS_WORKBOOK if _ends(name, _WORKBOOK_NAMES) else _WEB_PAGE, file=name)
    if _JSON_BEGINS.match(start):
        raise UnreadableFile(_JSON, file=name)


def not_text(name: str, *, has_zeros: bool = False) -> UnreadableFile:
    """The error to raise for bytes that are no text; `has_zeros`: what would be one but for zero bytes within."""
    return UnreadableFile(_ZEROS if has_zeros and _ends(name, _TEXT_NAMES) else _NOT_A_TABLE, file=name)


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    return PurePath(name).suffix.lower() in endings
