"""Who could still be asked, counted and never named: contributors who have not re-shared, people of the first-day list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.campaign.tables import COUNTED
from lib.store.engine import Store
from lib.store.giving import NEW, WITH_EMAIL
from lib.store.pseudonyms import LENGTH
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
from lib.store.schema import DATA, PERSONAL
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
    erased = sa.select("email:" + sa.func.substr(_P.pseudonym, 1, LENGTH)).where(
        _P.campaign_id == seen.campaign_id, _P.erased_at.is_not(None)
    )
    apart = sa.union(shared, erased)
    ask, with_email = seen.connection.scalar, C.person_key.startswith("email:")
    everybody = ask(sa.select(total(GIVING.people)).where(*rolled_up(seen, NEW), GIVING.label == WITH_EMAIL)) or 0
    theirs = (with_email, C.person_key.in_(apart))
    among_them = ask(sa.select(sa.func.count(C.person_key.distinct())).where(*seen.counted, *theirs)) or 0
    lately = (
        *_counted_row_by_row(seen), C.thanked_at > asked_since, C.thanked_at <= seen.as_of,
        row_by_row(C.person_key).startswith("email:"),
        row_by_row(C.person_key).not_in(apart),
    )  # fmt: skip
    asked = ask(sa.select(sa.func.count(C.person_key.distinct())).where(*lately)) or 0
    to_ask_of_them, asked_of_them = _not_asked(seen, asked_since, shared, C.person_key.in_(apart))
    return everybody - among_them - asked + to_ask_of_them, asked + asked_of_them


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
