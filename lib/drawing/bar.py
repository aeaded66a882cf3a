"""The bar of the money: what is in hand, what the fees take, what is expected today, and the two thresholds.

The horizontal axis is gross money. The platform's threshold and the gross that leaves the goal in hand are two marks;
what is beyond the last is drawn beyond it. Everything horizontal is in percent, so the bar has any width and its words
keep their size; on a narrow surface the words are a list under the bar instead of labels around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.drawing import stage
from lib.drawing.labels import Label, PlacedLabel, lane_count, placed
from lib.drawing.templating import drawn, length
from lib.i18n.translator import Translator

_WIDTHS_EM = {"labels": 42, "wide-labels": 60}
"""The narrowest surfaces (640 and 1024 px) that have labels around the bar, and a desk's words, which need fewer lanes, in em
of their 15 px, or 17 px where a room looks on."""
_LANE_EM = 1.35


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    cents: int
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class _Text:
    x: str
    y: str
    anchor: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words on one side of the bar, on a surface of one kind."""

    kind: str
    height: str
    texts: Sequence[_Text]


def bar(figures: Figures, campaign: Campaign, t: Translator) -> Markup:
    """The bar with its marks and words; nothing recorded draws the marks on an empty track."""
    view = BarModel(figures, campaign, t)
    return drawn(
        "bar.html",
        name=view.name,
        track=view.at(view.end_cents),
        parts=[{"kind": kind, "x": view.at(start), "width": view.at(size)} for kind, start, size in view.parts() if size],
        seam=view.at(figures.net_cents) if view.fees_cents > 0 else "",
        marks=[{"kind": mark.kind, "x": view.at(mark.cents), "over": mark.cents < figures.gross_cents} for mark in view.marks()],
        above=[_above(kind, placed(view.above(), width)) for kind, width in _WIDTHS_EM.items()],
        below=[_below(kind, placed(view.below(), width)) for kind, width in _WIDTHS_EM.items()],
        legend=view.legend(),
    )


def _above(kind: str, labels: Sequence[PlacedLabel]) -> _Labels:
    lanes = lane_count(labels)
    return _Labels(kind, length(lanes * _LANE_EM, "em"), [_text(label, lanes - label.lane - 0.25) for label in labels])


def _below(kind: str, labels: Sequence[PlacedLabel]) -> _Labels:
    height = length(lane_count(labels) * _LANE_EM + 0.15, "em")
    return _Labels(kind, height, [_text(label, label.lane + 0.85) for label in labels])


def _text(label: PlacedLabel, lanes_down: float) -> _Text:
    x, y = length(label.label.x * 100), length(lanes_down * _LANE_EM, "em")
    return _Text(x, y, label.anchor, label.label.tone, label.label.text)


@dataclass(frozen=True, slots=True)
class BarModel:
    """All that the bar shows, for whatever draws it: parts, marks and words."""

    figures: Figures
    campaign: Campaign
    t: Translator

    @property
    def end_cents(self) -> int:
        """Where the track ends: the gross that leaves the goal in hand, or the goal where no gross does."""
        return max(self.figures.gross_needed_cents or 0, self.figures.goal_cents)

    @property
    def scale_cents(self) -> int:
        """What the whole width is: the track's end, or what was raised beyond it."""
        return max(self.end_cents, self.figures.gross_cents)

    @property
    def fees_cents(self) -> int:
        """What the commission and its tax take."""
        return self.figures.gross_cents - self.figures.net_cents

    def share(self, cents: int) -> Fraction:
        """An amount ÷ the whole width (0–1)."""
        return Fraction(max(cents, 0), self.scale_cents)

    def at(self, cents: int) -> str:
        """The same as a length in percent."""
        return length(self.share(cents) * 100)

    def money(self, cents: int) -> str:
        """An amount, its cents only where there are any."""
        return self.t.formats.money_brief(cents, self.campaign.currency)

    def whole(self, cents: int) -> str:
        """An amount without its cents, rounded down."""
        return self.t.formats.money_whole(cents, self.campaign.currency)

    def parts(self) -> Iterator[tuple[str, int, int]]:
        """What is filled: its kind, where it starts and how wide it is, in cents."""
        yield "net", 0, self.figures.net_cents
        yield "fees", self.figures.net_cents, self.fees_cents

    def marks(self) -> Iterator[_Mark]:
        """The marks from left to right, except that what is expected may stand anywhere."""
        figures, t = self.figures, self.t
        if 0 < figures.elapsed < 1:
            yield _Mark("expected", figures.expected_cents, t._("expected today"), self.whole(figures.expected_cents))
        goal, needed = self.money(figures.goal_cents), figures.gross_needed_cents
        if needed != figures.goal_cents:
            yield _Mark("threshold", figures.goal_cents, self._threshold_words(), t._("%(goal)s gross", goal=goal))
        if needed is not None:
            value = self.money(needed) if needed == figures.goal_cents else t._("%(goal)s gross", goal=self.money(needed))
            yield _Mark("goal", needed, self._goal_words(needed, goal), value)

    def _threshold_words(self) -> str:
        if not self.campaign.all_or_nothing:
            return self.t._("public goal")
        if self.campaign.platform:
            return self.t._("threshold on %(platform)s", platform=self.campaign.platform)
        return self.t._("the platform’s threshold")

    def _goal_words(self, needed: int, goal: str) -> str:
        return self.t._("goal") if needed == self.figures.goal_cents else self.t._("%(goal)s in hand", goal=goal)

    def _net_words(self) -> str:
        if stage.is_lost(self.figures, self.campaign):
            return self.t._("promised, less the commission")
        return self.t._("in hand")

    def _fees_words(self) -> str:
        if self.figures.commission_tax_cents:
            return self.t._("commission and tax")
        return self.t._("commission")

    def above(self) -> Iterator[Label]:
        """The words above the bar."""
        if self.fees_cents > 0:
            middle = (self.figures.net_cents + self.figures.gross_cents) // 2
            yield Label(self.share(middle), self._fees_words(), "quiet")

    def below(self) -> Iterator[Label]:
        """The words under the bar."""
        if self.figures.known and self.figures.net_cents > 0:
            yield Label(Fraction(0), self._net_words(), "money")
        for mark in self.marks():
            tone = "quiet" if mark.kind == "expected" else "plain"
            yield Label(self.share(mark.cents), self._around(mark), tone)

    def _around(self, mark: _Mark) -> str:
        if mark.kind == "expected":
            return f"{mark.words} {mark.value}"
        return self.t._("%(value)s: %(what)s", value=mark.value, what=mark.words)

    def legend(self) -> Iterator[dict[str, str]]:
        """The same words as a list, for a narrow surface."""
        figures = self.figures
        if figures.known:
            yield {"kind": "net", "words": self._net_words(), "value": self.money(figures.net_cents)}
        if self.fees_cents > 0:
            yield {"kind": "fees", "words": self._fees_words(), "value": self.money(self.fees_cents)}
        for mark in self.marks():
            yield {"kind": mark.kind, "words": mark.words, "value": mark.value}

    @property
    def name(self) -> str:
        """The whole bar in sentences, for those who do not see it."""
        said = [self._net_sentence()]
        said += [self.t._("%(value)s: %(what)s", value=mark.value, what=mark.words) + "." for mark in self.marks()]
        return " ".join(said)

    def _net_sentence(self) -> str:
        figures, goal = self.figures, self.money(self.figures.goal_cents)
        if not figures.known:
            return self.t._("Progress of the campaign: what has been raised is not known; the goal is %(goal)s.", goal=goal)
        share = self.t.formats.percent(figures.net_progress)
        if stage.is_lost(figures, self.campaign):
            return self.t._("The campaign closed at %(net)s of %(goal)s (%(share)s), below its threshold.",
                            net=self.money(figures.net_cents), goal=goal, share=share)  # fmt: skip
        return self.t._("Progress of the campaign: %(net)s in hand of %(goal)s (%(share)s).",
                        net=self.money(figures.net_cents), goal=goal, share=share)  # fmt: skip
