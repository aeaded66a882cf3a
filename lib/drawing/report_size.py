"""How large the words of the meeting's page may be printed by a browser, which cannot measure that by itself.

The height of the page is reckoned from the words, rather over than under, at sizes that go down until it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lib.drawing.labels import text_width_em
from lib.drawing.report import Item, PrintedChart, Sheet

SIZES = range(88, 49, -1)
"""The sizes that the words may be printed at, in tenths of a point, the largest first."""
_PAGE_MM = (186.0, 266.0)
"""The width between the margins, and a height 11 mm less than there is: some words break elsewhere than is reckoned."""
_MM_PER_PT = 25.4 / 72
_LINE, _GAP = 1.25, 0.3
"""The height of a line and the room under a paragraph, in em."""
_RULE_MM = 0.3
_HEAD, _TITLE, _FOOT, _RULED = 4.4, 2.4, 2.2, 3.8
_BOLDER, _TITLE_SHARE, _ORGANISATION_SHARE = 1.04, 0.6 / 1.75, 0.6
_NOTE_SHARE, _NAME_SHARE, _TARGET_SHARE, _ITEM_SHARE, _SMALLER = 0.345, 0.275, 0.105, 0.46, 0.92
_NARROWER, _SPACE = 0.96, 0.2
"""The advances that labels reckon with are those of the widest signs of their kind."""
_VIEW = re.compile(r'viewBox="0 0 (\S+) (\S+)"')


def printed_size(words: Sheet) -> int:
    """The largest of `SIZES` at which the sheet is one A4 page; the smallest where none is."""
    return next((size for size in SIZES if _height_mm(words, size / 10) <= _PAGE_MM[1]), SIZES[-1])


def _height_mm(words: Sheet, size_pt: float) -> float:
    em_mm = size_pt * _MM_PER_PT
    drawings = [words.money.bar, *([words.curve] if words.curve else [])]
    text_mm = em_mm * _text_em(words, _PAGE_MM[0] / em_mm)
    return sum(_drawing_mm(each) for each in drawings) + text_mm + len(words.kpis.lines) * _RULE_MM


def _drawing_mm(chart: PrintedChart) -> float:
    found = _VIEW.search(chart.svg)
    assert found is not None  # every printed chart says its size
    return _PAGE_MM[0] * float(found[2]) / float(found[1])


def _text_em(words: Sheet, width: float) -> float:
    """The height of all that is not a drawing, in em, on a page `width` em wide."""
    money = max(3.6 + (1 + len(words.money.remarks)) * (_LINE + _GAP), len(words.money.ledger) * (_LINE + 0.2)) + 1.2
    paragraphs = sum(_lines(each, width) * _LINE + _GAP for each in words.words.paragraphs) + (_LINE if words.words.signed else 0)
    lists = max(_listed(words.worked.items, width), _listed(words.todo.items, width))
    head = words.heading
    titles = _lines(head.title, width * _TITLE_SHARE) + _lines(head.organisation, width * _ORGANISATION_SHARE) - 2
    return (
        _HEAD
        + titles * 2
        + (1.6 if head.banner else 0)
        + money
        + 2 * 0.8
        + (_lines(words.forecast, width) * _LINE + _GAP if words.forecast else 0)
        + _table(words, width)
        + _TITLE
        + lists
        + _TITLE
        + max(paragraphs, 0 if words.words.paragraphs else _RULED)
        + _FOOT
    )


def _table(words: Sheet, width: float) -> float:
    rows = (
        max(
            _lines(line.note, width * _NOTE_SHARE / _SMALLER),
            _lines(line.name, width * _NAME_SHARE / _BOLDER),
            _lines(line.target, width * _TARGET_SHARE),
        )
        * _LINE
        + 0.3
        for line in words.kpis.lines
    )
    return 2.4 + sum(rows)


def _listed(items: Sequence[Item], width: float) -> float:
    return sum(_lines(f"{item.text} {item.about}", width * _ITEM_SHARE) * _LINE + 0.15 for item in items)


def _lines(text: str, width_em: float) -> int:
    """The lines that a text takes, broken at its spaces; a no-break space is none."""
    lines, left = 1, width_em
    for word in text.split(" "):
        wide = text_width_em(word) * _NARROWER
        if wide > left and left < width_em:
            lines, left = lines + 1, width_em
        left -= wide + _SPACE
    return lines
