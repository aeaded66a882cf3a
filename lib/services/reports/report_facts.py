"""What both reports are told from, read once in one snapshot: no person's row is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lib.services.analyses.progress import Progress, progress
from lib.services.analyses.sharing import Ally, allies
from lib.services.campaigns import OpenCampaign
from lib.services.daily.deeds import Deed, deeds_by_day
from lib.services.daily.today import Today, today
from lib.services.edits.team_words import TeamWords, team_words
from lib.services.evening.evening_facts import Worked, worked
from lib.services.forecast.forecast_record import ForecastRecord, forecast_record
from lib.services.forecast.forecasting import Outlook, outlook
from lib.services.portfolio.references import LastTime, last_time
from lib.services.reports.milestones import Passed, milestones
from lib.services.reports.results import Result, results
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.series import DayTotal, day_totals


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting's page: the campaign as it stands, what worked, what is to be done."""

    seen: View
    progress: Progress
    outlook: Outlook | None
    worked: Worked
    today: Today
    words: TeamWords
    before: LastTime | None = None
    """An earlier campaign at the same moment."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing report: results since when, milestones, days and what was done on them, allies, what the forecasts said.

    `record` None: nothing is forecast for a campaign that keeps what it raises.
    """

    seen: View
    progress: Progress
    outlook: Outlook | None
    worked: Worked
    results: tuple[Result, ...]
    milestones: tuple[Passed, ...]
    days: tuple[DayTotal, ...]
    deeds: Mapping[date, tuple[Deed, ...]]
    allies: tuple[Ally, ...]
    record: ForecastRecord | None
    words: TeamWords

    @property
    def is_final(self) -> bool:
        """Whether the campaign is over at this instant; a draft before."""
        return self.seen.as_of >= self.seen.campaign.period.closes_at


def meeting(store: Store, opened: OpenCampaign, seen: View, campaigns: Sequence[OpenCampaign] = ()) -> Meeting:
    """At the instant of `seen`; `campaigns`: those among which an earlier one may be told of."""
    with store.reading():
        return Meeting(
            seen,
            progress(store, opened, seen.as_of),
            outlook(store, opened, seen.as_of),
            worked(store, opened, seen),
            today(store, opened, seen.as_of, seen),
            team_words(store, opened.id),
            last_time(store, opened, seen.as_of, campaigns),
        )


def closing(store: Store, opened: OpenCampaign, seen: View) -> Closing:
    """At the instant of `seen`; reads the campaign as it stood on each evening, so it takes about a second."""
    with store.reading():
        course = progress(store, opened, seen.as_of)
        return Closing(
            seen,
            course,
            outlook(store, opened, seen.as_of),
            worked(store, opened, seen),
            results(store, opened, seen),
            milestones(store, opened, course.raised, seen.as_of),
            day_totals(store, opened.id, opened.campaign, seen.as_of),
            deeds_by_day(store, opened, seen.as_of),
            allies(store, opened, seen.as_of),
            forecast_record(store, opened, seen),
            team_words(store, opened.id),
        )
