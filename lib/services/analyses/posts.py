"""Each post against the target, and what worked: by hour, by weekday, by kind, one platform at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from fractions import Fraction
from statistics import median
from typing import Generic, TypeVar

from lib.campaign.calendar import Period
from lib.campaign.tallies import MATURE_POST_HOURS
from lib.store.queries.posts import PostRow

JUDGED_PLATFORM = "facebook"
"""The platform of the plan's target; the others have none."""
ENOUGH_POSTS = 3
"""Posts of a group under which its mean is not called what worked."""
Label = TypeVar("Label", int, str | None)


class Standing(Enum):
    """How a post stands against the target of shares, or why it is not held against it."""

    REACHED = "reached"
    BELOW = "below"
    YOUNG = "young"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class JudgedPost:
    """A post with its latest counts, and how it stands."""

    post: PostRow
    standing: Standing


@dataclass(frozen=True, slots=True)
class Worked(Generic[Label]):
    """Posts that have an hour (0–23), a weekday (0 is Monday) or a kind in common: their mean shares and how many they are.

    A kind that was not noted is None.
    """

    label: Label
    mean_shares: Fraction
    n: int


@dataclass(frozen=True, slots=True)
class PlatformPosts:
    """One platform's posts of the campaign. Means are over its `n` posts that are 48 h old and whose shares are known.

    `reach` and `clicks` add up the latest known counts of all its posts, None where none is known; somebody who saw two
    posts is counted twice.
    """

    platform: str
    posts: tuple[JudgedPost, ...]
    n: int
    mean_shares: Fraction | None
    median_shares: Fraction | None
    best: PostRow | None
    reach: int | None
    clicks: int | None
    by_hour: tuple[Worked[int], ...]
    by_weekday: tuple[Worked[int], ...]
    by_kind: tuple[Worked[str | None], ...]

    @property
    def is_judged(self) -> bool:
        """Whether its posts are held against the plan's target."""
        return any(each.standing in (Standing.REACHED, Standing.BELOW) for each in self.posts)

    @property
    def has_target(self) -> bool:
        """Whether the plan sets a target for this platform, be it too early to judge any post."""
        return any(each.standing not in (Standing.NO_TARGET, Standing.OUTSIDE) for each in self.posts)

    @property
    def reached(self) -> int:
        """Posts that have reached the target."""
        return sum(each.standing is Standing.REACHED for each in self.posts)

    @property
    def published(self) -> int:
        """Posts published within the campaign."""
        return sum(each.standing is not Standing.OUTSIDE for each in self.posts)


def best_of(found: Sequence[Worked[Label]]) -> Worked[Label] | None:
    """The group with most shares on average among those of three posts or more; None with fewer than two such groups."""
    enough = [each for each in found if each.n >= ENOUGH_POSTS]
    return max(enough, key=lambda each: each.mean_shares) if len(enough) > 1 else None


def platforms(rows: Sequence[PostRow], period: Period, as_of: datetime, target: Fraction | None) -> tuple[PlatformPosts, ...]:
    """The platforms, Facebook first, then those with most posts. `target` None: the campaign has dropped it."""
    names = sorted({row.platform for row in rows}, key=lambda name: (name != JUDGED_PLATFORM, -_count(rows, name), name))
    return tuple(_platform(name, [row for row in rows if row.platform == name], period, as_of, target) for name in names)


def _count(rows: Sequence[PostRow], platform: str) -> int:
    return sum(row.platform == platform for row in rows)


def _platform(name: str, rows: Sequence[PostRow], period: Period, as_of: datetime,
              target: Fraction | None) -> PlatformPosts:  # fmt: skip
    own = [row for row in rows if _is_within(row, period)]
    judged = [row for row in own if row.shares is not None and not _is_young(row, as_of)]
    shares = [row.shares or 0 for row in judged]
    return PlatformPosts(
        platform=name,
        posts=tuple(JudgedPost(row, _standing(row, period, as_of, target)) for row in rows),
        n=len(judged),
        mean_shares=Fraction(sum(shares), len(shares)) if shares else None,
        median_shares=Fraction(median(shares)) if shares else None,
        best=max(judged, key=lambda row: row.shares or 0, default=None),
        reach=_known_sum(row.reach for row in own),
        clicks=_known_sum(row.clicks for row in own),
        by_hour=_in_order(_worked(judged, lambda row: row.local_hour)),
        by_weekday=_in_order(_worked(judged, lambda row: row.local_day.weekday())),
        by_kind=tuple(sorted(_worked(judged, lambda row: row.kind), key=lambda each: (-each.mean_shares, each.label or ""))),
    )


def _is_within(row: PostRow, period: Period) -> bool:
    return period.is_open(row.published_at)


def _is_young(row: PostRow, as_of: datetime) -> bool:
    return as_of - row.published_at < timedelta(hours=MATURE_POST_HOURS)


def _standing(row: PostRow, period: Period, as_of: datetime, target: Fraction | None) -> Standing:
    if not _is_within(row, period):
        return Standing.OUTSIDE
    if row.platform != JUDGED_PLATFORM or target is None:
        return Standing.NO_TARGET
    if _is_young(row, as_of):
        return Standing.YOUNG
    if row.shares is None:
        return Standing.UNKNOWN
    return Standing.REACHED if row.shares >= target else Standing.BELOW


def _known_sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _worked(rows: Sequence[PostRow], label: Callable[[PostRow], Label]) -> tuple[Worked[Label], ...]:
    """The posts of each label together."""
    found: dict[Label, list[int]] = {}
    for row in rows:
        found.setdefault(label(row), []).append(row.shares or 0)
    return tuple(Worked(each, Fraction(sum(shares), len(shares)), len(shares)) for each, shares in found.items())


def _in_order(found: Iterable[Worked[int]]) -> tuple[Worked[int], ...]:
    return tuple(sorted(found, key=lambda each: each.label))
