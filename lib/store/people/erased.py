"""People who were erased on request: what a later import says of them stays out, and what is counted of them stays in."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import Cell, Row, Table
from lib.store.cells import Cells, shape
from lib.store.people.personal import erased_people
from lib.store.people.pseudonyms import NOBODY, Veil, any_spelling
from lib.store.schema import DATA

_EMAIL, _USER, _CONTRIBUTION = "email", "platform_user", "contribution_id"


@dataclass(frozen=True, slots=True)
class Erased:
    """Pseudonyms of the people who were erased, and the ids of their contributions."""

    people: frozenset[str]
    contribution_ids: frozenset[str]

    def speaks_of(self, cells: Row) -> bool:
        """Whether a row is one of theirs: by its e-mail, else by its user on the platform, else by its contribution."""
        email = any_spelling(cells.get(_EMAIL))
        if email is not None:
            return email in self.people
        return cells.get(_USER) in self.people or cells.get(_CONTRIBUTION) in self.contribution_ids

    def emptied(self, table: Table, cells: Cells, veil: Veil) -> Cells:
        """A row on its way in as it is taken: one of theirs without what tells who they are."""
        return emptied(table, cells, veil) if self.people and self.speaks_of(cells) else cells

    def kept(self, stored: Row) -> Cells:
        """The e-mail of a stored row that an empty cell must not take away: it tells erased people from one another."""
        email = any_spelling(stored.get(_EMAIL))
        return {_EMAIL: stored[_EMAIL]} if email in self.people else {}


def erased_in(connection: Connection, campaign_id: int) -> Erased:
    """Who was erased from a campaign; most of the time nobody."""
    people = erased_people(connection, campaign_id)
    if not people:
        return Erased(people, frozenset())
    rows = DATA["contributions"].c
    keys = [f"{kind}:{pseudonym}" for pseudonym in sorted(people) for kind in ("email", "user")]
    wanted = sa.select(rows.id).where(rows.campaign_id == campaign_id, rows.person_key.in_(keys))
    return Erased(people, frozenset(connection.scalars(wanted)))


def emptied(table: Table, cells: Cells, veil: Veil) -> Cells:
    """A row without what tells who its supporter is, but still the same person's as before."""
    left = {**cells, **{field: _left(table, cells, field, kind, veil) for field, kind in shape(table.name).supporter.items()}}
    return {field: left[field] for field in cells}


def _left(table: Table, cells: Row, field: str, kind: str, veil: Veil) -> Cell:
    value = cells.get(field)
    if field == _EMAIL:
        return any_spelling(value)
    if field == _USER and cells.get(_EMAIL) is None:
        return value
    return veil.pseudonym(kind, NOBODY) if field in shape(table.name).required else None
