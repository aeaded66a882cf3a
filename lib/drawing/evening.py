"""The five steps of the evening, as large as a room needs and as narrow as a phone: the same drawings on both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from lib.drawing.templating import drawn, length

_NO_MARK = Markup()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a panel: what is large (an amount, a count; "" for none), what it is, and what is said of it.

    `mark` is a drawing beside the words, such as a status.
    """

    what: str
    about: str = ""
    value: str = ""
    mark: Markup = _NO_MARK


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled list; `figure` is its one large number (""), `empty` what is said where there is no line."""

    title: str
    entries: Sequence[Entry] = ()
    figure: str = ""
    sentence: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A chance on its scale: 0–1, with its band, and its words."""

    value: float
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Now and then on a scale from 0 to 100; `name` says it for those who do not see it."""

    name: str
    now: Dot
    then: Dot | None
    now_label: str
    then_label: str


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """Shares (0–1) of a track: raised, then what would be given and what would be promised after it; `marks` with words."""

    name: str
    raised: Fraction
    given: Fraction
    promised: Fraction
    legend: Sequence[tuple[str, str, str]]
    marks: Sequence[tuple[Fraction, str]]


def standing(hero: Markup, bar: Markup, curve: Markup, forecast: Markup) -> Markup:
    """Where we stand: the one number, the one bar, then the curve beside the forecast; any of them may be empty."""
    return drawn("evening_standing.html", hero=hero, bar=bar, curve=curve, forecast=forecast)


def panels(shown: Sequence[Panel], *, remark: str = "") -> Markup:
    """Lists side by side where there is room; `remark` is small and stands under them."""
    return drawn("evening_panels.html", panels=shown, remark=remark)


def supposing(sentences: Sequence[str], bar: MoneyBar | None, scale: Scale | None, headline: str) -> Markup:
    """What the levers come to: its sentence, the money with its dot, the chance with its dot and band, and each lever's part."""
    return drawn("evening_supposing.html", sentences=sentences, bar=_bar(bar), scale=_scale(scale), headline=headline)


def notes(title: str, texts: Sequence[str]) -> Markup:
    """What the presenter may say, folded until it is asked for."""
    return drawn("evening_notes.html", title=title, texts=texts)


def phones(address: str, texts: Sequence[str], square: Markup) -> Markup:
    """Where phones follow: the address in full, the square that leads there, and what is to be known of it."""
    return drawn("evening_phones.html", address=address, texts=texts, square=square)


def _bar(bar: MoneyBar | None) -> dict[str, object] | None:
    if bar is None:
        return None
    ends = (bar.raised, bar.raised + bar.given, bar.raised + bar.given + bar.promised)
    parts = [("raised", Fraction(0), bar.raised), ("given", ends[0], bar.given), ("promised", ends[1], bar.promised)]
    return {
        "name": bar.name,
        "parts": [(look, _at(start), _at(size)) for look, start, size in parts if size],
        "now": _at(ends[0]),
        "then": _at(ends[2]) if ends[2] != ends[0] else "",
        "legend": bar.legend,
        "marks": [(_at(share), words, "end" if share > Fraction(3, 5) else "start") for share, words in bar.marks],
    }


def _scale(scale: Scale | None) -> dict[str, object] | None:
    if scale is None:
        return None
    rows = [(scale.now_label, "now", scale.now), *([(scale.then_label, "then", scale.then)] if scale.then else [])]
    return {
        "name": scale.name,
        "rows": [(label, look, dot.words, _at(Fraction(dot.value)), _at(Fraction(dot.low)), _at(Fraction(dot.high - dot.low)))
                 for label, look, dot in rows],
    }  # fmt: skip


def _at(share: Fraction) -> str:
    return length(share * 100)
