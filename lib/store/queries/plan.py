"""What was to be done: the daily half-hour, the news, the showcase image."""

from __future__ import annotations

import sqlalchemy as sa

from lib.campaign.tallies import DAILY_MINUTES, SHOWCASE_KIND, LogTally, NewsTally, ShowcaseTally
from lib.store.queries.view import View, newest
from lib.store.schema import DATA
from lib.store.sql import count_if


def log_tally(view: View) -> LogTally:
    """Days of the campaign, up to that of the instant, with at least half an hour of communication."""
    log = DATA["communication_log"].c
    by_then = (view.of("communication_log"), log.day <= view.today)
    entries, latest = view.connection.execute(sa.select(sa.func.count(), sa.func.max(log.day)).where(*by_then)).one()
    good = (
        sa.select(log.day)
        .where(*by_then, log.day >= view.period.first_day, log.day <= view.period.last_day)
        .group_by(log.day)
        .having(sa.func.sum(log.minutes) >= DAILY_MINUTES)
    )
    days = view.connection.scalars(good).all()
    return LogTally(len(days), view.today in days, entries, view.instant_of(latest))


def news_tally(view: View) -> NewsTally:
    """News of the campaign page; that the platform was asked how many there are is a datum too."""
    news, totals = DATA["news"].c, DATA["platform_totals"].c
    within = sa.and_(news.published_at >= view.period.opens_at, news.published_at < view.period.closes_at)
    told = sa.select(count_if(within), sa.func.count(), sa.func.max(news.published_at))
    published, recorded, published_at = view.connection.execute(
        told.where(view.of("news"), news.published_at <= view.as_of)
    ).one()
    asked_at = view.connection.scalar(
        sa.select(sa.func.max(totals.observed_at)).where(
            view.of("platform_totals"), totals.news.is_not(None), totals.observed_at <= view.as_of
        )
    )
    return NewsTally(published, recorded, newest(published_at, asked_at))


def showcase_tally(view: View) -> ShowcaseTally:
    """The tasks of kind `showcase_image`: any makes it planned, the first one done by then makes it done."""
    tasks = DATA["tasks"].c
    wanted = sa.select(sa.func.count(), sa.func.min(sa.case((tasks.done_on <= view.today, tasks.done_on))))
    planned, done_on = view.connection.execute(wanted.where(view.of("tasks"), tasks.kind == SHOWCASE_KIND)).one()
    return ShowcaseTally(planned > 0, done_on)
