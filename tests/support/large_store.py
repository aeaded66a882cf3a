"""A campaign with as many contributions as wanted: the demonstration, its contributions copied by the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import CONTRIBUTIONS
from lib.services.clock import now
from lib.services.demonstration import load_demonstration_once
from lib.store.campaigns import campaigns
from lib.store.engine import Store
from lib.store.ledger import bump, control_of, roll_up
from lib.store.schema import CONTROLS, DATA
from lib.store.sql import learn

_ROWS = DATA[CONTRIBUTIONS.name]


def filled(store: Store, count: int) -> int:
    """Load the demonstration and bring it to `count` contributions or a few more; the campaign's number.

    Each copy is another person's, on the same day and of the same amount: every figure by day is a multiple.
    """
    load_demonstration_once(store, at=now())
    campaign_id = campaigns(store)[0].id
    with store.writing() as connection:
        there = connection.scalar(sa.select(sa.func.count()).where(_ROWS.c.campaign_id == campaign_id)) or 0
        last = connection.scalar(sa.select(sa.func.max(_ROWS.c.pk))) or 0
        copies = max(-(-count // there) - 1, 0)
        if copies:
            _copy(connection, campaign_id, last, copies)
        _settle(connection, campaign_id)
    with store.writing() as connection:
        learn(connection, _ROWS)
    return campaign_id


def _copy(connection: Connection, campaign_id: int, last: int, copies: int) -> None:
    """The rows up to `last`, as often as said; the number of the copy tells their ids and people from the others', in whose names they stay."""
    numbers = sa.select(sa.literal(1).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.number + 1).where(numbers.c.number < copies))
    rows, suffix = _ROWS.c, sa.cast(numbers.c.number, sa.Text)
    own = {
        "id": rows.id + "-" + suffix,
        "row_key": sa.func.replace(rows.row_key, '"]', "-" + suffix + '"]'),
        "person_key": rows.person_key + "-" + suffix,
    }
    names = [column.name for column in _ROWS.columns if column.name != "pk"]
    copied = sa.select(*(own.get(name, rows[name]) for name in names)).select_from(_ROWS).join(numbers, sa.true())
    copied = copied.where(rows.campaign_id == campaign_id, rows.pk <= last)
    connection.execute(sa.insert(_ROWS).from_select(names, copied))


def _settle(connection: Connection, campaign_id: int) -> None:
    days = connection.scalars(sa.select(_ROWS.c.local_day).distinct().where(_ROWS.c.campaign_id == campaign_id))
    roll_up(connection, campaign_id, [day for day in days if day is not None])
    rows, cents, digest = connection.execute(control_of(campaign_id, CONTRIBUTIONS)).one()
    mine = (CONTROLS.c.campaign_id == campaign_id, CONTROLS.c.table_name == CONTRIBUTIONS.name)
    connection.execute(sa.update(CONTROLS).where(*mine).values(row_count=rows, cents=cents, digest=digest))
    bump(connection, campaign_id)
