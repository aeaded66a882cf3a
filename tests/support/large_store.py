"""A campaign with as many contributions as wanted: the demonstration, its contributions copied by the database itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import CONTRIBUTIONS
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.store.changes.giving import roll_up_giving
from lib.store.changes.ledger import bump, control_of, roll_up
from lib.store.engine import Store
from lib.store.people.pseudonyms import LENGTH
from lib.store.schema import CONTROLS, DAILY_TOTALS, DATA, PERSONAL
from lib.store.sql import learn

_ROWS = DATA[CONTRIBUTIONS.name]
_NUMBERED = 10_000_000
"""Added to the number of a copy, so that all are written with as many digits."""
_DIGITS = 8
_PERSONAL_CELLS = ("name", "email", "platform_user")


def filled(store: Store, count: int) -> int:
    """Load the demonstration as it stood on its evening and bring it to `count` contributions or a few more; its number.

    Each copy is another person's, with names and e-mails of their own, on the same day and of the same amount: every figure
    by day is a multiple. What its evening does not know yet is taken out, as a campaign that runs has nothing of tomorrow.
    """
    load_demonstration_once(store, at=now())
    opened = open_campaign(store)
    campaign_id = opened.id
    with store.writing() as connection:
        _forget_after(connection, campaign_id, opened.campaign.as_of(now()))
        there = connection.scalar(sa.select(sa.func.count()).where(_ROWS.c.campaign_id == campaign_id)) or 0
        last = connection.scalar(sa.select(sa.func.max(_ROWS.c.pk))) or 0
        copies = max(-(-count // there) - 1, 0)
        if copies:
            _copy(connection, campaign_id, last, copies)
        _settle(connection, campaign_id)
    with store.writing() as connection:
        learn(connection, _ROWS)
        learn(connection, PERSONAL)
    return campaign_id


def _forget_after(connection: Connection, campaign_id: int, evening: datetime) -> None:
    mine = _ROWS.c.campaign_id == campaign_id
    connection.execute(sa.delete(_ROWS).where(mine, _ROWS.c.contributed_at > evening))
    connection.execute(sa.update(_ROWS).where(mine, _ROWS.c.thanked_at > evening).values(thanked_at=None, thanked_by=None))


def _copy(connection: Connection, campaign_id: int, last: int, copies: int) -> None:
    """The rows up to `last`, as often as said; the number of the copy tells their ids and people from the others'."""
    numbers = sa.select(sa.literal(1).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.number + 1).where(numbers.c.number < copies))
    rows, suffix = _ROWS.c, sa.cast(numbers.c.number, sa.Text)
    digits = sa.cast(numbers.c.number + _NUMBERED, sa.Text)
    own: dict[str, Any] = {
        "id": rows.id + "-" + suffix,
        "row_key": sa.func.replace(rows.row_key, '"]', "-" + suffix + '"]'),
        "person_key": sa.case(
            (rows.person_key.startswith("email:"), "email:" + _other(sa.func.substr(rows.email, 1, LENGTH), digits)),
            (rows.person_key.startswith("user:"), "user:" + _other(rows.platform_user, digits)),
            else_=rows.person_key + "-" + suffix,
        ),
        **{name: _other(rows[name], digits) for name in _PERSONAL_CELLS},
    }
    names = [column.name for column in _ROWS.columns if column.name != "pk"]
    copied = sa.select(*(own.get(name, rows[name]) for name in names)).select_from(_ROWS).join(numbers, sa.true())
    copied = copied.where(rows.campaign_id == campaign_id, rows.pk <= last)
    connection.execute(sa.insert(_ROWS).from_select(names, copied))
    _copy_people(connection, campaign_id, last, numbers)


def _copy_people(connection: Connection, campaign_id: int, last: int, numbers: sa.CTE) -> None:
    """What those pseudonyms stand for."""
    held, digits = PERSONAL.c, sa.cast(numbers.c.number + _NUMBERED, sa.Text)
    theirs = sa.union(*(
        sa.select(_ROWS.c[name]).where(_ROWS.c.campaign_id == campaign_id, _ROWS.c.pk <= last, _ROWS.c[name].is_not(None))
        for name in _PERSONAL_CELLS
    ))  # fmt: skip
    own = {"pseudonym": _other(held.pseudonym, digits), "value": digits + held.value, "folded": digits + held.folded}
    names = [column.name for column in PERSONAL.columns if column.name != "pk"]
    copied = sa.select(*(own.get(name, held[name]) for name in names)).select_from(PERSONAL).join(numbers, sa.true())
    copied = copied.where(held.campaign_id == campaign_id, held.pseudonym.in_(theirs))
    connection.execute(sa.insert(PERSONAL).from_select(names, copied))


def _other(pseudonym: sa.ColumnElement[Any], digits: sa.ColumnElement[str]) -> sa.ColumnElement[Any]:
    """Another pseudonym, as long, that tells its spelling as the first does."""
    kept = LENGTH - _DIGITS
    return digits + sa.func.substr(pseudonym, 1, kept) + sa.func.substr(pseudonym, LENGTH + 1)


def _settle(connection: Connection, campaign_id: int) -> None:
    days = connection.scalars(sa.select(_ROWS.c.local_day).distinct().where(_ROWS.c.campaign_id == campaign_id))
    connection.execute(sa.delete(DAILY_TOTALS).where(DAILY_TOTALS.c.campaign_id == campaign_id))
    roll_up(connection, campaign_id, [day for day in days if day is not None])
    roll_up_giving(connection, campaign_id)
    rows, cents, digest = connection.execute(control_of(campaign_id, CONTRIBUTIONS)).one()
    mine = (CONTROLS.c.campaign_id == campaign_id, CONTROLS.c.table_name == CONTRIBUTIONS.name)
    connection.execute(sa.update(CONTROLS).where(*mine).values(row_count=rows, cents=cents, digest=digest))
    bump(connection, campaign_id)
