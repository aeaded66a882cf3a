"""Do our posts travel? Posts, fans, allies' relays and the chain of sharing; the people to ask again are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.calendar import start_of_day
from lib.services.analyses.chain import Chain, chain
from lib.services.analyses.posts import PlatformPosts, platforms
from lib.services.campaigns import OpenCampaign
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.asks import Candidate, ally_rows, ambassador_candidates, has_candidates
from lib.store.queries.posts import post_rows
from lib.store.queries.series import FansPoint, fans_by_day
from lib.store.rows import StoredRow

ASKED_AT_MOST = 100
FIRST_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Ally:
    """An ally and its relays by the instant shown; `audience` None: nobody wrote it down. A day to come is None."""

    name: str
    audience: int | None
    agreed_on: date | None
    launch_relayed_on: date | None
    closing_relayed_on: date | None


@dataclass(frozen=True, slots=True)
class FansDay:
    """The highest count of the campaign page's fans seen on a day of the campaign; None where nobody looked."""

    day: date
    highest: int | None
    is_first_week: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the page on visibility says; no person in it.

    `fans`: every day of the campaign that has begun, ascending; empty where its fans were never counted.
    """

    platforms: tuple[PlatformPosts, ...]
    fans: tuple[FansDay, ...]
    allies: tuple[Ally, ...]
    chain: Chain


def sharing(store: Store, opened: OpenCampaign, seen: View) -> Sharing:
    """The analyses of visibility at the instant of `seen`, from one snapshot."""
    period, reading = opened.campaign.period, seen.reading("shares_per_post")
    with store.reading():
        posts = post_rows(store, opened.id, opened.campaign, seen.as_of)
        fans = fans_by_day(store, opened.id, opened.campaign, seen.as_of)
        return Sharing(
            platforms=platforms(posts, period, seen.as_of, reading.target if reading else None),
            fans=_fans(opened, fans, seen.as_of),
            allies=allies(store, opened, seen.as_of),
            chain=chain(store, opened, seen.as_of),
        )


def askable(store: Store, opened: OpenCampaign, as_of: datetime, *, personal: bool) -> tuple[Candidate, ...]:
    """Contributors who may be asked to re-share: their e-mail is known and no re-share of theirs is, most money first.

    PERSONAL: names and e-mails. Nothing is read unless `personal` is given as true by who may see people; never cache it.
    """
    return ambassador_candidates(store, opened.id, opened.campaign, as_of, limit=ASKED_AT_MOST) if personal else ()


def is_anybody_askable(store: Store, opened: OpenCampaign, as_of: datetime) -> bool:
    """Whether there is any of them; it names nobody."""
    return has_candidates(store, opened.id, opened.campaign, as_of)


def _fans(opened: OpenCampaign, points: Sequence[FansPoint], as_of: datetime) -> tuple[FansDay, ...]:
    period, highest = opened.campaign.period, {point.day: point.highest for point in points}
    days = [period.day(number) for number in range(1, period.day_number(as_of) + 1)]
    if not any(day in highest for day in days):
        return ()
    return tuple(FansDay(day, highest.get(day), place < FIRST_WEEK_DAYS) for place, day in enumerate(days))


def allies(store: Store, opened: OpenCampaign, as_of: datetime) -> tuple[Ally, ...]:
    """The allies as they stood at an instant, the largest audience first."""
    found = [_ally(opened, row, as_of) for row in ally_rows(store, opened.id)]
    return tuple(sorted(found, key=lambda ally: (-(ally.audience or 0), ally.name)))


def _ally(opened: OpenCampaign, row: StoredRow, as_of: datetime) -> Ally:
    cells = row.cells
    agreed_on, launch_on, closing_on = (
        _by(opened, cells[column], as_of) for column in ("agreed_on", "launch_relayed_on", "closing_relayed_on")
    )
    audience = cells["audience"] if isinstance(cells["audience"], int) else None
    return Ally(str(cells["name"]), audience, agreed_on, launch_on, closing_on)


def _by(opened: OpenCampaign, cell: object, as_of: datetime) -> date | None:
    """A day that has begun by then; one to come has not happened."""
    return cell if isinstance(cell, date) and start_of_day(cell, opened.campaign.period.zone) <= as_of else None
