"""Several campaigns side by side, at the same share of their time: facts, totals and orders; no person's row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction

from lib.campaign.figures import Figures
from lib.campaign.forecast import Forecast
from lib.campaign.model import Campaign
from lib.kpis.reading import Status
from lib.services.analyses.progress import raised_by_day
from lib.services.campaigns import OpenCampaign
from lib.services.forecast.forecasting import forecast_at
from lib.services.moments import Moment, moment
from lib.services.portfolio.same_share import InHand, in_hand_at_share
from lib.services.shared_values import shared
from lib.services.viewing import View, view
from lib.store.engine import Store

FUNDS = "funds"
_HALF = Fraction(1, 2)


class Phase(Enum):
    """Where a campaign's time stands, in the order of the page."""

    RUNNING = "running"
    PLANNED = "planned"
    ENDED = "ended"


class Order(Enum):
    """By what the campaigns are put in order; the values are those of the address."""

    PROGRESS = "progress"
    SAME_SHARE = "same"
    PACE = "pace"
    CHANCE = "chance"
    CONTRIBUTORS = "contributors"
    ELAPSED = "time"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign as it stood at its own instant.

    `funds`: the verdict on the money; None where that KPI is dropped. `missed`, `off_track`, `at_risk` count KPIs.
    `line`: (share of the time, net ÷ goal) by day. `chance`: the forecast; None for one that keeps what it raises.
    """

    opened: OpenCampaign
    phase: Phase
    as_of: datetime
    figures: Figures
    funds: Status | None
    missed: int
    off_track: int
    at_risk: int
    chance: Forecast | None
    observed_at: datetime | None
    line: tuple[tuple[Fraction, Fraction], ...]

    @property
    def campaign(self) -> Campaign:
        """Its frame."""
        return self.opened.campaign

    @property
    def pace(self) -> Fraction | None:
        """In hand less what campaigns that succeeded had at this point, in goals; None unless it runs and money is known."""
        if self.phase is not Phase.RUNNING or not self.figures.known:
            return None
        return Fraction(self.figures.net_cents - self.figures.expected_cents, self.figures.goal_cents)


@dataclass(frozen=True, slots=True)
class Line:
    """A campaign of the table: how it stands, and what it had at the share of the time that all are held at."""

    standing: Standing
    then: InHand | None


@dataclass(frozen=True, slots=True)
class Total:
    """Campaigns of one currency and one phase: what they have in hand of what they aim at, in cents."""

    currency: str
    phase: Phase
    campaigns: int
    net_cents: int
    goal_cents: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`share`: the share of the time that all are held at, which is that of `held_by`; None: of nobody, half-time."""

    lines: tuple[Line, ...]
    share: Fraction
    held_by: Standing | None
    totals: tuple[Total, ...]

    def of(self, *phases: Phase) -> tuple[Line, ...]:
        """The lines of these phases."""
        return tuple(line for line in self.lines if line.standing.phase in phases)


def portfolio(
    store: Store, seen: Sequence[OpenCampaign], shown: OpenCampaign, asked: str | None, now: datetime, order: Order
) -> Portfolio:
    """The campaigns that a visitor may see, as of what the address asks for, else each at its own present.

    All are held at the share of the time of the one shown, where it runs; else of the running one that is the furthest.
    """
    moments = {each.id: moment(each.campaign, asked, now) for each in seen}
    standings = [_shared_standing(store, each, moments[each.id]) for each in seen]
    held_by = _held_by(standings, shown)
    share = held_by.figures.elapsed if held_by else _HALF
    lines = [Line(each, _then(store, each, share, moments[each.opened.id])) for each in standings]
    return Portfolio(tuple(sorted(lines, key=lambda line: _place(line, order))), share, held_by, _totals(standings))


def _shared_standing(store: Store, opened: OpenCampaign, at: Moment) -> Standing:
    key = (store.address, opened.id, opened.revision, at.shared_as, "standing")
    return shared(key, lambda: standing(store, opened, at.as_of))


def _then(store: Store, each: Standing, share: Fraction, at: Moment) -> InHand | None:
    key = (store.address, each.opened.id, each.opened.revision, at.shared_as, "at-share", share)
    return shared(key, lambda: in_hand_at_share(store, each.opened, share, each.as_of))


def standing(store: Store, opened: OpenCampaign, as_of: datetime) -> Standing:
    """One campaign as it stood."""
    with store.reading():
        seen = view(store, opened, as_of)
        statuses = [each.status for each in seen.readings]
        funds = seen.reading(FUNDS)
        return Standing(
            opened=opened,
            phase=phase_of(opened.campaign, as_of),
            as_of=as_of,
            figures=seen.figures,
            funds=None if funds is None else funds.status,
            missed=statuses.count(Status.MISSED),
            off_track=statuses.count(Status.OFF_TRACK),
            at_risk=statuses.count(Status.AT_RISK),
            chance=forecast_at(store, opened, as_of),
            observed_at=_newest(seen),
            line=_line(store, opened, as_of),
        )


def _newest(seen: View) -> datetime | None:
    return max((each.measure.observed_at for each in seen.readings if each.measure.observed_at is not None), default=None)


def phase_of(campaign: Campaign, as_of: datetime) -> Phase:
    """Where its time stands at an instant."""
    if as_of < campaign.period.opens_at:
        return Phase.PLANNED
    return Phase.RUNNING if as_of < campaign.period.closes_at else Phase.ENDED


def _line(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[tuple[Fraction, Fraction], ...]:
    campaign = opened.campaign
    points = raised_by_day(store, opened, as_of)
    return tuple(
        (campaign.period.elapsed(each.at), Fraction(campaign.fees.net_cents(each.cents), campaign.goal_cents)) for each in points
    )


def _held_by(standings: Sequence[Standing], shown: OpenCampaign) -> Standing | None:
    running = [each for each in standings if each.phase is Phase.RUNNING]
    own = [each for each in running if each.opened.id == shown.id]
    return own[0] if own else max(running, key=lambda each: each.figures.elapsed, default=None)


def _totals(standings: Sequence[Standing]) -> tuple[Total, ...]:
    """Currencies are never added together."""
    kinds = sorted({(each.campaign.currency, each.phase) for each in standings}, key=lambda kind: (kind[0], _rank(kind[1])))
    found = {kind: [each for each in standings if (each.campaign.currency, each.phase) == kind] for kind in kinds}
    return tuple(
        Total(currency, phase, len(each), sum(one.figures.net_cents for one in each), sum(one.figures.goal_cents for one in each))
        for (currency, phase), each in found.items()
    )


def _rank(phase: Phase) -> int:
    return list(Phase).index(phase)


def _place(line: Line, order: Order) -> tuple[int, bool, Fraction, str]:
    """Phase by phase; the greatest first, what is not known last, then by title."""
    value = _values(line)[order]
    title = line.standing.campaign.title.casefold()
    return _rank(line.standing.phase), value is None, -(value or Fraction(0)), title


def _values(line: Line) -> Mapping[Order, Fraction | None]:
    each = line.standing
    chance = None if each.chance is None or each.chance.probability is None else Fraction(each.chance.probability)
    contributors = each.figures.contributors
    return {
        Order.PROGRESS: each.figures.net_progress if each.figures.known else None,
        Order.SAME_SHARE: None if line.then is None else line.then.progress,
        Order.PACE: each.pace,
        Order.CHANCE: chance,
        Order.CONTRIBUTORS: None if contributors is None else Fraction(contributors),
        Order.ELAPSED: each.figures.elapsed,
        Order.NAME: None,
    }
