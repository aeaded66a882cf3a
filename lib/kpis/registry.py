"""All KPIs, in the plan's order; the pages, the command line and `docs/kpis.md` read them from here."""

from __future__ import annotations

from datetime import datetime

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.campaign.tallies import Tallies
from lib.kpis.communication import DAILY_COMMUNICATION, NEWS, THANKED_WITHIN_24H
from lib.kpis.mobilisation import (
    FIRST_DAY_CONTRIBUTORS,
    LAUNCH_ATTENDANCE,
    MEMBERS_BRIEFED,
    MEMBERS_RESHARING,
    MEMBERS_WITH_RESPONSIBILITY,
)
from lib.kpis.money import FUNDS
from lib.kpis.reading import Facts, Kpi, Reading
from lib.kpis.verdicts import reading
from lib.kpis.visibility import (
    AMBASSADOR_RATE,
    FANS_FIRST_WEEK,
    RELAY_CLOSING,
    RELAY_LAUNCH,
    SHARES_PER_POST,
    SHOWCASE_IMAGE,
)

KPIS: tuple[Kpi, ...] = (
    FUNDS, FANS_FIRST_WEEK, AMBASSADOR_RATE, SHARES_PER_POST, RELAY_LAUNCH, RELAY_CLOSING, MEMBERS_WITH_RESPONSIBILITY,
    MEMBERS_RESHARING, MEMBERS_BRIEFED, LAUNCH_ATTENDANCE, FIRST_DAY_CONTRIBUTORS, THANKED_WITHIN_24H,
    DAILY_COMMUNICATION, NEWS, SHOWCASE_IMAGE,
)  # fmt: skip
KPI_IDS: tuple[str, ...] = tuple(kpi.id for kpi in KPIS)


def board(campaign: Campaign, tallies: Tallies, figures: Figures, as_of: datetime) -> tuple[Reading, ...]:
    """Every KPI that the campaign has not dropped, read at `as_of`, in the plan's order."""
    facts = Facts(campaign, tallies, figures, as_of)
    return tuple(reading(kpi, facts) for kpi in KPIS if campaign.settings_of(kpi.id).enabled)
