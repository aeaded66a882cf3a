"""What the shipped fonts can draw: a text with any other sign would stop the typesetter, so that sign is replaced first."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

MISSING = "□"
"""What stands for a sign that no shipped font has: an ideograph, an emoji."""
_ALWAYS = frozenset("\n\t")
_UNSEEN = ("Cc", "Cf", "Mn", "Cs")
"""Categories that show nothing by themselves: controls, joiners, marks of direction, accents without their letter."""
_NO_GLYPH = 0


def settable(value: object, fonts: Path) -> object:
    """`value` with each of its texts, however deep, in signs that every font of a folder can draw.

    A full-width or otherwise compatible form becomes the plain one; what shows nothing goes; the rest becomes `MISSING`.
    """
    if isinstance(value, str):
        return _drawable(value, drawn_signs(fonts))
    if isinstance(value, Mapping):
        return {key: settable(each, fonts) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [settable(each, fonts) for each in value]
    return value


def _drawable(text: str, signs: frozenset[str]) -> str:
    composed = unicodedata.normalize("NFC", text)
    if set(composed) <= signs:
        return composed
    return "".join(sign if sign in signs else _instead(sign, signs) for sign in composed)


def _instead(sign: str, signs: frozenset[str]) -> str:
    if sign in "\u2028\u2029":
        return "\n"
    plain = unicodedata.normalize("NFKC", sign)
    if set(plain) <= signs:
        return plain
    return "" if unicodedata.category(sign) in _UNSEEN else MISSING


@cache
def drawn_signs(fonts: Path) -> frozenset[str]:
    """The signs that all fonts of a folder draw, line ends included."""
    found = [frozenset(_signs(path.read_bytes())) for path in sorted(fonts.glob("*.ttf"))]
    return frozenset.intersection(*found) | _ALWAYS


def _signs(font: bytes) -> Iterator[str]:
    """The signs of a font's character map (`cmap`), whose parts of formats 4 and 12 are the ones that fonts have."""
    (table_count,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(table_count)]
    start = next(offset for name, _sum, offset, _length in records if name == b"cmap")
    (part_count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(part_count):
        _platform, _encoding, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", font, start + offset)
        if form == 12:
            yield from _of_groups(font, start + offset)
        elif form == 4:
            yield from _of_segments(font, start + offset)


def _of_groups(font: bytes, start: int) -> Iterator[str]:
    (count,) = struct.unpack_from(">L", font, start + 12)
    for number in range(count):
        first, last, _glyph = struct.unpack_from(">LLL", font, start + 16 + 12 * number)
        yield from map(chr, range(first, last + 1))


def _of_segments(font: bytes, start: int) -> Iterator[str]:
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + 14 + place * twice + (2 if place else 0)) for place in range(4)
    )
    for number in range(count):
        for code in range(starts[number], ends[number] + 1):
            if _glyph(font, start + 16 + 3 * twice, number, code, starts, deltas, offsets) != _NO_GLYPH and code != 0xFFFF:
                yield chr(code)


def _glyph(
    font: bytes, offsets_at: int, number: int, code: int, starts: Sequence[int], deltas: Sequence[int], offsets: Sequence[int]
) -> int:
    """The glyph of a code in a segment; 0 where there is none."""
    if offsets[number] == 0:
        return (code + deltas[number]) % 65_536
    at = offsets_at + 2 * number + offsets[number] + 2 * (code - starts[number])
    (glyph,) = struct.unpack_from(">H", font, at)
    return (glyph + deltas[number]) % 65_536 if glyph else _NO_GLYPH
