"""Whether the campaign travels: fans of its page, its posts, the people who re-share it, its allies' relays."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from lib.campaign.tables import CAMPAIGN_PAGE
from lib.campaign.tallies import MATURE_POST_HOURS, AmbassadorTally, FansTally, PostTally, RelayTally
from lib.store.queries.view import C, View, contributors, newest
from lib.store.schema import DATA
from lib.store.sql import count_if, total_if

_POSTS, _COUNTS, _RESHARES = DATA["posts"].c, DATA["post_counts"].c, DATA["reshares"].c
FACEBOOK = "facebook"
FIRST_WEEK_ENDS = 8
"""The number of the day at whose start the first week is over."""


def fan_counts(view: View) -> sa.Subquery:
    """Every count of the campaign page's fans by then (`observed_at`, `fans`): the audience's and the platform's."""
    audience, totals = DATA["audience"].c, DATA["platform_totals"].c
    page = sa.select(audience.observed_at, audience.followers.label("fans")).where(
        view.of("audience"), audience.account == CAMPAIGN_PAGE, audience.observed_at <= view.as_of
    )
    platform = sa.select(totals.observed_at, totals.fans).where(
        view.of("platform_totals"), totals.fans.is_not(None), totals.observed_at <= view.as_of
    )
    return sa.union_all(page, platform).subquery()


def fans_tally(view: View) -> FansTally:
    """The highest count of days 1 to 7, and the latest; where two were taken at one instant, the higher."""
    seen = fan_counts(view).c
    in_week = sa.and_(seen.observed_at >= view.period.opens_at, seen.observed_at < view.period.start_of(FIRST_WEEK_ENDS))
    highest = view.connection.scalar(sa.select(sa.func.max(seen.fans)).where(in_week))
    latest = view.connection.execute(
        sa.select(seen.fans, seen.observed_at).order_by(seen.observed_at.desc(), seen.fans.desc()).limit(1)
    ).one_or_none()
    return FansTally() if latest is None else FansTally(highest, latest.fans, latest.observed_at)


def first_gifts(view: View) -> sa.Subquery:
    """Each contributor (`person_key`) with the instant of the first counted contribution (`first_at`)."""
    first_at = sa.func.min(C.contributed_at).label("first_at")
    return sa.select(C.person_key, first_at).where(*view.counted).group_by(C.person_key).subquery()


def sharers(view: View) -> sa.Subquery:
    """Each re-share by then (`person_key`, `shared_at`): whose its contribution is, whatever became of it, else its e-mail's."""
    same = sa.and_(C.campaign_id == _RESHARES.campaign_id, C.id == _RESHARES.contribution_id)
    whose = sa.func.coalesce(C.person_key, _RESHARES.person_key).label("person_key")
    return (
        sa.select(whose, _RESHARES.shared_at)
        .select_from(DATA["reshares"].outerjoin(DATA["contributions"], same))
        .where(view.of("reshares"), _RESHARES.shared_at <= view.as_of)
        .subquery()
    )


def ambassador_tally(view: View) -> AmbassadorTally:
    """Who re-shared after giving first; the newest datum is the newest re-share, for somebody must look for those."""
    shared = sharers(view)
    first_at = sa.select(sa.func.min(C.contributed_at)).where(*view.counted, C.person_key == shared.c.person_key)
    after = shared.c.shared_at > first_at.correlate(shared).scalar_subquery()
    ambassadors = sa.select(sa.func.count(shared.c.person_key.distinct())).where(after)
    recorded = sa.select(sa.func.count(), sa.func.max(_RESHARES.shared_at)).where(
        view.of("reshares"), _RESHARES.shared_at <= view.as_of
    )
    reshares, newest_at = view.connection.execute(recorded).one()
    found = view.connection.scalar(ambassadors) if reshares else 0
    return AmbassadorTally(contributors(view), found or 0, reshares, newest_at)


def latest_count(view: View, field: str) -> sa.Subquery:
    """The latest known `field` of each post by then: `platform`, `post_id`, `observed_at`, `value`."""
    known = (view.of("post_counts"), _COUNTS[field].is_not(None), _COUNTS.observed_at <= view.as_of)
    last = (
        sa.select(_COUNTS.platform, _COUNTS.post_id, sa.func.max(_COUNTS.observed_at).label("observed_at"))
        .where(*known)
        .group_by(_COUNTS.platform, _COUNTS.post_id)
        .subquery()
    )
    same = sa.and_(*(_COUNTS[name] == last.c[name] for name in ("platform", "post_id", "observed_at")))
    value = _COUNTS[field].label("value")
    return (
        sa.select(_COUNTS.platform, _COUNTS.post_id, _COUNTS.observed_at, value)
        .join(last, same)
        .where(view.of("post_counts"))
        .subquery()
    )


def post_tally(view: View) -> PostTally:
    """The campaign's Facebook posts: those of 48 h or more with the latest shares known, or unknown; the younger ones."""
    old_enough = view.as_of - timedelta(hours=MATURE_POST_HOURS)
    latest = latest_count(view, "shares")
    same = sa.and_(latest.c.platform == _POSTS.platform, latest.c.post_id == _POSTS.id)
    wanted = (
        sa.select(_POSTS.published_at, latest.c.value, latest.c.observed_at)
        .select_from(DATA["posts"].outerjoin(latest, same))
        .where(view.of("posts"), _POSTS.platform == FACEBOOK, _POSTS.published_at <= view.as_of)
        .where(_POSTS.published_at >= view.period.opens_at, _POSTS.published_at < view.period.closes_at)
    )
    posts = view.connection.execute(wanted).all()
    mature = [post for post in posts if post.published_at <= old_enough]
    known = [post for post in mature if post.value is not None]
    return PostTally(
        shares=tuple(sorted(post.value for post in known)),
        unknown=len(mature) - len(known),
        young=len(posts) - len(mature),
        newest_at=max((post.observed_at for post in known), default=None),
    )


def relay_tally(view: View, wave: str) -> RelayTally:
    """The relays of a wave (`launch`, `closing`): people reached and promised; an ally of unknown audience counts for 0."""
    allies = DATA["allies"].c
    done_on = allies[f"{wave}_relayed_on"]
    done, agreed = ((day.is_not(None)) & (day <= view.today) for day in (done_on, allies.agreed_on))
    wanted = sa.select(
        sa.func.count(),
        count_if(done),
        count_if(agreed),
        total_if(done, allies.audience),
        total_if(agreed, allies.audience),
        count_if(sa.and_(sa.or_(done, agreed), allies.audience.is_(None))),
        sa.func.max(sa.case((done, done_on))),
        sa.func.max(sa.case((agreed, allies.agreed_on))),
    ).where(view.of("allies"))
    all_of_them, relayed, agreeing, reached, promised, unknown, *days = view.connection.execute(wanted).one()
    newest_at = newest(*(view.instant_of(day) for day in days))
    return RelayTally(all_of_them, relayed, agreeing, reached, promised, unknown, newest_at)
