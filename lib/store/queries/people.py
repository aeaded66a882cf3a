"""Who carries the campaign: its members, its launch evening, the people of its first day."""

from __future__ import annotations

import sqlalchemy as sa

from lib.campaign.tables import COUNTED
from lib.campaign.tallies import FirstDayTally, LaunchTally, MemberTally
from lib.store.queries.view import C, View, newest, on_day, row_by_row
from lib.store.schema import DATA
from lib.store.sql import count_if

_LAUNCH = "launch"


def member_tally(view: View) -> MemberTally:
    """Members and what they took on by then; a responsibility counts when planned before the opening."""
    members = DATA["members"].c
    known_by = view.today
    planned = members.responsibility.is_not(None) & (members.responsibility_planned_on <= known_by)
    before = members.responsibility_planned_on <= view.period.last_day_before(view.period.opens_at)
    social = members.on_social.is_(True)
    sharing = social & (members.first_reshare_on <= known_by)
    briefed = members.briefed_on <= known_by
    wanted = sa.select(
        sa.func.count(),
        count_if(planned & before),
        count_if(social),
        count_if(sharing),
        count_if(briefed),
        sa.func.max(sa.case((planned, members.responsibility_planned_on))),
        sa.func.max(sa.case((sharing, members.first_reshare_on))),
        sa.func.max(sa.case((briefed, members.briefed_on))),
    ).where(view.of("members"))
    *counts, planned_on, shared_on, briefed_on = view.connection.execute(wanted).one()
    return MemberTally(*counts, *(view.instant_of(day) for day in (planned_on, shared_on, briefed_on)))


def launch_tally(view: View) -> LaunchTally:
    """The days of the launch evenings that are known of, and the people at those held and counted by then."""
    events = DATA["events"].c
    counted = (events.held_on <= view.today) & events.attendance.is_not(None)
    wanted = sa.select(
        sa.func.min(events.held_on),
        sa.func.max(events.held_on),
        sa.cast(sa.func.sum(sa.case((counted, events.attendance))), sa.BigInteger),
        sa.func.max(sa.case((counted, events.held_on))),
    ).where(view.of("events"), events.kind == _LAUNCH)
    first_on, held_on, attendance, counted_on = view.connection.execute(wanted).one()
    several = first_on if first_on != held_on else None
    return LaunchTally(held_on, attendance, view.instant_of(counted_on), several)


def first_day_tally(view: View) -> FirstDayTally:
    """People identified by then, those before the opening, and of these who gave on day 1: by e-mail, else by hand."""
    people = DATA["first_day"].c
    identified = (people.identified_on <= view.today) & (
        people.identified_on <= view.period.last_day_before(view.period.opens_at)
    )
    by_then = row_by_row(C.contributed_at) <= view.as_of
    counted_there = (C.campaign_id == view.campaign_id, row_by_row(C.status) == COUNTED, by_then)
    by_email_at, by_id_at = (  # two questions, each with an index, where one with “or” has none
        sa.case((
            identified,
            sa.select(sa.func.max(row_by_row(C.contributed_at)))
            .where(*counted_there, on_day(view.period.first_day), theirs)
            .correlate(DATA["first_day"])
            .scalar_subquery(),
        ))
        for theirs in (C.person_key == people.person_key, C.id == people.contribution_id)
    )
    each = sa.select(
        people.identified_on, identified.label("identified"), by_email_at.label("by_email_at"), by_id_at.label("by_id_at")
    ).where(view.of("first_day"), people.identified_on <= view.today)
    found = view.connection.execute(each).all()
    gave = [at for person in found if (at := newest(person.by_email_at, person.by_id_at)) is not None]
    return FirstDayTally(
        listed=len(found),
        identified=sum(1 for person in found if person.identified),
        contributed=len(gave),
        newest_at=newest(view.instant_of(max((person.identified_on for person in found), default=None)), *gave),
    )
