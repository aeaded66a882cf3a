"""What a campaign is: its time, its money, its targets. Everything here comes from the campaign's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from lib.campaign.calendar import Period
from lib.campaign.money import Fees
from lib.campaign.retention import Retention


@dataclass(frozen=True, slots=True)
class Milestone:
    """A share of the goal (0–1, or more for a stretch goal) and what it pays for."""

    share: Decimal
    pays_for: str


@dataclass(frozen=True, slots=True)
class KpiSettings:
    """What a campaign changes of a KPI; None keeps the declaration's own default.

    `target` is in the KPI's unit (money in units, not cents; rates 0–1); `deadline` is an exclusive UTC bound;
    `stale_after_hours` is the age of the newest datum above which the verdict is suspended.
    """

    target: Decimal | None = None
    deadline: datetime | None = None
    enabled: bool = True
    stale_after_hours: Decimal | None = None


_NO_SETTINGS: Mapping[str, KpiSettings] = MappingProxyType({})
_NO_SOURCES: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign's frame, as `campaign.toml` gives it.

    `name` is its id on the command line and in addresses; `invented` marks a demonstration, said on every page;
    `shown_as_of` is the instant that a page opens on when its address names none (a demonstration's evening).
    `reference` names the campaign that this one is held beside; None: the organisation's last one; "": none.
    """

    name: str
    title: str
    period: Period
    goal_cents: int
    fees: Fees
    currency: str
    organisation: str = ""
    platform: str = ""
    url: str = ""
    all_or_nothing: bool = True
    language: str = "fr_CA"
    invented: bool = False
    shown_as_of: datetime | None = None
    kpi_settings: Mapping[str, KpiSettings] = field(default_factory=lambda: _NO_SETTINGS)
    milestones: tuple[Milestone, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _NO_SOURCES)
    retention: Retention = field(default_factory=Retention)
    reference: str | None = None

    def settings_of(self, kpi_id: str) -> KpiSettings:
        """What this campaign says of a KPI; the defaults when it says nothing."""
        return self.kpi_settings.get(kpi_id, KpiSettings())

    def as_of(self, now: datetime) -> datetime:
        """The instant that figures are worked out at when none is asked for: now, or the closing once it is over."""
        return self.shown_as_of or min(now, self.period.closes_at)
