"""The worklist: what is to be done at an instant, most urgent first, by small pure rules.

The rules about posts, tasks, news, minutes and the platform's total are here; those about people in `work_of_people`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from lib.campaign.calendar import local_day, start_of_day
from lib.campaign.message import N_, Message, Quantity, say, say_many
from lib.campaign.tallies import DAILY_MINUTES, MATURE_POST_HOURS
from lib.campaign.work import Situation, WaitingPost, WaitingTask, Work, WorkKind
from lib.campaign.work_of_people import (
    ally_relays,
    ally_steps,
    first_day_people,
    member_reshares,
    responsibilities,
    thanks_due,
    thanks_late,
)

JUDGED_PLATFORM = "facebook"
"""The platform whose shares the plan sets a target for."""
POST_LIFE = timedelta(days=7)
"""A post that is older is hardly shared any more: it has taught what it could."""
TOTAL_AGE = timedelta(hours=24)
_MATURE = timedelta(hours=MATURE_POST_HOURS)
_EXCERPT_CHARACTERS = 60
_BLANKS = re.compile(r"[ \t\r\n]+")
"""What may be broken; a no-break space is somebody's typography."""

Rule = Callable[[Situation], Iterator[Work]]


def worklist(seen: Situation, aside: Collection[str] = ()) -> tuple[Work, ...]:
    """Everything that is to be done, by deadline, then by weight; without the keys that are set aside."""
    found = (work for rule in RULES for work in rule(seen) if work.key not in aside)
    return tuple(sorted(found, key=lambda work: work.order))


def is_late(work: Work, as_of: datetime) -> bool:
    """Whether the deadline has passed."""
    return as_of > work.deadline


def aside_until(work: Work, seen: Situation) -> datetime:
    """When what is set aside now comes back: tomorrow; for a post under its target, the end of its week."""
    if work.kind is WorkKind.POST_BELOW:
        return work.deadline
    return start_of_day(seen.today + timedelta(days=1), seen.campaign.period.zone)


def tasks(seen: Situation) -> Iterator[Work]:
    """Tasks whose last day has come, until they are ticked; without an end, from their first day."""
    for task in seen.tasks:
        due_on = max(task.starts_on, task.ends_on or task.starts_on)
        if seen.has_come(due_on) and not seen.has_come(task.done_on):
            what = say(N_("Task: %(task)s"), task=task.name)
            yield Work(WorkKind.TASK, seen.end_of(due_on), what, _task_reason(task, due_on), str(task.row.pk), rows=(task.row,))


def _task_reason(task: WaitingTask, due_on: date) -> Message:
    if task.ends_on is None:
        return say(N_("Planned from %(day)s, without an end: tick it once it is under way."), day=due_on)
    return say(N_("Planned until %(day)s."), day=due_on)


def minutes(seen: Situation) -> Iterator[Work]:
    """On a day of the campaign, until 30 minutes of communication are logged for it."""
    if "daily_communication" not in seen.targets or not seen.campaign.period.is_open(seen.as_of):
        return
    missing = DAILY_MINUTES - seen.minutes_today
    if missing > 0:
        what = say_many(N_("%(count)s minute of communication to log"), N_("%(count)s minutes of communication to log"), missing)
        why = say(N_("%(logged)s of %(daily)s minutes are logged for today."), logged=seen.minutes_today, daily=DAILY_MINUTES)
        yield Work(WorkKind.MINUTES, seen.end_of(seen.today), what, why)


def news(seen: Situation) -> Iterator[Work]:
    """The next news item, from the day on which the straight line to the target needs it.

    One is due every (last day − first day) ÷ target: 5.5 days for the plan's ten in 55 days, the tenth on the last day.
    """
    target, period = seen.targets.get("news"), seen.campaign.period
    if not target or not period.is_open(seen.as_of) or seen.news_published >= target:
        return
    interval = Fraction(max((period.last_day - period.first_day).days, 1)) / target
    due_on = period.first_day + timedelta(days=int((seen.news_published + 1) * interval // 1))
    if seen.has_come(due_on):
        why = say(N_("%(published)s of %(target)s published; one is due every %(days)s days."),
                  published=seen.news_published, target=Quantity(target), days=Quantity(interval))  # fmt: skip
        yield Work(WorkKind.NEWS, seen.end_of(due_on), say(N_("Publish news on the campaign page")), why)


def post_counts(seen: Situation) -> Iterator[Work]:
    """Posts of 48 hours or more whose shares are not known, or were counted before; else the last one when counts are old."""
    judged = [post for post in _judged(seen) if seen.as_of - post.published_at >= _MATURE]
    wanting = [post for post in judged if _is_unknown(post)]
    for post in wanting:
        yield _count_work(seen, post, post.published_at + _MATURE, _count_reason(seen, post))
    counted = [post.counted_at for post in judged if post.counted_at is not None]
    if counted and seen.campaign.period.is_open(seen.as_of) and max(counted) + seen.counts_age < seen.as_of:
        newest = max(judged, key=lambda post: post.published_at)
        if newest not in wanting:
            why = say(N_("The newest count of shares is of %(instant)s: too old to judge by."), instant=max(counted))
            yield _count_work(seen, newest, max(counted) + seen.counts_age, why)


def _judged(seen: Situation) -> list[WaitingPost]:
    """The campaign's own posts on the platform that the target is for; none where the campaign has dropped it."""
    if "shares_per_post" not in seen.targets:
        return []
    period = seen.campaign.period
    return [post for post in seen.posts if post.platform == JUDGED_PLATFORM and period.is_open(post.published_at)]


def _is_unknown(post: WaitingPost) -> bool:
    return post.shares is None or post.counted_at is None or post.counted_at < post.published_at + _MATURE


def _count_reason(seen: Situation, post: WaitingPost) -> Message:
    day = local_day(post.published_at, seen.campaign.period.zone)
    if post.shares is None:
        return say(N_("Facebook post of %(day)s: its shares are not known."), day=day)
    return say(N_("Facebook post of %(day)s: its shares were counted before it was %(hours)s hours old."),
               day=day, hours=MATURE_POST_HOURS)  # fmt: skip


def _count_work(seen: Situation, post: WaitingPost, deadline: datetime, why: Message) -> Work:
    what = say(N_("Count the shares: %(post)s"), post=_excerpt(post))
    return Work(WorkKind.POST_COUNTS, deadline, what, why, f"{post.platform}-{post.id}", rows=(post.row,))


def posts_below(seen: Situation) -> Iterator[Work]:
    """During the campaign, posts of 48 hours to 7 days whose shares, counted since, are under the target."""
    target = seen.targets.get("shares_per_post")
    if target is None or not seen.campaign.period.is_open(seen.as_of):
        return
    for post in _judged(seen):
        age = seen.as_of - post.published_at
        if _MATURE <= age < POST_LIFE and not _is_unknown(post) and (post.shares or 0) < target:
            what = say(N_("Share again: %(post)s"), post=_excerpt(post))
            why = say(N_("Facebook post of %(day)s: %(shares)s of %(target)s shares."), shares=post.shares or 0,
                      target=Quantity(target), day=local_day(post.published_at, seen.campaign.period.zone))  # fmt: skip
            yield Work(WorkKind.POST_BELOW, post.published_at + POST_LIFE, what, why, f"{post.platform}-{post.id}",
                       rows=(post.row,))  # fmt: skip


def _excerpt(post: WaitingPost) -> str:
    """The post's first words; its id where it has none."""
    return first_words(post.text) or first_words(post.id)


def first_words(text: str) -> str:
    """How a post begins, on one line of 60 characters at most."""
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= _EXCERPT_CHARACTERS else text[: _EXCERPT_CHARACTERS - 1].rstrip() + "…"


def platform_total(seen: Situation) -> Iterator[Work]:
    """During the campaign, when the platform's own total was not read for more than a day."""
    period = seen.campaign.period
    if not seen.campaign.platform or not period.is_open(seen.as_of):
        return
    read_at = seen.total_read_at
    deadline = (period.opens_at if read_at is None else read_at) + TOTAL_AGE
    if deadline < seen.as_of:
        never = say(N_("It has never been read."))
        why = never if read_at is None else say(N_("It was last read on %(instant)s."), instant=read_at)
        what = say(N_("Read the total shown by %(platform)s"), platform=seen.campaign.platform)
        yield Work(WorkKind.PLATFORM_TOTAL, deadline, what, why)


RULES: tuple[Rule, ...] = (
    thanks_late, thanks_due, tasks, ally_relays, ally_steps, first_day_people, responsibilities, minutes, news,
    post_counts, posts_below, member_reshares, platform_total,
)  # fmt: skip
