"""A project of Ulule's API: what it counts, and how it differs from what campaign.toml says of the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lib.campaign.errors import SourceError
from lib.campaign.message import N_, Message, Money, say
from lib.campaign.model import Campaign
from lib.campaign.tables import CAMPAIGN_PAGE, Row
from lib.sources.network.answers import Json
from lib.sources.ulule_answers.ulule_json import Thing, calendar_day, cents, count, instant, is_true, number, text, thing

_LAST_MINUTE = timedelta(minutes=1)
"""Ulule closes at 23:59, campaign.toml at the end of the day: the same evening."""
_PRESALE = ("presale", "1")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project says of itself; None: it does not say."""

    id: str | None
    raised_cents: int
    supporters: int | None
    fans: int | None
    news: int | None
    orders: int | None
    currency: str | None
    goal_cents: int | None
    opens_on: date | None
    closes_at: datetime | None
    is_cancelled: bool
    is_finished: bool


def is_project(said: Json) -> bool:
    """Whether an answer is a project, and not an error in disguise."""
    return cents(number(thing(said).get("amount_raised"))) is not None


def project(said: Thing, campaign: Campaign) -> Project:
    """The project that the API describes (see `is_project`); raises SourceError for another currency than the campaign's."""
    currency = text(said.get("currency"))
    if currency is not None and currency.upper() != campaign.currency:
        raise SourceError(N_("The project on Ulule is in %(currency)s, the campaign in %(own)s. Check “project” in "
                             "[sources.ulule]."), currency=currency, own=campaign.currency)  # fmt: skip
    is_presale = text(said.get("type")) in _PRESALE
    return Project(
        id=text(said.get("id")),
        raised_cents=cents(number(said.get("amount_raised"))) or 0,
        supporters=count(said.get("supporters_count")),
        fans=count(said.get("fans_count")),
        news=count(said.get("news_count")),
        orders=count(said.get("orders_count")),
        currency=currency,
        goal_cents=None if is_presale else cents(number(said.get("goal"))),
        opens_on=calendar_day(said.get("date_start")),
        closes_at=instant(said.get("date_end"), campaign.period.zone),
        is_cancelled=is_true(said.get("is_cancelled")),
        is_finished=is_true(said.get("finished")),
    )


def observations(seen: Project, supporters: int | None, at: datetime, closes_at: datetime) -> Iterator[tuple[str, Row]]:
    """(table, row): the totals as they stood at that instant, and the fans of the campaign's page.

    What a project that is over has raised is also its total at the closing, the instant that figures then stand at.
    """
    totals: Row = {"observed_at": at, "amount_raised_cents": seen.raised_cents, "contributors": supporters, "fans": seen.fans,
                   "news": seen.news}  # fmt: skip
    yield "platform_totals", totals
    if seen.is_finished and at > closes_at:
        final: Row = {"observed_at": closes_at, "amount_raised_cents": seen.raised_cents, "contributors": supporters}
        yield "platform_totals", final
    if seen.fans is not None:
        yield "audience", {"account": CAMPAIGN_PAGE, "observed_at": at, "followers": seen.fans}


def disagreements(seen: Project, campaign: Campaign) -> Iterator[Message]:
    """What Ulule and campaign.toml do not say alike."""
    period = campaign.period
    if seen.is_cancelled:
        yield say(N_("Ulule says that the project is cancelled."))
    if seen.goal_cents is not None and seen.goal_cents != campaign.goal_cents:
        theirs, ours = Money(seen.goal_cents, campaign.currency), Money(campaign.goal_cents, campaign.currency)
        yield say(N_("The goal is %(theirs)s on Ulule, %(ours)s in campaign.toml."), theirs=theirs, ours=ours)
    if seen.opens_on is not None and seen.opens_on != period.first_day:
        yield say(N_("The campaign opens on %(theirs)s on Ulule, on %(ours)s in campaign.toml."),
                  theirs=seen.opens_on, ours=period.first_day)  # fmt: skip
    if seen.closes_at is not None and abs(seen.closes_at - period.closes_at) > _LAST_MINUTE:
        yield say(N_("The campaign closes on %(theirs)s on Ulule, on %(ours)s in campaign.toml."),
                  theirs=seen.closes_at.astimezone(period.zone), ours=_evening(period.closes_at, period.zone))  # fmt: skip


def _evening(at: datetime, zone: ZoneInfo) -> datetime:
    """An exclusive bound as people say it, and as Ulule does: midnight is the last minute of the evening before."""
    local = at.astimezone(zone)
    return local if local.hour or local.minute else local - _LAST_MINUTE
