"""Who could still be asked, counted and never named: contributors who have not re-shared, people of the first-day list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.campaign.tables import BY_EMAIL, COUNTED
from lib.store.changes.giving import NEW, THANKED, WITH_EMAIL, thanked_key
from lib.store.engine import Store
from lib.store.people.pseudonyms import LENGTH
from lib.store.queries.view import (
    GIVING,
    C,
    View,
    can_be_written_to,
    is_whole_day,
    rolled_up,
    row_by_row,
    viewed,
)
from lib.store.queries.visibility import sharers
from lib.store.schema import DATA, HOUR, PERSONAL, instant_at, micros
from lib.store.sql import count_if, total

_P = PERSONAL.c


@dataclass(frozen=True, slots=True)
class AppealTally:
    """`to_ask`: contributors with an e-mail and no re-share at all, without those `asked_lately`, whom a thank-you reached
    after a given instant. `first_day_waiting`: people listed for the first day who have no counted contribution.
    """

    to_ask: int = 0
    asked_lately: int = 0
    first_day_listed: int = 0
    first_day_waiting: int = 0


def appeal_tally(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, *, asked_since: datetime) -> AppealTally:
    """Who could be asked by then; a thank-you sent strictly after `asked_since` has asked already."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        return AppealTally(*_silent(seen, asked_since), *_listed(seen))


def _silent(seen: View, asked_since: datetime) -> tuple[int, int]:
    people = sharers(seen).c.person_key
    shared = sa.select(people).where(people.is_not(None))
    if not is_whole_day(seen):
        return _not_asked(seen, asked_since, shared)
    erased = sa.select(BY_EMAIL + sa.func.substr(_P.pseudonym, 1, LENGTH)).where(
        _P.campaign_id == seen.campaign_id, _P.erased_at.is_not(None)
    )
    apart = sa.union(shared, erased)
    ask, with_email = seen.connection.scalar, C.person_key.startswith(BY_EMAIL)
    everybody = ask(sa.select(total(GIVING.people)).where(*rolled_up(seen, NEW), GIVING.label == WITH_EMAIL)) or 0
    theirs = (with_email, C.person_key.in_(apart))
    among_them = ask(sa.select(sa.func.count(C.person_key.distinct())).where(*seen.counted, *theirs)) or 0
    asked = _asked(seen, asked_since, apart)
    to_ask_of_them, asked_of_them = _not_asked(seen, asked_since, shared, C.person_key.in_(apart))
    return everybody - among_them - asked + to_ask_of_them, asked + asked_of_them


def _asked(seen: View, asked_since: datetime, apart: sa.CompoundSelect[Any]) -> int:
    """The people with an e-mail whom a thank-you reached since then, without those `apart`."""
    distinct = sa.select(sa.func.count(C.person_key.distinct()))
    lately = (C.thanked_at > asked_since, C.thanked_at <= seen.as_of)
    everybody = _thanked_since(seen, asked_since)
    if everybody is not None:
        then = row_by_row(C.thanked_at)
        theirs = (C.person_key.startswith(BY_EMAIL), C.person_key.in_(apart), then > asked_since, then <= seen.as_of)
        among_them = distinct.where(*seen.counted, *theirs)
        return everybody - (seen.connection.scalar(among_them) or 0)
    whose = row_by_row(C.person_key)
    by_row = (*_counted_row_by_row(seen), *lately, whose.startswith(BY_EMAIL), whose.not_in(apart))
    return seen.connection.scalar(distinct.where(*by_row)) or 0


def _thanked_since(seen: View, since: datetime) -> int | None:
    """How many people with an e-mail were thanked last after that instant: whole hours from the totals, the one that it is
    within from its rows. None where something came, or was thanked, after the view’s own instant: totals do not tell those apart.
    """
    ours = C.campaign_id == seen.campaign_id
    for column in (C.contributed_at, C.thanked_at):
        if seen.connection.scalar(sa.select(C.pk).where(ours, column > seen.as_of).limit(1)) is not None:
            return None
    _kind, day, label = thanked_key(micros(since))
    ends = instant_at((int(label) + 1) * HOUR)
    wanted = (GIVING.campaign_id == seen.campaign_id, GIVING.kind == THANKED, GIVING.local_day >= day)
    by_hour = sa.select(GIVING.label, total(GIVING.people)).where(*wanted).group_by(GIVING.label)
    later: int = sum(people for hour, people in seen.connection.execute(by_hour) if int(hour) > int(label))
    again = DATA["contributions"].alias()
    thanked_again = (
        sa.select(again.c.pk)
        .where(again.c.campaign_id == C.campaign_id, again.c.person_key == C.person_key, again.c.status == COUNTED)
        .where(row_by_row(again.c.thanked_at) >= ends)
        .correlate(DATA["contributions"])
        .exists()
    )
    within = (C.thanked_at > since, C.thanked_at < ends, row_by_row(C.status) == COUNTED)
    by_email = row_by_row(C.person_key).startswith(BY_EMAIL)
    rest = sa.select(sa.func.count(C.person_key.distinct())).where(ours, *within, by_email, ~thanked_again)
    return later + (seen.connection.scalar(rest) or 0)


def _counted_row_by_row(seen: View) -> tuple[sa.ColumnElement[bool], ...]:
    """The counted contributions by then, found by what else is asked of them."""
    return C.campaign_id == seen.campaign_id, row_by_row(C.status) == COUNTED, row_by_row(C.contributed_at) <= seen.as_of


def _not_asked(
    seen: View, asked_since: datetime, shared: sa.Select[Any], *theirs: sa.ColumnElement[bool]
) -> tuple[int, int]:
    """Those to ask and those asked lately, looked at person by person: everybody, or some."""
    thanked_at = sa.func.max(sa.case((C.thanked_at <= seen.as_of, C.thanked_at))).label("thanked_at")
    silent = (
        sa.select(C.person_key, thanked_at)
        .where(*seen.counted, can_be_written_to(seen.campaign_id), C.person_key.not_in(shared), *theirs)
        .group_by(C.person_key)
        .subquery()
    )
    lately = count_if(silent.c.thanked_at > asked_since)
    everybody, asked = seen.connection.execute(sa.select(sa.func.count(), lately).select_from(silent)).one()
    return everybody - asked, asked


def _listed(seen: View) -> tuple[int, int]:
    listed = DATA["first_day"].c
    by_email, by_id = (
        sa.select(C.pk).where(*_counted_row_by_row(seen), theirs).correlate(DATA["first_day"]).exists()
        for theirs in (C.person_key == listed.person_key, C.id == listed.contribution_id)
    )
    has_given = sa.or_(by_email, by_id)  # two questions, each with an index, where one with “or” has none
    wanted = sa.select(sa.func.count(), count_if(~has_given)).where(seen.of("first_day"), listed.identified_on <= seen.today)
    everybody, waiting = seen.connection.execute(wanted).one()
    return everybody, waiting
