"""What the levers of the evening change: the money, and the chance of reaching the platform's threshold with its band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lib.campaign.evening_levers import Supposed, evening_levers, moved, supposed
from lib.campaign.forecast import Course, Forecast, ForecastStatus, forecast_of, status_of
from lib.campaign.forecast_views import chance_band, chance_of_total, given_more, what_if_both
from lib.campaign.levers import Lever
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecasting import course_at
from lib.services.viewing import View
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance (0–1) with its band; a certainty has none."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Start:
    """What the levers start from, at one instant: members, the median contribution in cents (None unknown), the days left
    counting today, the gross that leaves the goal in hand; `course` is None for a campaign that keeps what it raises.
    """

    members: int
    usual_cents: int | None
    days_left: int
    gross_cents: int
    needed_cents: int | None
    course: Course | None
    forecast: Forecast | None

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers, at rest."""
        return evening_levers(self.members, self.usual_cents)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is supposed, and what it comes to: gross cents in hand now, then promised by the closing; both chances.

    A chance is None where none can be told: too early, closed, or a campaign that keeps what it raises. `in_hand_*`: the
    chances (0–1) of having the goal in hand, rougher; None where the threshold is passed too.
    """

    supposed: Supposed
    asked: Mapping[str, str]
    given_cents: int
    promised_cents: int
    now: Chance | None
    then: Chance | None
    in_hand_now: float | None = None
    in_hand_then: float | None = None

    @property
    def added_cents(self) -> int:
        """All that the levers add."""
        return self.given_cents + self.promised_cents

    @property
    def is_moved(self) -> bool:
        """Whether the levers add anything."""
        return self.added_cents > 0


def start(store: Store, opened: OpenCampaign, seen: View) -> Start:
    """What to suppose from at the instant of `seen`."""
    figures, course = seen.figures, course_at(store, opened, seen.as_of)
    is_over = seen.as_of >= opened.campaign.period.closes_at
    days = 0 if is_over else figures.days_left + opened.campaign.period.is_open(seen.as_of)
    return Start(seen.tallies.members.members, figures.median_contribution_cents, days, figures.gross_cents,
                 figures.gross_needed_cents, course, None if course is None else forecast_of(course))  # fmt: skip


def outcome(begun: Start, asked: Mapping[str, str]) -> Outcome:
    """What the levers of an address come to; whatever it asks is held within their bounds."""
    wished = supposed(begun.levers, asked)
    given, promised = wished.given_cents, wished.promised_cents(begun.days_left)
    found = Outcome(wished, moved(begun.levers, asked), given, promised, _now(begun.forecast), None)
    if begun.course is None or found.now is None:
        return found
    after = what_if_both(begun.course, given, wished.given_people, promised).after
    then = None if after is None else Chance(after, *chance_band(after))
    return replace(found, then=then, in_hand_now=_in_hand(begun, begun.course, 0),
                   in_hand_then=_in_hand(begun, given_more(begun.course, given, wished.given_people), promised))  # fmt: skip


def _in_hand(begun: Start, course: Course, promised_cents: int) -> float | None:
    """The chance of ending with the goal in hand, what is promised counted as if it came for certain."""
    if begun.needed_cents is None or status_of(course) is not ForecastStatus.OK:
        return None
    return chance_of_total(course, begun.needed_cents - promised_cents)


def _now(said: Forecast | None) -> Chance | None:
    if said is None or said.status not in (ForecastStatus.OK, ForecastStatus.REACHED) or said.probability is None:
        return None
    return Chance(said.probability, *chance_band(said.probability))
