"""The KPIs of mobilisation: members, the launch evening, the first-day five."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from lib.campaign.calendar import start_of_day
from lib.campaign.message import N_, Message, say, say_many
from lib.kpis.periods import closing, end_of_first_day, opening
from lib.kpis.reading import Facts, Kpi, Measure, Status, Unit
from lib.kpis.verdicts import AT_RISK_SHARE, paced_group


def _group_rate(done: int, group: int, why: Message, observed_at: datetime | None) -> Measure:
    rate = Fraction(done, group) if group else None
    return Measure(rate, why, observed_at, done if group else None, group or None)


def _of_members(facts: Facts, done: int, observed_at: datetime | None) -> Measure:
    members = facts.tallies.members.members
    why = say(N_("%(done)s of %(members)s members."), done=done, members=members)
    return _group_rate(done, members, why if members else say(N_("No member has been written down yet.")), observed_at)


def members_with_responsibility(facts: Facts, target: Fraction) -> Measure:
    """Members with a communication responsibility planned before the opening ÷ members."""
    tally = facts.tallies.members
    return _of_members(facts, tally.with_responsibility, tally.responsibility_at)


def members_briefed(facts: Facts, target: Fraction) -> Measure:
    """Members who master the key elements ÷ members."""
    tally = facts.tallies.members
    return _of_members(facts, tally.briefed, tally.briefed_at)


def members_resharing(facts: Facts, target: Fraction) -> Measure:
    """Members on social networks who re-shared at least one post ÷ members on social networks."""
    tally = facts.tallies.members
    if tally.on_social:
        why = say(N_("%(done)s of the %(members)s members who are on social networks."),
                  done=tally.resharing, members=tally.on_social)  # fmt: skip
    else:
        why = say(N_("No member is known to be on social networks."))
    return _group_rate(tally.resharing, tally.on_social, why, tally.resharing_at)


def _open_group_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """Until the deadline every member can still join in."""
    return paced_group(measure.value or 0, target, can_still_be_met=True)


MEMBERS_WITH_RESPONSIBILITY = Kpi(
    id="members_with_responsibility",
    name=N_("Members with a responsibility"),
    definition=N_("Members with at least one communication responsibility planned before the opening, among all members."),
    data=N_("The list of members"),
    page="mobilisation",
    unit=Unit.SHARE,
    measure=members_with_responsibility,
    pace=_open_group_pace,
    default_target=Fraction(1, 2),
    deadline=opening,
    is_strict=True,
)
MEMBERS_RESHARING = Kpi(
    id="members_resharing",
    name=N_("Members who re-share"),
    definition=N_("Members on social networks who re-shared at least one post of the campaign, among members on social "
                  "networks."),
    data=N_("The list of members"),
    page="mobilisation",
    unit=Unit.SHARE,
    measure=members_resharing,
    pace=_open_group_pace,
    default_target=Fraction(1),
    deadline=closing,
    starts_at=opening,
)  # fmt: skip
MEMBERS_BRIEFED = Kpi(
    id="members_briefed",
    name=N_("Members who know the key elements"),
    definition=N_("Members marked as mastering the dates, arguments, rewards and platform, among all members."),
    data=N_("The list of members"),
    page="mobilisation",
    unit=Unit.SHARE,
    measure=members_briefed,
    pace=_open_group_pace,
    default_target=Fraction(1),
    deadline=closing,
)


def launch_attendance(facts: Facts, target: Fraction) -> Measure:
    """People at the launch evening; nothing until somebody has counted them."""
    tally = facts.tallies.launch
    if tally.attendance is not None:
        why = say_many(N_("%(count)s person came."), N_("%(count)s people came."), tally.attendance)
    elif tally.held_on is not None:
        why = say(N_("The evening of %(day)s: nobody has noted how many people came."), day=tally.held_on)
    else:
        why = say(N_("No launch evening has been written down."))
    return Measure(tally.attendance, why, tally.newest_at)


def _evening_start(facts: Facts) -> datetime | None:
    """Of several evenings the first: people who came to it are counted from then on."""
    begins_on = facts.tallies.launch.begins_on
    return None if begins_on is None else start_of_day(begins_on, facts.campaign.period.zone)


def _evening_end(facts: Facts) -> datetime | None:
    held_on, period = facts.tallies.launch.held_on, facts.campaign.period
    return None if held_on is None else start_of_day(held_on.fromordinal(held_on.toordinal() + 1), period.zone)


def _attendance_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """On the evening itself, before it is over."""
    return Status.AT_RISK if (measure.value or 0) >= AT_RISK_SHARE * target else Status.OFF_TRACK


LAUNCH_ATTENDANCE = Kpi(
    id="launch_attendance",
    name=N_("People at the launch evening"),
    definition=N_("How many people came to the launch evening."),
    data=N_("Events of kind “launch”"),
    page="mobilisation",
    unit=Unit.PEOPLE,
    measure=launch_attendance,
    pace=_attendance_pace,
    default_target=Fraction(50),
    deadline=_evening_end,
    starts_at=_evening_start,
)


def first_day_contributors(facts: Facts, target: Fraction) -> Measure:
    """People identified before the opening who gave on day 1; `details`: how many were identified."""
    tally = facts.tallies.first_day
    if not tally.listed:
        return Measure(None, say(N_("Nobody has been identified for the first day yet.")))
    why = say(N_("%(contributed)s of the %(identified)s people identified before the opening gave on day 1."),
              contributed=tally.contributed, identified=tally.identified)  # fmt: skip
    return Measure(tally.contributed, why, tally.newest_at, details={"identified": tally.identified})


def _first_day_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """Before day 1 ends, having identified enough people is what can be judged."""
    return Status.ON_TRACK if facts.tallies.first_day.identified >= target else Status.AT_RISK


FIRST_DAY_CONTRIBUTORS = Kpi(
    id="first_day_contributors",
    name=N_("First-day contributors"),
    definition=N_("People identified before the opening who made a counted contribution on day 1, matched by e-mail, "
                  "else by hand."),
    data=N_("The first-day list and the contributions"),
    page="mobilisation",
    unit=Unit.PEOPLE,
    measure=first_day_contributors,
    pace=_first_day_pace,
    default_target=Fraction(5),
    deadline=end_of_first_day,
)  # fmt: skip
