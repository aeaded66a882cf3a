"""The bar of the money for paper: the same parts, marks and words as on the front page, at a size of its own."""

from __future__ import annotations

from markupsafe import Markup

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.drawing.bar import BarModel
from lib.drawing.labels import PlacedLabel, lane_count, placed, text_width_em
from lib.drawing.print_frame import TEXT_PX, WIDTH_PX, Plot, printed
from lib.drawing.templating import length
from lib.i18n.translator import Translator

_TRACK_PX, _OVER_PX, _LANE_PX = 26, 4, 16
"""The track's height, by how much marks pass it, and the height of a line of words."""


def print_bar(figures: Figures, campaign: Campaign, t: Translator, *, width: float = WIDTH_PX) -> Markup:
    """The bar with its words around it; nothing recorded draws the marks on an empty track."""
    seen = BarModel(figures, campaign, t)
    above, below = placed(seen.above(), width / TEXT_PX), placed(seen.below(), width / TEXT_PX)
    top = lane_count(above) * _LANE_PX + _OVER_PX
    plot = Plot(top + _TRACK_PX + _OVER_PX + lane_count(below) * _LANE_PX + 6, left=1, right=1, width=width)
    lows = top + _TRACK_PX + _OVER_PX + TEXT_PX + 1
    return printed(
        "print_bar.svg",
        plot,
        name=seen.name,
        track=_wide(plot, float(seen.share(seen.end_cents))),
        top=top,
        tall=_TRACK_PX,
        over=_OVER_PX,
        pieces=[
            (kind, plot.x(float(seen.share(start))), _wide(plot, float(seen.share(size))))
            for kind, start, size in seen.parts()
            if size
        ],
        marks=[(mark.kind, plot.x(float(seen.share(mark.cents)))) for mark in seen.marks()],
        above=[_words(plot, label, top - _OVER_PX - 4 - label.lane * _LANE_PX) for label in above],
        below=[_words(plot, label, lows + label.lane * _LANE_PX) for label in below],
    )  # fmt: skip


def _wide(plot: Plot, share: float) -> str:
    return length(share * (plot.width - plot.left - plot.right), "")


def _words(plot: Plot, label: PlacedLabel, y: float) -> tuple[str, str, str, str, str, str]:
    """Where, which side they start from, what; smaller where an amount is longer than a phone is wide."""
    x = float(plot.x(float(label.label.x)))
    room = {"start": plot.width - x, "middle": plot.width, "end": x}[label.anchor]
    size = min(1.0, room / (text_width_em(label.label.text) * TEXT_PX)) * TEXT_PX
    return length(x, ""), length(y, ""), label.anchor, label.label.tone, label.label.text, length(size, "")
