"""What the screen says of the money, by where the campaign stands: before, in its course, near its goal, past it, over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lib.campaign.calendar import local_day
from lib.campaign.figures import Figures
from lib.campaign.forecast import ForecastStatus
from lib.campaign.model import Campaign
from lib.drawing import stage
from lib.drawing.screen import Figure, ScreenBar
from lib.i18n.formats import Formats
from lib.i18n.translator import Translator
from lib.services.forecast.forecast_words import SURE_OF_MAKING, SURE_OF_MISSING, in_a_hundred
from lib.services.screen.screen import ScreenFacts

LEADS_WITH_WHAT_IS_MISSING = Fraction(7, 10)
"""From that share of the goal in hand, what is left draws people more than what is there."""


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """The hero, the bar, the figures and the line of the scene of the money; all in one language."""

    facts: ScreenFacts
    t: Translator

    @property
    def figures(self) -> Figures:
        return self.facts.view.figures

    @property
    def campaign(self) -> Campaign:
        return self.facts.view.campaign

    @property
    def formats(self) -> Formats:
        return self.t.formats

    @property
    def goal(self) -> str:
        return self.formats.money_brief(self.figures.goal_cents, self.campaign.currency)

    @property
    def is_before(self) -> bool:
        return stage.is_before(self.figures, self.campaign)

    @property
    def is_closed(self) -> bool:
        return stage.is_closed(self.figures, self.campaign)

    @property
    def is_near(self) -> bool:
        """Whether the screen leads with what is missing."""
        is_close = self.figures.known and self.figures.net_progress >= LEADS_WITH_WHAT_IS_MISSING
        return is_close and not (self.is_before or self.is_closed or stage.has_goal_in_hand(self.figures))

    @property
    def missing_cents(self) -> int:
        """What is still to raise to have the goal in hand; where no gross leaves it, the difference."""
        needed = self.figures.remaining_net_cents
        return self.figures.goal_cents - self.figures.net_cents if needed is None else needed

    def whole(self, cents: int) -> str:
        return self.formats.money_whole(cents, self.campaign.currency)

    def whole_up(self, cents: int) -> str:
        return self.formats.money_whole_up(cents, self.campaign.currency)

    def hero(self) -> tuple[str, str]:
        """The one number and what it is."""
        if self.is_before and not self.figures.gross_cents:
            return self._countdown()
        if not self.figures.known:
            return "—", self.t._("no contribution recorded yet, of the %(goal)s we need", goal=self.goal)
        if self.is_near:
            return self.whole_up(self.missing_cents), self.t._("still to raise to have %(goal)s in hand", goal=self.goal)
        return self.whole(self.figures.net_cents), self._caption()

    def _countdown(self) -> tuple[str, str]:
        period = self.campaign.period
        days = (period.first_day - local_day(self.figures.as_of, period.zone)).days
        opening = self.formats.day_month(period.first_day)
        if days <= 0:
            return self.t._("Today"), self.t._("the campaign opens, for %(goal)s", goal=self.goal)
        words = self.t.ngettext("%(count)s day", "%(count)s days", days)
        return words, self.t._("before the opening, on %(day)s", day=opening)

    def _caption(self) -> str:
        if stage.is_lost(self.figures, self.campaign):
            return self.t._("promised at the close, of the %(goal)s we needed", goal=self.goal)
        if stage.has_goal_in_hand(self.figures):
            return self.t._("in hand: the goal of %(goal)s is passed", goal=self.goal)
        if self.is_closed:
            return self.t._("in hand at the close, of %(goal)s", goal=self.goal)
        return self.t._("in hand, of the %(goal)s we need", goal=self.goal)

    def bar(self) -> ScreenBar:
        """In hand against the goal; past it, the goal is a mark on the way."""
        figures = self.figures
        scale = max(figures.goal_cents, figures.net_cents)
        is_expected = 0 < figures.elapsed < 1 and figures.expected_cents > 0
        in_hand = self.whole(figures.net_cents)
        if figures.known:
            name = self.t._("%(net)s in hand of %(goal)s (%(share)s).", net=in_hand, goal=self.goal,
                            share=self.formats.percent(figures.net_progress))  # fmt: skip
        else:
            name = self.t._("What is in hand is not known; the goal is %(goal)s.", goal=self.goal)
        return ScreenBar(
            name=name,
            done=Fraction(max(figures.net_cents, 0), scale),
            goal=Fraction(figures.goal_cents, scale),
            goal_words=self.goal,
            expected=Fraction(figures.expected_cents, scale) if is_expected else None,
            expected_words=self.t._("expected today"),
            start=self.t._("%(net)s in hand", net=in_hand) if self.is_near else "",
        )

    def three(self) -> tuple[Figure, ...]:
        """Three figures at most under the bar."""
        if self.is_before and not self.figures.gross_cents:
            return (Figure(self.goal, self.t._("to have in hand")), Figure(self._days(), self.t._("of campaign")))
        if not self.figures.known:
            return (*self._left(),)
        people = tuple(self._people())
        money = (*self._in_the_evening(), *self._left(), *self._gifts())
        found = (*money[:2], *people) if self.is_near else (*people, *self._beyond(), *money)
        return found[:3]

    def _days(self) -> str:
        return self.t.ngettext("%(count)s day", "%(count)s days", self.campaign.period.day_count)

    def _people(self) -> Iterator[Figure]:
        people = self.figures.contributors
        if people is not None:
            label = self.t.ngettext("contributor", "contributors", people)
            yield Figure(self.formats.count(people), label)

    def _beyond(self) -> Iterator[Figure]:
        if stage.has_goal_in_hand(self.figures):
            over = self.figures.net_cents - self.figures.goal_cents
            yield Figure(self.whole(over), self.t._("beyond the goal"))

    def _in_the_evening(self) -> Iterator[Figure]:
        """What came in since the evening began, or since the instant of the address."""
        came, since = self.facts.came_in, self.facts.since
        if came is None or since is None:
            return
        zone = self.campaign.period.zone
        if local_day(since, zone) == local_day(self.figures.as_of, zone):
            label = self.t.ngettext("from %(count)s contributor since the start of the evening",
                                    "from %(count)s contributors since the start of the evening", came.contributors)  # fmt: skip
        else:
            label = self.t.ngettext("from %(count)s contributor since %(day)s", "from %(count)s contributors since %(day)s",
                                    came.contributors, day=self.formats.day_month(since))  # fmt: skip
        yield Figure(self.t._("+%(amount)s", amount=self.whole(came.amount_cents)), label)

    def _left(self) -> Iterator[Figure]:
        needed = self.figures.needed_per_day_cents
        if needed and not self.is_closed:
            yield Figure(self.whole_up(needed), self.t._("a day until the end"))

    def _gifts(self) -> Iterator[Figure]:
        """How many contributions of the size that half of them have would do; at the close, that size."""
        gift = self.figures.median_contribution_cents
        if not gift:
            return
        if self.is_closed or stage.has_goal_in_hand(self.figures):
            yield Figure(self.whole(gift), self.t._("the usual contribution"))
        else:
            count = -(-self.missing_cents // gift)
            label = self.t.ngettext("contribution of %(gift)s would do", "contributions of %(gift)s would do",
                                    count, gift=self.whole(gift))  # fmt: skip
            yield Figure(self.formats.count(count), label)

    def line(self) -> str:
        """One sentence: what the state of the campaign means, else the forecast; none beside an evening's counter."""
        if stage.is_lost(self.figures, self.campaign):
            return self.t._("The threshold was not reached: nothing is paid.")
        passed = self.figures.known and self.figures.gross_cents >= self.figures.goal_cents
        if passed and self.campaign.all_or_nothing and not stage.has_goal_in_hand(self.figures):
            return self.t._("The platform’s threshold is reached: the money will be paid.")
        return "" if self.facts.came_in is not None else self._forecast()

    def _forecast(self) -> str:
        forecast = self.facts.forecast
        if forecast is None or forecast.status is not ForecastStatus.OK:
            return ""
        low, high = in_a_hundred(forecast.probability_low), in_a_hundred(forecast.probability_high)
        if (forecast.probability_high or 0) < SURE_OF_MISSING:
            return self.t._("Of 100 campaigns like ours, fewer than 5 made it.")
        if (forecast.probability_low or 0) > SURE_OF_MAKING:
            return self.t._("Of 100 campaigns like ours, more than 95 made it.")
        if low == high:
            return self.t._("Of 100 campaigns like ours, about %(high)s made it.", high=high)
        return self.t._("Of 100 campaigns like ours, about %(low)s to %(high)s made it.", low=low, high=high)
