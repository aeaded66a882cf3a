"""Who carries the campaign: the members, the launch evening, the people of the first day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from . import reading
from .facts import Facts, Figures, OneOf
from .judging import deadline_of, group, group_pace, reading_of, started, target_of, verdict
from .reading import DAY, Contribution, Row


def members_rate(
    facts: Facts, kpi: str, counts: tuple[int, int], deadline: datetime, *, strict: bool, not_started: bool
) -> Figures:
    """A members' rate: they can still change it until its deadline, so that it can always still be met."""
    numerator, denominator = counts
    value = Fraction(numerator, denominator) if denominator else Fraction(0)
    target = target_of(facts, kpi)
    status = verdict(
        not_started=not_started,
        has_data=denominator > 0,
        is_reached=value > target if strict else value >= target,
        is_missed=facts.t >= deadline_of(facts, kpi, deadline),
        pace=group_pace(value, target, can_be_met=True),
    )
    return group(facts, kpi, counts, status)


def members_with_responsibility(facts: Facts) -> Figures:
    """Members whose responsibility is written and planned before the opening."""
    opens_at = facts.campaign.opens_at
    members = facts.rows("members.csv")
    ready = 0
    for member in members:
        planned = facts.when(member, "responsibility_planned_on")
        ready += bool(member.get("responsibility") and planned and planned < opens_at and facts.happened(planned))
    counts = (ready, len(members))
    return members_rate(facts, "members_with_responsibility", counts, opens_at, strict=True, not_started=False)


def members_resharing(facts: Facts) -> Figures:
    """Members on social networks who have re-shared by T."""
    on_social = [member for member in facts.rows("members.csv") if member.get("on_social") == "yes"]
    sharing = [member for member in on_social if facts.happened(facts.when(member, "first_reshare_on"))]
    return members_rate(
        facts,
        "members_resharing",
        (len(sharing), len(on_social)),
        facts.campaign.closes_at,
        strict=False,
        not_started=not started(facts),
    )


def members_briefed(facts: Facts) -> Figures:
    """Members who master the key elements by T."""
    members = facts.rows("members.csv")
    briefed = [member for member in members if facts.happened(facts.when(member, "briefed_on"))]
    counts = (len(briefed), len(members))
    closes_at = facts.campaign.closes_at
    return members_rate(facts, "members_briefed", counts, closes_at, strict=False, not_started=False)


def launch_attendance(facts: Facts) -> Figures:
    """People at the launch evenings held by T."""
    zone = facts.campaign.zone
    evenings = [row for row in facts.rows("events.csv") if row.get("kind") == "launch"]
    days = [reading.local_day(reading.instant(row["held_on"], zone), zone) for row in evenings]
    held = [row for row in evenings if facts.happened(facts.when(row, "held_on"))]
    known = [int(row["attendance"]) for row in held if row.get("attendance")]
    target = target_of(facts, "launch_attendance")
    today = reading.local_day(facts.t, zone)
    evening_ends = reading.day_start(max(days, default=today) + DAY, zone)
    deadline = deadline_of(facts, "launch_attendance", evening_ends)
    status = verdict(
        not_started=bool(days) and today < min(days),
        has_data=bool(known),
        is_reached=sum(known) >= target,
        is_missed=facts.t >= deadline,
        pace=OneOf(("on_track", "at_risk", "off_track", "missed", "too_early")),
    )
    return reading_of("launch_attendance", sum(known) if known else None, float(target), status)


def gave_on_day_one(facts: Facts, row: Row, day_one: Sequence[Contribution]) -> bool:
    """Whether a counted contribution of day 1 is this person's, by e-mail, else by hand."""
    by_email = [one for one in day_one if row.get("email") and one.email == row["email"].lower()]
    by_hand = [one for one in day_one if row.get("contribution_id") and one.id == row["contribution_id"]]
    return bool(by_email or by_hand)


def first_day_contributors(facts: Facts) -> Figures:
    """People identified before the opening whose counted contribution is on day 1."""
    campaign = facts.campaign
    known, identified = 0, []
    for row in facts.rows("first_day.csv"):
        since = facts.when(row, "identified_on")
        known += facts.happened(since)
        if since and facts.happened(since) and since < campaign.opens_at:
            identified.append(row)
    day_one = [one for one in facts.counted if reading.local_day(one.contributed_at, campaign.zone) == campaign.first_day]
    gave = [row for row in identified if gave_on_day_one(facts, row, day_one)]
    target = target_of(facts, "first_day_contributors")
    day_one_ends = reading.day_start(campaign.first_day + DAY, campaign.zone)
    status = verdict(
        has_data=known > 0,
        is_reached=len(gave) >= target,
        is_missed=facts.t >= deadline_of(facts, "first_day_contributors", day_one_ends),
        pace="on_track" if len(identified) >= target else "at_risk",
    )
    return reading_of("first_day_contributors", len(gave) if known else None, float(target), status)
