"""What has changed between two instants: money, contributions, people, shares, fans, news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.services.campaigns import OpenCampaign
from lib.services.viewing import View, view
from lib.store.engine import Store
from lib.store.queries.posts import PostRow, post_rows

PAUSE = timedelta(minutes=30)
"""Somebody who comes back after this long has left meanwhile."""


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody was last seen on the page, and when the visit before this one ended (None: this is the first)."""

    seen_at: datetime
    previous_at: datetime | None = None


def visit(before: Visit | None, now: datetime) -> Visit:
    """The visit that goes on now: another one after a pause, else the same."""
    if before is None:
        return Visit(now)
    return Visit(now, before.seen_at if now - before.seen_at > PAUSE else before.previous_at)


@dataclass(frozen=True, slots=True)
class Changes:
    """What came between `since` and `until`; None is what cannot be said, for want of a count at either end.

    `gross_cents` may be below zero (a contribution that was paid back); `shares` are those of the campaign's posts.
    """

    since: datetime
    until: datetime
    gross_cents: int | None
    contributions: int | None
    contributors: int | None
    shares: int | None
    fans: int | None
    news: int | None


def changes(store: Store, opened: OpenCampaign, seen: View, since: datetime) -> Changes:
    """What has changed since an instant, up to that of `seen`."""
    with store.reading():
        before = view(store, opened, since)
        posts_before, posts = (post_rows(store, opened.id, opened.campaign, instant) for instant in (since, seen.as_of))
    return Changes(
        since=since,
        until=seen.as_of,
        gross_cents=_money(before, seen),
        contributions=_more(before, seen, before.figures.contributions, seen.figures.contributions),
        contributors=_more(before, seen, before.figures.contributors, seen.figures.contributors),
        shares=_shares(posts_before, posts, opened, since),
        fans=_difference(before.tallies.fans.latest, seen.tallies.fans.latest),
        news=_difference(before.tallies.news.published, seen.tallies.news.published) if seen.tallies.news.recorded else None,
    )


def _money(before: View, seen: View) -> int | None:
    return _more(before, seen, before.figures.gross_cents, seen.figures.gross_cents)


def _more(before: View, seen: View, was: int | None, is_now: int | None) -> int | None:
    """The difference, where both come from the same source; contributions begin at 0, a platform's total does not."""
    if not seen.figures.known:
        return None
    if not before.figures.known:
        return None if seen.figures.from_platform else is_now
    return _difference(was, is_now) if seen.figures.from_platform == before.figures.from_platform else None


def _difference(was: int | None, is_now: int | None) -> int | None:
    return None if was is None or is_now is None else is_now - was


def _shares(before: tuple[PostRow, ...], now: tuple[PostRow, ...], opened: OpenCampaign, since: datetime) -> int | None:
    """New shares of the campaign's posts: those whose shares were known before, and those published since, from 0."""
    known: Mapping[int, int] = {post.pk: post.shares for post in before if post.shares is not None}
    own = [post for post in now if opened.campaign.period.is_open(post.published_at) and post.shares is not None]
    counted = [post for post in own if post.pk in known or post.published_at > since]
    return sum((post.shares or 0) - known.get(post.pk, 0) for post in counted) if counted else None
