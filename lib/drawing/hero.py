"""The one number of the front page: what is in hand, with how it comes about and what is still needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from markupsafe import Markup

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.drawing import stage
from lib.drawing.ledger import Line, ledger
from lib.drawing.templating import drawn
from lib.i18n.formats import MINUS, Formats
from lib.i18n.translator import Translator

_LONG_FIGURE = 13
_RATE_DIGITS = 3
_LAST_MINUTE = time(23, 59)


def hero(figures: Figures, campaign: Campaign, t: Translator, *, data_at: datetime | None = None) -> Markup:
    """The net amount, a caption, a remark where the state asks for one, and the ledger.

    `data_at` is the instant that the data are of (its newest datum, or the last reading of the platform); without it
    the figures' own instant is said.
    """
    view = HeroModel(figures, campaign, t, data_at or figures.as_of)
    return drawn(
        "hero.html",
        figure=view.figure,
        unknown=not figures.known,
        long=len(view.figure) > _LONG_FIGURE,
        caption=view.caption,
        remarks=tuple(view.remarks()),
        ledger=ledger(tuple(view.lines())),
    )


@dataclass(frozen=True, slots=True)
class HeroModel:
    """All the words of the hero, for whatever draws it."""

    figures: Figures
    campaign: Campaign
    t: Translator
    data_at: datetime

    @property
    def formats(self) -> Formats:
        """Numbers and dates in the viewer's language."""
        return self.t.formats

    @property
    def is_closed(self) -> bool:
        """Whether the campaign is over."""
        return stage.is_closed(self.figures, self.campaign)

    @property
    def goal(self) -> str:
        """The goal in words."""
        return self.formats.money_brief(self.figures.goal_cents, self.campaign.currency)

    @property
    def is_lost(self) -> bool:
        """Whether it closed under its threshold."""
        return stage.is_lost(self.figures, self.campaign)

    def money(self, cents: int) -> str:
        """An amount with its cents."""
        return self.formats.money(cents, self.campaign.currency)

    @property
    def figure(self) -> str:
        """The net amount; "—" when nothing was recorded."""
        return self.money(self.figures.net_cents) if self.figures.known else "—"

    @property
    def caption(self) -> str:
        """What the amount is: in hand or promised, when, of which goal."""
        share = self.formats.percent(self.figures.net_progress)
        if not self.figures.known:
            return self.t._("in hand, of %(goal)s", goal=self.goal)
        if self.is_lost:
            return self.t._("promised at the close, on %(day)s, of %(goal)s (%(share)s)",
                            day=self.campaign.period.last_day, goal=self.goal, share=share)  # fmt: skip
        if self.is_closed:
            return self.t._("in hand at the close, on %(day)s, of %(goal)s (%(share)s)",
                            day=self.campaign.period.last_day, goal=self.goal, share=share)  # fmt: skip
        return self.t._("in hand on %(when)s, of %(goal)s (%(share)s)", when=self._when(), goal=self.goal, share=share)

    def _when(self) -> str:
        """The day alone where the instant is its last minute: an evening is not "11:59 p.m."."""
        local = self.data_at.astimezone(self.t.zone).time()
        return self.formats.date_long(self.data_at) if local >= _LAST_MINUTE else self.formats.instant(self.data_at)

    def remarks(self) -> Iterator[str]:
        """What the numbers alone would not say, one sentence each."""
        if stage.is_before(self.figures, self.campaign):
            day = self.formats.date_full(self.campaign.period.first_day)
            yield self.t._("The campaign opens on %(day)s.", day=day)
        if not self.figures.known:
            yield self.t._("No contribution has been recorded yet: what has been raised is not known.")
        else:
            yield from self._goal_remarks()
        if self.figures.known and self.figures.from_platform:
            yield self.t._("From the platform’s own total: the contributions themselves are not imported.")

    def _goal_remarks(self) -> Iterator[str]:
        figures = self.figures
        if self.is_lost:
            yield self.t._("The campaign closed %(missing)s below its threshold: all or nothing, nothing is paid.",
                           missing=self.money(figures.remaining_gross_cents))  # fmt: skip
        elif stage.has_goal_in_hand(self.figures):
            yield self.t._("The goal is in hand.")
        elif figures.gross_cents >= figures.goal_cents and self.campaign.all_or_nothing:
            yield self.t._("The threshold is reached: the money will be paid.")
        if self.is_closed and not self.is_lost and not stage.has_goal_in_hand(self.figures):
            missing = self.money(figures.goal_cents - figures.net_cents)
            yield self.t._("To have the goal in hand, %(missing)s is missing.", missing=missing)

    def lines(self) -> Iterator[Line]:
        """The ledger: how the amount comes about, and what is still needed."""
        if self.figures.known:
            yield from self._collected_lines()
        if not (self.is_closed or stage.has_goal_in_hand(self.figures)):
            yield from self._needed_lines()

    def _collected_lines(self) -> Iterator[Line]:
        figures, fees = self.figures, self.campaign.fees
        yield Line(self._collected_label(), self.money(figures.gross_cents))
        if fees.commission_rate:
            rate = self.formats.percent(fees.commission_rate, _RATE_DIGITS)
            yield Line(self.t._("Commission of %(rate)s", rate=rate), self._taken(figures.commission_cents))
        if figures.commission_tax_cents:
            tax_rate = self.formats.percent(fees.commission_tax_rate, _RATE_DIGITS)
            label = self.t._("Tax on the commission, %(rate)s", rate=tax_rate)
            yield Line(label, self._taken(figures.commission_tax_cents))
        if figures.pending_cents:
            label = self.t._("Pending, not counted above")
            yield Line(label, self.money(figures.pending_cents))
        if stage.has_goal_in_hand(self.figures):
            label = self.t._("Beyond the goal, in hand")
            yield Line(label, self.money(figures.net_cents - figures.goal_cents), "total")

    def _collected_label(self) -> str:
        if self.campaign.platform:
            return self.t._("Raised on %(platform)s", platform=self.campaign.platform)
        return self.t._("Raised")

    def _taken(self, cents: int) -> str:
        return f"{MINUS}{self.money(cents)}" if cents else self.money(0)

    def _needed_lines(self) -> Iterator[Line]:
        figures = self.figures
        label = self.t._("To have %(goal)s in hand, still to raise", goal=self.goal)
        needed = figures.remaining_net_cents
        yield Line(label, "—" if needed is None else self.money(needed), "total")
        if figures.needed_per_day_cents is not None:
            day = self.formats.day_month(self.campaign.period.last_day)
            label = self.t._("that is, per day, until %(day)s", day=day)
            yield Line(label, self.money(figures.needed_per_day_cents), note=self._days())
        if self.campaign.all_or_nothing and figures.remaining_gross_cents:
            yield Line(self._threshold_label(), self.money(figures.remaining_gross_cents), "total")

    def _days(self) -> str:
        if stage.is_before(self.figures, self.campaign):
            return ""
        days = self.figures.days_left + 1
        return self.t.ngettext("(%(count)s day, today)", "(%(count)s days, today included)", days)

    def _threshold_label(self) -> str:
        if self.campaign.platform:
            return self.t._("Still to raise for the threshold on %(platform)s", platform=self.campaign.platform)
        return self.t._("Still to raise for the platform’s threshold")
