"""Do the posts travel: fans, ambassadors, shares of a post, and the two waves of relays."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median

from . import reading
from .facts import Facts, Figures
from .judging import (
    AT_RISK,
    ON_TRACK,
    SMALL_SAMPLE,
    as_float,
    deadline_of,
    pace,
    reading_of,
    staleness,
    started,
    target_of,
    verdict,
    wilson,
)
from .reading import DAY, Person, Row

POST_AGE = timedelta(hours=48)


def fan_counts(facts: Facts) -> list[tuple[datetime, int]]:
    """The campaign page's fans as observed by T: the audience's `ulule` account and the platform totals."""
    found = []
    for row in facts.rows("audience.csv"):
        seen = facts.when(row, "observed_at")
        if row["account"] == "ulule" and seen and facts.happened(seen):
            found.append((seen, int(row["followers"])))
    for row in facts.rows("platform_totals.csv"):
        seen = facts.when(row, "observed_at")
        if row.get("fans") and seen and facts.happened(seen):
            found.append((seen, int(row["fans"])))
    return found


def fans_first_week(facts: Facts) -> Figures:
    """The highest count of fans observed on days 1 to 7."""
    campaign = facts.campaign
    week_end = reading.day_start(campaign.first_day + 7 * DAY, campaign.zone)
    in_week = [(seen, fans) for seen, fans in fan_counts(facts) if campaign.opens_at <= seen < week_end]
    value = max((fans for _, fans in in_week), default=None)
    target = target_of(facts, "fans_first_week")
    passed = Fraction((facts.t - campaign.opens_at) // reading.MICROSECOND)
    share = passed / ((week_end - campaign.opens_at) // reading.MICROSECOND)
    status = verdict(
        not_started=not started(facts),
        has_data=value is not None,
        is_reached=(value or 0) >= target,
        is_missed=facts.t >= deadline_of(facts, "fans_first_week", week_end),
        is_stale=staleness(facts, "fans_first_week", [seen for seen, _ in in_week], [seen for seen, _ in fan_counts(facts)]),
        pace=pace(Fraction(value or 0), target * share),
    )
    return reading_of("fans_first_week", value, float(target), status)


def sharer(facts: Facts, row: Row) -> Person | None:
    """Whose re-share a row is: the person of its contribution, else the person of its e-mail address."""
    for one in facts.contributions:
        if row.get("contribution_id") and row["contribution_id"] == one.id:
            return one.person
    return ("email", row["email"].lower()) if row.get("email") else None


def first_gifts(facts: Facts) -> dict[Person, datetime]:
    """Each contributor's first counted contribution by T."""
    first: dict[Person, datetime] = {}
    for one in facts.counted:
        first[one.person] = min(one.contributed_at, first.get(one.person, one.contributed_at))
    return first


def ambassador_rate(facts: Facts) -> Figures:
    """Contributors who re-shared after their first gift, among contributors, with Wilson's interval."""
    first = first_gifts(facts)
    known = [(row, facts.when(row, "shared_at")) for row in facts.rows("reshares.csv")]
    shared = [(sharer(facts, row), seen) for row, seen in known if seen and facts.happened(seen)]
    ambassadors = {who for who, seen in shared if who in first and seen > first[who]}
    size = len(first)
    value = Fraction(len(ambassadors), size) if shared and size else None
    low, high = wilson(len(ambassadors), size) if value is not None else (0.0, 1.0)
    target = target_of(facts, "ambassador_rate")
    told = "at_risk" if (value or 0) < ON_TRACK * target else "on_track"
    status = verdict(
        not_started=not started(facts),
        has_data=value is not None,
        is_reached=(value or 0) >= target,
        is_missed=facts.t >= deadline_of(facts, "ambassador_rate", facts.campaign.closes_at),
        is_stale=staleness(
            facts,
            "ambassador_rate",
            sure=[seen for who, seen in shared if who in first],
            perhaps=[seen for _, seen in shared] + [one.contributed_at for one in facts.contributions_by_t],
        ),
        is_too_early=size < SMALL_SAMPLE,
        pace=told if high >= target else "off_track",
    )
    parts = {"numerator": len(ambassadors), "denominator": size, "low": low, "high": high}
    return reading_of("ambassador_rate", as_float(value), float(target), status, **parts)


def latest_shares(facts: Facts, post: Row) -> tuple[datetime, int] | None:
    """The newest observation of a post by T whose shares are known."""
    best: tuple[datetime, int] | None = None
    for row in facts.rows("post_counts.csv"):
        seen = facts.when(row, "observed_at")
        same = (row["platform"], row["post_id"]) == (post["platform"], post["id"])
        if same and row.get("shares") and seen and facts.happened(seen) and (best is None or seen > best[0]):
            best = (seen, int(row["shares"]))
    return best


def shares_per_post(facts: Facts) -> Figures:
    """Mean shares of the campaign's Facebook posts that are 48 h old by T."""
    campaign = facts.campaign
    found = []
    for post in facts.rows("posts.csv"):
        published = reading.instant(post["published_at"], campaign.zone)
        is_ours = post["platform"] == "facebook" and campaign.opens_at <= published < campaign.closes_at
        latest = latest_shares(facts, post)
        if is_ours and facts.t - published >= POST_AGE and latest:
            found.append(latest)
    shares = [count for _, count in found]
    value = Fraction(sum(shares), len(shares)) if shares else None
    target = target_of(facts, "shares_per_post")
    observed = [facts.when(row, "observed_at") for row in facts.rows("post_counts.csv")]
    published_at = [facts.when(row, "published_at") for row in facts.rows("posts.csv")]
    status = verdict(
        not_started=not started(facts),
        has_data=value is not None,
        is_reached=(value or 0) >= target,
        is_missed=facts.t >= deadline_of(facts, "shares_per_post", campaign.closes_at),
        is_stale=staleness(
            facts,
            "shares_per_post",
            sure=[seen for seen, _ in found],
            perhaps=[seen for seen in observed + published_at if seen and facts.happened(seen)],
        ),
        is_too_early=len(shares) < SMALL_SAMPLE,
        pace=pace(value or Fraction(0), target),
    )
    parts: Figures = {"n": len(shares), "reached": len([count for count in shares if count >= target])}
    if shares:
        parts |= {"median": float(median(shares)), "smallest": min(shares)}
    return reading_of("shares_per_post", as_float(value), float(target), status, **parts)


def relay(facts: Facts, wave: str, not_started: bool, wave_ends: datetime) -> Figures:
    """Audience of the allies who have relayed a wave by T; `agreed` is that of those who said yes."""
    done, agreed = 0, 0
    allies = facts.rows("allies.csv")
    for ally in allies:
        audience = int(ally.get("audience") or "0")
        done += audience if facts.happened(facts.when(ally, f"{wave}_relayed_on")) else 0
        agreed += audience if facts.happened(facts.when(ally, "agreed_on")) else 0
    kpi = f"relay_{wave}"
    target = target_of(facts, kpi)
    status = verdict(
        not_started=not_started,
        has_data=bool(allies),
        is_reached=done > target,
        is_missed=facts.t >= deadline_of(facts, kpi, wave_ends),
        pace="on_track" if agreed > target else "at_risk" if agreed >= AT_RISK * target else "off_track",
    )
    return reading_of(kpi, done if allies else None, float(target), status, agreed=agreed)


def relay_launch(facts: Facts) -> Figures:
    """The wave that begins with the campaign and ends with day 4 unless the file says otherwise."""
    fourth_day_ends = reading.day_start(facts.campaign.first_day + 4 * DAY, facts.campaign.zone)
    return relay(facts, "launch", not started(facts), fourth_day_ends)


def relay_closing(facts: Facts) -> Figures:
    """The wave of the last seven local days."""
    wave_starts = reading.day_start(facts.campaign.last_day - 6 * DAY, facts.campaign.zone)
    return relay(facts, "closing", facts.t < wave_starts, facts.campaign.closes_at)
