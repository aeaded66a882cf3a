"""Bytes to text: the encodings that spreadsheets and platforms write, told from the bytes and never from the name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from lib.campaign.errors import UnreadableFile
from lib.campaign.message import N_
from lib.sources.tables.other_kinds import not_text, refuse_other_bytes, refuse_other_text

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FRENCH_INSIDE_A_WORD = re.compile("[A-Za-z][àâçéèêëîïôùû][a-z]")
_MAX_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without its byte order mark, and the encoding it was read as."""

    text: str
    encoding: str


def decoded(name: str, data: bytes) -> Decoded:
    """UTF-16 or UTF-32 by their mark, UTF-8 with or without one, else Windows-1252 or MacRoman.

    Raises UnreadableFile for what is empty, not text (a NUL, images, PDF), or a web page saved as a table.
    """
    _refuse_other_kinds(name, data)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(name, _strict(name, data, encoding), encoding)
    if b"\x00" in data:
        raise not_text(name, has_zeros=True)
    try:
        return _checked(name, data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _checked(name, *_of_eight_bits(data))


def encoding_of(name: str, pieces: Callable[[], Iterator[bytes]]) -> str:
    """The encoding of a file too large to be held, told from all of it as `decoded` tells it; raises as that does.

    `pieces` gives the file from its beginning, whole lines at a time, as often as asked.
    """
    first = next(pieces(), b"")
    _refuse_other_kinds(name, first)
    marked = next((encoding for mark, encoding in _BOMS if first.startswith(mark)), None)
    try:
        _check_pieces(name, pieces(), marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise _damaged(name, marked) from error
        encoding = _of_eight_bit_pieces(pieces)
        _check_pieces(name, pieces(), encoding)
        return encoding
    return marked or "utf-8"


def _check_pieces(name: str, pieces: Iterator[bytes], encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    length = controls = 0
    for place, piece in enumerate(chain(pieces, [None])):
        text = decoder.decode(piece or b"", final=piece is None)
        if place == 0:
            refuse_other_text(name, text)
        if "\x00" in text:
            raise not_text(name, has_zeros=True)
        length, controls = length + len(text), controls + len(_CONTROLS.findall(text))
    if controls > _MAX_CONTROL_SHARE * length:
        raise not_text(name)


def _of_eight_bit_pieces(pieces: Callable[[], Iterator[bytes]]) -> str:
    windows = mac = 0
    try:
        for piece in pieces():
            windows += _french_letters(piece.decode("cp1252"))
            mac += _french_letters(piece.decode("mac_roman"))
    except UnicodeDecodeError:
        return "mac_roman"
    return "mac_roman" if mac > windows else "cp1252"


def _refuse_other_kinds(name: str, data: bytes) -> None:
    if not data.strip():
        raise UnreadableFile(N_("“%(file)s” is empty. Nothing was read."), file=name)
    refuse_other_bytes(name, data)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(name, encoding) from error


def _damaged(name: str, encoding: str) -> UnreadableFile:
    return UnreadableFile(
        N_("“%(file)s” says that it is %(encoding)s but is damaged. Save it again as CSV in UTF-8."),
        file=name,
        encoding=encoding.removesuffix("-sig").upper(),
    )


def _of_eight_bits(data: bytes) -> tuple[str, str]:
    """Windows-1252, unless it leaves bytes without meaning or French words without their accents: then MacRoman."""
    mac = data.decode("mac_roman")
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        return mac, "mac_roman"
    if _french_letters(mac) > _french_letters(windows):
        return mac, "mac_roman"
    return windows, "cp1252"


def _french_letters(text: str) -> int:
    return len(_FRENCH_INSIDE_A_WORD.findall(text))


def _checked(name: str, text: str, encoding: str) -> Decoded:
    refuse_other_text(name, text)
    if "\x00" in text:
        raise not_text(name, has_zeros=True)
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise not_text(name)
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableFile(N_("“%(file)s” is empty. Nothing was read."), file=name)
    return Decoded(text.removeprefix("\ufeff"), encoding)
