"""The chain from reach to visits, to contributors, to contributors who re-share, and its weakest link.

A link's rate is what came out of it ÷ what went in. No plan gives a target for each link, so each is held against
itself: its rate over the last seven days ÷ its rate before them. *The weakest link is the one that kept the least of its
earlier rate.* A link is judged where at least ten went in, both before and during those seven days.

Visits are clicks on the posts whose clicks are known, and their reach alone is what those clicks are divided by; where no
click is known, reach leads to contributors in one link. Rates are proportions, not the paths of the same people: a
contributor may have come by e-mail, and who saw two posts is reached twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from fractions import Fraction

from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.queries.posts import PostRow, post_rows
from lib.store.queries.tallies import ambassadors

RECENT = timedelta(days=7)
ENOUGH = 10
"""What must have gone into a link for its rate to be judged."""


class LinkName(Enum):
    """From what to what a link leads."""

    REACH_VISITS = "reach_visits"
    VISITS_CONTRIBUTORS = "visits_contributors"
    REACH_CONTRIBUTORS = "reach_contributors"
    CONTRIBUTORS_AMBASSADORS = "contributors_ambassadors"


@dataclass(frozen=True, slots=True)
class Rate:
    """What came out (`numerator`) of what went in (`denominator`)."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """0–1, or above where more came out than went in; None where too little went in to say."""
        return Fraction(self.numerator, self.denominator) if self.denominator >= ENOUGH and self.numerator >= 0 else None


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its rate since the opening, before the last seven days, and during them."""

    name: LinkName
    overall: Rate
    before: Rate
    recent: Rate

    @property
    def has_weakened(self) -> bool:
        """Whether less came out of it over the last seven days than before, for as much."""
        return self.kept is not None and self.kept < 1

    @property
    def kept(self) -> Fraction | None:
        """The rate of the last seven days ÷ the rate before; None where it cannot be said."""
        before, recent = self.before.value, self.recent.value
        return None if recent is None or not before else recent / before


@dataclass(frozen=True, slots=True)
class Chain:
    """The stages as of an instant, and the links between them; `since` begins the last seven days.

    `reach` and `visits` are None where no post has the count; `known_reach_posts` of `posts` posts have a known reach.
    """

    reach: int | None
    visits: int | None
    contributors: int
    ambassadors: int
    reshares: int
    posts: int
    known_reach_posts: int
    since: datetime
    links: tuple[Link, ...]

    @property
    def weakest(self) -> Link | None:
        """The link that kept the least of its earlier rate; None where fewer than two can be judged."""
        judged = [(link.kept, place) for place, link in enumerate(self.links) if link.kept is not None]
        return self.links[min(judged)[1]] if len(judged) > 1 else None


@dataclass(frozen=True, slots=True)
class _Counts:
    """Everything the chain is made of at one instant; `clicked_reach` is the reach of the posts whose clicks are known."""

    reach: int
    clicked_reach: int
    clicks: int
    contributors: int
    ambassadors: int
    reshares: int
    posts: int
    known_reach_posts: int
    known_click_posts: int

    def rate(self, name: LinkName) -> Rate:
        match name:
            case LinkName.REACH_VISITS:
                return Rate(self.clicks, self.clicked_reach)
            case LinkName.VISITS_CONTRIBUTORS:
                return Rate(self.contributors, self.clicks)
            case LinkName.REACH_CONTRIBUTORS:
                return Rate(self.contributors, self.reach)
            case LinkName.CONTRIBUTORS_AMBASSADORS:
                return Rate(self.ambassadors, self.contributors)


def chain(store: Store, opened: OpenCampaign, as_of: datetime) -> Chain:
    """The chain as of an instant, or as of the closing when that is earlier."""
    until = min(as_of, opened.campaign.period.closes_at)
    now, earlier = (_counts(store, opened, instant) for instant in (until, until - RECENT))
    return Chain(
        reach=now.reach if now.known_reach_posts else None,
        visits=now.clicks if now.known_click_posts else None,
        contributors=now.contributors,
        ambassadors=now.ambassadors,
        reshares=now.reshares,
        posts=now.posts,
        known_reach_posts=now.known_reach_posts,
        since=until - RECENT,
        links=tuple(_link(name, now, earlier) for name in _names(now)),
    )


def _names(counts: _Counts) -> tuple[LinkName, ...]:
    if counts.known_click_posts:
        return LinkName.REACH_VISITS, LinkName.VISITS_CONTRIBUTORS, LinkName.CONTRIBUTORS_AMBASSADORS
    if counts.known_reach_posts:
        return LinkName.REACH_CONTRIBUTORS, LinkName.CONTRIBUTORS_AMBASSADORS
    return (LinkName.CONTRIBUTORS_AMBASSADORS,)


def _link(name: LinkName, now: _Counts, earlier: _Counts) -> Link:
    overall, before = now.rate(name), earlier.rate(name)
    recent = Rate(overall.numerator - before.numerator, overall.denominator - before.denominator)
    return Link(name, overall, before, recent)


def _counts(store: Store, opened: OpenCampaign, instant: datetime) -> _Counts:
    campaign = opened.campaign
    counted = ambassadors(store, opened.id, campaign, instant)
    rows = post_rows(store, opened.id, campaign, instant)
    own = [row for row in rows if campaign.period.is_open(row.published_at)]
    clicked = [row for row in own if row.clicks is not None and row.reach is not None]
    return _Counts(
        reach=_reach(own),
        clicked_reach=_reach(clicked),
        clicks=sum(row.clicks or 0 for row in clicked),
        contributors=counted.contributors,
        ambassadors=counted.ambassadors,
        reshares=counted.reshares,
        posts=len(own),
        known_reach_posts=sum(row.reach is not None for row in own),
        known_click_posts=len(clicked),
    )


def _reach(rows: Sequence[PostRow]) -> int:
    return sum(row.reach or 0 for row in rows)
