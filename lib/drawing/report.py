"""What the report says, in words and drawings, before it is HTML, a PDF or a picture: one content, so one set of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lib.drawing.icons import ICONS
from lib.drawing.ledger import Line
from lib.drawing.status import STATUSES
from lib.drawing.templating import drawn
from lib.drawing.tokens import LIGHT


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of texts; `numeric` columns are aligned at the right, `shares` are how much of the width each may take."""

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    shares: Sequence[float]


@dataclass(frozen=True, slots=True)
class PrintedChart:
    """A drawing with its name (a file's too), one sentence that says what it shows, and its numbers; `phone` is the same drawing
    as narrow as a phone, whose words keep their size."""

    key: str
    title: str
    sentence: str
    svg: Markup
    phone: Markup
    numbers: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A status by shape, word and colour: a drawing of its own, the word, the tone and its colour as "#RRGGBB"."""

    svg: Markup
    word: str
    tone: str
    colour: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One commitment in words; `note` is why it stands so, or since when it is kept."""

    name: str
    value: str
    target: str
    status: StatusMark
    note: str


@dataclass(frozen=True, slots=True)
class KpiTable:
    """The plan's commitments, with a name and five headers in the order of the columns."""

    caption: str
    headers: Sequence[str]
    lines: Sequence[KpiLine]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; `about` is said after it, smaller."""

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose report, of what, about which instant; `banner` is said first where the data are invented."""

    title: str
    organisation: str
    kind: str
    date: str
    banner: str
    foot: str


@dataclass(frozen=True, slots=True)
class Money:
    """The one number, what it is, what is said besides, and how it comes about."""

    figure: str
    caption: str
    remarks: Sequence[str]
    ledger: Sequence[Line]
    bar: PrintedChart


@dataclass(frozen=True, slots=True)
class List:
    """A titled list; `empty` is said where there is nothing in it."""

    title: str
    items: Sequence[Item]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The team's own words under their title: paragraphs, or room to write by hand; `signed` says who wrote, and when."""

    title: str
    paragraphs: Sequence[str]
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The meeting's page: all of it is printed on one A4 page."""

    heading: Heading
    money: Money
    curve: PrintedChart | None
    no_curve: str
    forecast: str
    kpis: KpiTable
    worked: List
    todo: List
    words: Words


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the closing report: sentences, then lists, tables, drawings and the team's words, whichever it has."""

    key: str
    title: str
    sentences: Sequence[str] = ()
    kpis: KpiTable | None = None
    items: Sequence[Item] = ()
    table: PrintedTable | None = None
    charts: Sequence[PrintedChart] = ()
    words: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing report: as many pages as it takes; `state` says whether it is final or a draft."""

    heading: Heading
    state: str
    money: Money
    parts: Sequence[Part]
    numbers_title: str

    @property
    def charts(self) -> tuple[PrintedChart, ...]:
        """Every drawing of the report, the bar first."""
        return (self.money.bar, *(chart for part in self.parts for chart in part.charts))


def status_mark(status: str, word: str) -> StatusMark:
    """The mark of a status (an id of `STATUSES`) with its word, in ink and colour for white paper."""
    look = STATUSES[status]
    colour = {"good": LIGHT.good, "watch": LIGHT.watch, "bad": LIGHT.bad}.get(look.tone, LIGHT.slate)
    return StatusMark(drawn("print_icon.svg", paths=ICONS[look.icon], colour=colour), word, look.tone, colour)
