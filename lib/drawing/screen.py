"""The room's screen: one number, one bar, three scenes under them. Made to be read from six times its height away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from lib.drawing.icons import icon
from lib.drawing.labels import text_width_em
from lib.drawing.qr import qr_code
from lib.drawing.templating import drawn, length

_WIDTH_EM = 23.0
"""The bar's width in em of its labels, where the picture is least wide for its height (16:10)."""
_GAP_EM = 0.7


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts; `of`: "sur 287", smaller beside it; `share` of it that is done, drawn under it."""

    value: str
    label: str
    of: str = ""
    share: Fraction | None = None

    @property
    def done(self) -> str:
        """The share as a width, never over the whole."""
        return "" if self.share is None else length(min(max(self.share, Fraction(0)), Fraction(1)) * 100)


@dataclass(frozen=True, slots=True)
class ScreenBar:
    """The one bar: places are shares (0–1) of its width. `expected` None: nothing is expected at that instant.

    `name`: the bar in one sentence. `start`: words under its left end.
    """

    name: str
    done: Fraction
    goal: Fraction
    goal_words: str
    expected: Fraction | None = None
    expected_words: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A milestone to celebrate: `id` tells one from another, so that each is shown once."""

    id: str
    title: str
    figure: str
    words: str


@dataclass(frozen=True, slots=True)
class ScreenWords:
    """All that the screen says, in words.

    `scenes` in the order in which they turn, the first one shown first. `rotation_seconds`, `refresh_seconds`: 0 for never.
    `offline` holds {time}; `clock` is "24" or "12", `zone` the hours' own. `data_icon`: "clock" for data that are old.
    """

    language: str
    theme: str
    zone: str
    clock: str
    refresh_seconds: int
    rotation_seconds: int
    scenes: Sequence[str]
    title: str
    day: str
    figure: str
    caption: str
    bar: ScreenBar | None
    figures: Sequence[Figure]
    line: str
    movement: Sequence[Figure]
    next_title: str
    actions: Sequence[str]
    nothing: str
    data: str
    offline: str
    paused: str
    address: str
    keys_title: str
    keys: Sequence[tuple[str, str]]
    data_icon: str = ""
    url: str = ""
    qr_name: str = ""
    party: Party | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    x: str
    anchor: str
    words: str


def screen(words: ScreenWords) -> Markup:
    """The part of the page that changes: one element, all scenes in it, the first one shown."""
    return drawn(
        "screen.html",
        words=words,
        bar=_bar(words.bar) if words.bar else Markup(),
        qr=qr_code(words.url, name=words.qr_name) if words.url else Markup(),
        icon=icon(words.data_icon) if words.data_icon else "",
        flag=icon("flag"),
    )


def _bar(bar: ScreenBar) -> Markup:
    texts = list(_texts(bar))
    expected_shown = bar.expected is not None and any(text.words == bar.expected_words for text in texts)
    return drawn(
        "screen_bar.html",
        name=bar.name,
        track=_at(bar.goal),
        done=_at(bar.done),
        goal=_at(bar.goal),
        expected=_at(bar.expected) if expected_shown and bar.expected is not None else "",
        over=bar.expected is not None and bar.expected < bar.done,
        texts=texts,
    )


def _at(share: Fraction) -> str:
    return length(min(max(share, Fraction(0)), Fraction(1)) * 100)


def _texts(bar: ScreenBar) -> Iterator[_Text]:
    """The words under the bar; those of what is expected only where they fit beside the others."""
    goal_end = min(_WIDTH_EM, float(bar.goal) * _WIDTH_EM + text_width_em(bar.goal_words) / 2)
    taken = [(goal_end - text_width_em(bar.goal_words), goal_end)]
    at_edge = goal_end == _WIDTH_EM
    yield _Text("100%" if at_edge else _at(bar.goal), "end" if at_edge else "middle", bar.goal_words)
    if bar.start:
        taken.append((0.0, text_width_em(bar.start)))
        yield _Text("0%", "start", bar.start)
    if bar.expected is not None:
        yield from _expected(bar, bar.expected, taken)


def _expected(bar: ScreenBar, at: Fraction, taken: Sequence[tuple[float, float]]) -> Iterator[_Text]:
    width, place = text_width_em(bar.expected_words), float(at) * _WIDTH_EM
    for anchor, start in (("middle", place - width / 2), ("end", place - width), ("start", place)):
        is_free = all(start > end + _GAP_EM or start + width < begin - _GAP_EM for begin, end in taken)
        if is_free and start >= 0 and start + width <= _WIDTH_EM:
            yield _Text(_at(at), anchor, bar.expected_words)
            return
