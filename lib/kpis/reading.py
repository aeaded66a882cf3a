"""What a KPI is, what it measures and what is read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

from lib.campaign.figures import Figures
from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.tallies import Tallies

Number = int | Fraction


class Status(Enum):
    """How a KPI stands; drawn by shape, word and colour together."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    MISSED = "missed"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"
    STALE = "stale"
    NOT_STARTED = "not_started"


class Unit(Enum):
    """What a KPI's value counts; MONEY is in cents, SHARE is 0–1, YES_NO is 1 or 0."""

    MONEY = "money"
    SHARE = "share"
    PEOPLE = "people"
    SHARES = "shares"
    NEWS = "news"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a KPI is worked out from: the campaign, its tallies and its money, all as of one instant."""

    campaign: Campaign
    tallies: Tallies
    figures: Figures
    as_of: datetime


Detail = int | Fraction | datetime | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI's figures before any verdict; `value` None is "nothing recorded".

    `numerator`/`denominator` for rates, `n` for means, `low`/`high` the 95 % interval of sampled rates, `observed_at` the
    newest datum, `details` what else the pages show under names of their own (median, agreed…), `why` the sentence.
    """

    value: Number | None
    why: Message
    observed_at: datetime | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    details: Mapping[str, Detail] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Kpi:
    """The declaration of one KPI.

    `name`, `definition` and `data` (what it is worked out from) are msgids; `page` the page that tells more.
    `default_target` is in the unit (money in cents; None: the campaign's goal); `is_strict`: "more than", not "at least".
    `starts_at` None: always open. `pace` judges a measure against a target between the start and the deadline.
    `has_enough` false is too early to tell. `stale_after_hours` None: kept by hand, does not age.
    """

    id: str
    name: str
    definition: str
    data: str
    page: str
    unit: Unit
    measure: Callable[[Facts, Fraction], Measure]
    pace: Callable[[Facts, Measure, Fraction], Status]
    default_target: Fraction | None
    deadline: Callable[[Facts], datetime | None]
    starts_at: Callable[[Facts], datetime | None] = lambda facts: None
    has_enough: Callable[[Facts, Measure], bool] = lambda facts, measure: True
    is_strict: bool = False
    stale_after_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A KPI read at an instant: the measure, what it is held against, and the verdict with its reason."""

    kpi: Kpi
    measure: Measure
    target: Fraction
    status: Status
    deadline: datetime | None
    as_of: datetime
    why: Message
