"""Small charts of categories: columns for what has an order in time, bars for what has long names.

Each says its message in one sentence and gives its numbers as a table; lengths start at zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from markupsafe import Markup

from lib.drawing.labels import text_width_em
from lib.drawing.table import Header, table
from lib.drawing.templating import drawn, length
from lib.i18n.translator import Translator

_PLOT_EM, _TOP_EM, _FOOT_EM = 8.0, 1.6, 1.8
_WIDE_EM, _NARROW_EM = 44.0, 22.0
"""The narrowest wide and narrow surfaces (620 and 310 px), in em of the labels' 14 px."""
_GAP_EM = 0.5
_FEWEST = 6
"""Columns are never wider than if there were so many: a single one would look like a wall."""
_STEPS = (1, 2, 3, 4, 6, 7, 12, 14, 24, 28)


@dataclass(frozen=True, slots=True)
class Column:
    """One category: `value` gives its length (None: not known, a gap said "—"), `text` is the value in words.

    `marked` ones are drawn full and the others lighter, where some are marked (or none is, with `quiet_rest`).
    """

    label: str
    value: Fraction | int | None
    text: str
    marked: bool = False


def columns(data: Sequence[Column], t: Translator, *, name: str, sentence: str,
            label_header: str, value_header: str, quiet_rest: bool = False) -> Markup:  # fmt: skip
    """Upright columns in the order given; on a narrow surface only the labels that fit are kept."""
    slot = Fraction(100, max(len(data), _FEWEST))
    return drawn(
        "columns.html",
        _=t._, name=name, sentence=sentence,
        height=length(_TOP_EM + _PLOT_EM + _FOOT_EM, "em"),
        base=length(_TOP_EM + _PLOT_EM, "em"),
        label_y=length(_TOP_EM + _PLOT_EM + 1.3, "em"),
        width=length(slot * Fraction(7, 10)),
        columns=_drawn_columns(data, slot, quiet_rest=quiet_rest),
        numbers=_numbers(data, name, label_header, value_header),
    )  # fmt: skip


def _drawn_columns(data: Sequence[Column], slot: Fraction, *, quiet_rest: bool) -> list[dict[str, object]]:
    top, marks = _top(data), quiet_rest or any(column.marked for column in data)
    labels, values = _Thinned([column.label for column in data]), _Thinned([_said(column) for column in data])
    best = max(range(len(data)), key=lambda place: data[place].value or 0, default=0)
    drawn_columns: list[dict[str, object]] = []
    for place, column in enumerate(data):
        height = float((column.value or 0) / top) * _PLOT_EM
        y = _TOP_EM + _PLOT_EM - height
        drawn_columns.append({
            "x": length(slot * (place + Fraction(3, 20))),
            "y": length(y, "em"), "height": length(height, "em"), "value_y": length(y - 0.4, "em"),
            "label": _Placed(column.label, place, slot), "label_class": labels.shown(place),
            "value": _Placed(_said(column), place, slot), "value_class": values.shown_or_best(place, best),
            "quiet": marks and not column.marked,
        })  # fmt: skip
    return drawn_columns


class _Placed:
    """A text over or under its column; one wider than the first or the last column starts, or ends, at the edge."""

    def __init__(self, text: str, place: int, slot: Fraction) -> None:
        count = round(100 / slot)
        sticks_out = text_width_em(text) * count > _NARROW_EM + _GAP_EM * count
        middle = slot * (place + Fraction(1, 2))
        self.text, self.x, self.css = text, length(middle), ""
        if sticks_out and place == 0:
            self.x, self.css = length(0), " cd-from-edge"
        elif sticks_out and place == count - 1:
            self.x, self.css = length(100), " cd-to-edge"


class _Thinned:
    """Which of a row of labels fit: every one, or one in so many, on a wide and on a narrow surface."""

    def __init__(self, texts: Sequence[str]) -> None:
        widest = max((text_width_em(text) for text in texts), default=0) + _GAP_EM
        self.wide, self.narrow = (_step(widest * len(texts) / width) for width in (_WIDE_EM, _NARROW_EM))

    def shown(self, place: int) -> str:
        """Extra classes for the label at a place."""
        return _classes(wide=place % self.wide == 0, narrow=place % self.narrow == 0)

    def shown_or_best(self, place: int, best: int) -> str:
        """All of them where they fit; the highest one alone where they do not."""
        return _classes(wide=self.wide == 1 or place == best, narrow=self.narrow == 1 or place == best)


def _classes(*, wide: bool, narrow: bool) -> str:
    return ("" if wide else " cd-not-wide") + ("" if narrow else " cd-not-narrow")


def _step(crowding: float) -> int:
    """The smallest step of a readable kind (every 2nd, 3rd, 7th…) that leaves room for a label."""
    return next((step for step in _STEPS if step >= crowding), ceil(crowding))


def _said(column: Column) -> str:
    return "—" if column.value is None else column.text


def _top(data: Sequence[Column]) -> Fraction:
    return max((Fraction(column.value) for column in data if column.value is not None), default=Fraction(0)) or Fraction(1)


def _numbers(data: Sequence[Column], name: str, label_header: str, value_header: str) -> Markup:
    rows = [(column.label, _said(column)) for column in data]
    return table((label_header, Header(value_header, numeric=True)), rows, caption=name, caption_hidden=True)


def bars(data: Sequence[Column], *, name: str, sentence: str, label_header: str, value_header: str,
         quiet_rest: bool = False) -> Markup:  # fmt: skip
    """Lying bars in the order given: a table whose cells hold the bar and its value, readable as it is."""
    top, marks = _top(data), quiet_rest or any(column.marked for column in data)
    return drawn(
        "bars.html",
        name=name, sentence=sentence, label_header=label_header, value_header=value_header,
        bars=[{"label": column.label, "value": _said(column), "width": length(Fraction(column.value or 0) / top * 100),
               "quiet": marks and not column.marked} for column in data],
    )  # fmt: skip
