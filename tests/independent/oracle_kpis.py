"""The fifteen KPIs as of T; here those of the money and of what is done day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from . import reading
from .facts import Facts, Figures, OneOf, day_number, elapsed
from .judging import (
    deadline_of,
    expected_share,
    group,
    group_pace,
    pace,
    reading_of,
    staleness,
    started,
    target_of,
    verdict,
)
from .oracle_money import gross_cents, money_text, net_of
from .oracle_people import (
    first_day_contributors,
    launch_attendance,
    members_briefed,
    members_resharing,
    members_with_responsibility,
)
from .oracle_visibility import ambassador_rate, fans_first_week, relay_closing, relay_launch, shares_per_post
from .reading import DAY

THANKS_DUE = timedelta(hours=24)
MINUTES_A_DAY = 30


def funds(facts: Facts) -> Figures:
    """Net against the goal, judged by the reference curve."""
    campaign = facts.campaign
    net = net_of(gross_cents(facts), campaign)
    has_data = bool(facts.contributions_by_t or facts.platform_total)
    totals = [facts.when(row, "observed_at") for row in facts.rows("platform_totals.csv")]
    seen = [moment for moment in totals if moment and facts.happened(moment)]
    counted = [one.contributed_at for one in facts.counted]
    status = verdict(
        not_started=not started(facts),
        has_data=has_data,
        is_reached=net >= campaign.goal_cents,
        is_missed=facts.t >= deadline_of(facts, "funds", campaign.closes_at),
        is_stale=staleness(
            facts,
            "funds",
            sure=seen if facts.platform_total else counted,
            perhaps=seen + [one.contributed_at for one in facts.contributions_by_t],
        ),
        is_too_early=elapsed(facts) < Fraction(1, 10),
        pace=pace(Fraction(net), campaign.goal_cents * expected_share(elapsed(facts))),
    )
    return reading_of("funds", money_text(net) if has_data else None, money_text(campaign.goal_cents), status)


def thanked_within_24h(facts: Facts) -> Figures:
    """Contributions thanked within 24 h among those thanked, or older than 24 h, by T."""
    in_time, due, thanks = 0, 0, []
    for one in facts.counted:
        thanked_at = one.thanked_at if facts.happened(one.thanked_at) else None
        if thanked_at:
            thanks.append(thanked_at)
            due += 1
            in_time += thanked_at - one.contributed_at <= THANKS_DUE
        elif facts.t - one.contributed_at > THANKS_DUE:
            due += 1
    counts = (in_time, due) if thanks else (0, 0)
    value = Fraction(in_time, due) if thanks else Fraction(0)
    target = target_of(facts, "thanked_within_24h")
    gifts = [one.contributed_at for one in facts.contributions_by_t]
    others = [one.thanked_at for one in facts.contributions_by_t if one.thanked_at and facts.happened(one.thanked_at)]
    status = verdict(
        not_started=not started(facts),
        has_data=bool(thanks),
        is_reached=value >= target,
        is_missed=facts.t >= deadline_of(facts, "thanked_within_24h", facts.campaign.closes_at),
        is_stale=staleness(facts, "thanked_within_24h", thanks, gifts + others),
        pace=group_pace(value, target, can_be_met=target < 1 or in_time == due),
    )
    return group(facts, "thanked_within_24h", counts, status)


def minutes_by_day(facts: Facts) -> dict[date, int]:
    """Minutes logged by T for each local day."""
    minutes: dict[date, int] = {}
    for row in facts.rows("communication_log.csv"):
        start = facts.when(row, "day")
        if start and facts.happened(start):
            day = reading.local_day(start, facts.campaign.zone)
            minutes[day] = minutes.get(day, 0) + int(row["minutes"])
    return minutes


def daily_communication(facts: Facts) -> Figures:
    """Days of the campaign with at least 30 minutes logged among days begun by T."""
    campaign = facts.campaign
    minutes = minutes_by_day(facts)
    begun = day_number(facts)
    days = [campaign.first_day + number * DAY for number in range(begun)]
    good = [day for day in days if minutes.get(day, 0) >= MINUTES_A_DAY]
    target = target_of(facts, "daily_communication")
    value = Fraction(len(good), begun) if begun else Fraction(0)
    today = reading.local_day(facts.t, campaign.zone)
    still_possible = campaign.length_days - begun + (1 if today in days and today not in good else 0)
    starts = [reading.day_start(day, campaign.zone) for day in minutes if day in days]
    ends = [reading.day_start(day + DAY, campaign.zone) for day in minutes]
    status = verdict(
        not_started=not started(facts),
        has_data=bool(minutes),
        is_reached=value >= target,
        is_missed=facts.t >= deadline_of(facts, "daily_communication", campaign.closes_at),
        is_stale=staleness(facts, "daily_communication", starts, ends),
        pace=group_pace(value, target, Fraction(len(good) + still_possible, campaign.length_days) >= target),
    )
    counts = (len(good), begun) if minutes else (0, 0)
    return group(facts, "daily_communication", counts, status)


def news(facts: Facts) -> Figures:
    """News published within the campaign by T, judged by the straight line."""
    campaign = facts.campaign
    published = [reading.instant(row["published_at"], campaign.zone) for row in facts.rows("news.csv")]
    known = [moment for moment in published if facts.happened(moment)]
    ours = [moment for moment in known if campaign.opens_at <= moment < campaign.closes_at]
    totals = [facts.when(row, "observed_at") for row in facts.rows("platform_totals.csv")]
    target = target_of(facts, "news")
    status = verdict(
        not_started=not started(facts),
        has_data=bool(known),
        is_reached=len(ours) >= target,
        is_missed=facts.t >= deadline_of(facts, "news", campaign.closes_at),
        is_stale=staleness(facts, "news", ours, known + [seen for seen in totals if seen and facts.happened(seen)]),
        is_too_early=elapsed(facts) < Fraction(1, 10),
        pace=pace(Fraction(len(ours)), target * elapsed(facts)),
    )
    return reading_of("news", len(ours) if known else None, float(target), status)


def showcase_image(facts: Facts) -> Figures:
    """Whether the image is on the campaign page by T."""
    tasks = [row for row in facts.rows("tasks.csv") if row.get("kind") == "showcase_image"]
    is_done = any(facts.happened(facts.when(row, "done_on")) for row in tasks)
    status = verdict(
        has_data=bool(tasks),
        is_reached=is_done,
        is_missed=facts.t >= deadline_of(facts, "showcase_image", facts.campaign.opens_at),
        pace=OneOf(("on_track", "at_risk", "off_track", "too_early")),
    )
    answer = OneOf((True, "yes")) if is_done else OneOf((False, "no"))
    return reading_of("showcase_image", answer if tasks else None, OneOf((True, "yes")), status)


ALL = (
    *(funds, fans_first_week, ambassador_rate, shares_per_post, relay_launch, relay_closing),
    *(members_with_responsibility, members_resharing, members_briefed, launch_attendance),
    *(first_day_contributors, thanked_within_24h, daily_communication, news, showcase_image),
)


def kpis(facts: Facts) -> list[Figures]:
    """Every KPI that the campaign has not dropped, in the order of the definitions."""
    dropped = {name for name, said in facts.campaign.kpi.items() if said.get("enabled") is False}
    return [told for told in (figure(facts) for figure in ALL) if told["id"] not in dropped]
