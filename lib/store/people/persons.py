"""One person by an e-mail: every row and change that speaks of them; and taking them out, so that figures stay as they were.

A person who was erased is a pseudonym that leads to nobody: counted as one person still, and known again, to be left out,
when a later import names them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.tables import BY_EMAIL, CONTRIBUTIONS, TABLES, TABLES_BY_NAME, Table, normalised_email
from lib.store.cells import Cells, folded, shape
from lib.store.changes.change import Change, Trail, Update, rows_by
from lib.store.changes.journal import JournalEntry, journal
from lib.store.engine import Store
from lib.store.people.erased import emptied
from lib.store.people.personal import COLUMNS, Reader, keep, line, pseudonyms_in, raise_epoch, veil_for
from lib.store.people.pseudonyms import Veil, any_spelling
from lib.store.people.unreferenced import FEW, drop_unreferenced, entries, holding_one_of, pseudonyms_of
from lib.store.queries.sought import pseudonyms_holding
from lib.store.rows import StoredRow
from lib.store.safekeeping.seals import sealed
from lib.store.schema import DATA, JOURNAL, PERSONAL, micros
from lib.store.sql import CHUNK, among, insert_missing, update_many

ERASED = PERSONAL.name
"""The journal's name for an erasure; it says how many rows, never whose."""
_P, _J = PERSONAL.c, JOURNAL.c
_ALL = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """What a campaign holds of a person, in clear: (table, row) that are theirs, those that only mention the address, changes."""

    rows: tuple[tuple[str, StoredRow], ...]
    mentions: tuple[tuple[str, StoredRow], ...]
    changes: tuple[JournalEntry, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held."""
        return not (self.rows or self.mentions or self.changes)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure took out: rows by table from which the person went, changes that were blanked, values that are gone."""

    rows: Mapping[str, int]
    changes: int
    values: int

    @property
    def is_empty(self) -> bool:
        """Whether nobody was there to be erased."""
        return not (self.rows or self.changes or self.values)


@dataclass(slots=True)
class _Person:
    """Somebody by pseudonym: `email` in any spelling, `users` on the platform that are nobody else's, and their rows."""

    email: str
    users: set[str] = field(default_factory=set)
    rows: list[tuple[Table, StoredRow]] = field(default_factory=list)
    mentions: list[tuple[Table, StoredRow]] = field(default_factory=list)
    mentioned_in: set[str] = field(default_factory=set)

    def speaks(self, entry: Mapping[str, Any]) -> bool:
        """Whether a change is one of theirs: to a row of theirs, or to one that was theirs when it was made."""
        if (entry["table_name"], entry["row_pk"]) in {(table.name, row.pk) for table, row in self.rows}:
            return True
        told = [cells for cells in (entry["before"], entry["after"]) if cells]
        return any(any_spelling(cells.get("email")) == self.email for cells in told)


def held_about(store: Store, campaign_id: int, email: str) -> Held:
    """Everything of a campaign that speaks of the person with that e-mail; raises KeyMissing where it cannot be read."""
    with store.reading() as connection:
        person = _person(connection, campaign_id, email, veil_for(connection, campaign_id, TABLES))
        pks = {entry["pk"] for entry in _entries(connection, campaign_id, person) if _tells_of(person, entry)}
        changes = journal(store, campaign_id, limit=_ALL, pks=pks) if pks else ()
        read = Reader(connection, campaign_id)
        return Held(tuple(_read(read, person.rows)), tuple(_read(read, person.mentions)), changes)


def erase(store: Store, campaign_id: int, email: str, *, at: datetime, who: str) -> Erasure:
    """Takes the person with that e-mail out of a campaign, for good: rows stay with their amounts, dates and days.

    What other people's rows say too stays there. Raises KeyMissing where names are encrypted and their key is not here.
    """
    with store.writing() as connection:
        change = Change(connection, campaign_id, Trail(at, who))
        veil = veil_for(connection, campaign_id, TABLES)
        person = _person(connection, campaign_id, email, veil)
        blanked = list(_blanked(connection, campaign_id, person, veil))
        told = {each for _table, row in (*person.rows, *person.mentions) for each in pseudonyms_in(_table, row.cells)}
        told |= {each for before, _after in blanked for each in pseudonyms_of(before)}
        counts = _empty_rows(change, person, veil)
        _write_blanked(connection, campaign_id, blanked)
        if not (counts or blanked or _is_known(connection, campaign_id, person)):
            return Erasure({}, 0, 0)
        with change.personal.going({person.email, *person.users, *told}):
            gone = _tombstones(connection, campaign_id, person, at) + drop_unreferenced(connection, campaign_id, told)
        raise_epoch(connection, campaign_id)
        change.note(ERASED, sum(counts.values()))
        change.settle()
        return Erasure(counts, len(blanked), gone)


def _person(connection: Connection, campaign_id: int, email: str, veil: Veil) -> _Person:
    address = normalised_email(email) or ""
    person = _Person(str(any_spelling(veil.pseudonym("email", address))))
    contributions = _found(connection, campaign_id, CONTRIBUTIONS, "person_key", [BY_EMAIL + person.email])
    person.users = _own_users(connection, campaign_id, person.email, contributions)
    contributions += _found(connection, campaign_id, CONTRIBUTIONS, "person_key", [f"user:{user}" for user in person.users])
    person.rows = [(CONTRIBUTIONS, row) for row in contributions]
    ids = [str(row.cells["id"]) for row in contributions]
    for table in TABLES:
        if table is not CONTRIBUTIONS and "email" in shape(table.name).supporter:
            person.rows += [(table, row) for row in _of_table(connection, campaign_id, table, person.email, ids)]
    _find_mentions(connection, campaign_id, person, address)
    return person


def _own_users(connection: Connection, campaign_id: int, email: str, theirs: Sequence[StoredRow]) -> set[str]:
    """Their users on the platform, but those with whom somebody of another e-mail gave."""
    users = {str(row.cells["platform_user"]) for row in theirs if row.cells["platform_user"] is not None}
    rows = DATA[CONTRIBUTIONS.name].c
    others = sa.select(rows.platform_user).where(
        rows.campaign_id == campaign_id, rows.person_key.startswith(BY_EMAIL), rows.person_key != BY_EMAIL + email,
        rows.platform_user.in_(users),
    )  # fmt: skip
    return users - set(connection.scalars(others))


def _of_table(connection: Connection, campaign_id: int, table: Table, email: str, ids: Sequence[str]) -> list[StoredRow]:
    """Rows with the e-mail, and those without one that speak of a contribution of theirs."""
    rows = DATA[table.name].c
    theirs = sa.func.substr(rows.email, 1, len(email)) == email
    if "contribution_id" in shape(table.name).fields:
        theirs = sa.or_(theirs, sa.and_(rows.email.is_(None), among(connection, rows.contribution_id, ids)))
    pks = connection.scalars(sa.select(rows.pk).where(rows.campaign_id == campaign_id, theirs)).all()
    return rows_by(connection, campaign_id, table, "pk", pks)


def _found(connection: Connection, campaign_id: int, table: Table, column: str, values: Sequence[str]) -> list[StoredRow]:
    return rows_by(connection, campaign_id, table, column, values)


def _find_mentions(connection: Connection, campaign_id: int, person: _Person, address: str) -> None:
    """Texts in which the address stands as a whole: a contact, a note in somebody else's row."""
    held = pseudonyms_holding(connection, campaign_id, folded(address)) if address else {}
    candidates = {each for kind, some in held.items() if kind != "email" for each in some}
    whole = re.compile(rf"(?<![\w.+%-]){re.escape(folded(address))}(?![\w-]|\.\w)")
    values = Reader(connection, campaign_id).values(candidates)
    person.mentioned_in = {each for each, value in values.items() if value and whole.search(folded(value))}
    own = {(table.name, row.pk) for table, row in person.rows}
    for table in TABLES:
        for column in shape(table.name).supporter:
            rows = _found(connection, campaign_id, table, column, sorted(person.mentioned_in)) if person.mentioned_in else []
            person.mentions += [(table, row) for row in rows if (table.name, row.pk) not in own]


def _read(read: Reader, rows: Sequence[tuple[Table, StoredRow]]) -> Iterator[tuple[str, StoredRow]]:
    return ((table.name, read.rows(table, [row])[0]) for table, row in rows)


def _empty_rows(change: Change, person: _Person, veil: Veil) -> dict[str, int]:
    """Rows without what tells who the person is; how many, by table, those that say nothing of them any more left out."""
    counts: Counter[str] = Counter()
    for table in TABLES:
        theirs = [Update(row, emptied(table, dict(row.cells), veil)) for each, row in person.rows if each is table]
        others = [Update(row, _without(person, row.cells)) for each, row in person.mentions if each is table]
        updates = [each for each in (*theirs, *others) if each.cells != each.stored.cells]
        counts[table.name] += len(updates)
        change.update(table, updates, listed=False)
        keep(change.connection, change.campaign_id, veil, {each for one in updates for each in pseudonyms_in(table, one.cells)}
             & set(veil.values()), change.trail.at)  # fmt: skip
    return {name: count for name, count in counts.items() if count}


def _without(person: _Person, cells: Mapping[str, Any]) -> Cells:
    return {name: None if cell in person.mentioned_in else cell for name, cell in cells.items()}


def _entries(connection: Connection, campaign_id: int, person: _Person) -> Iterator[Mapping[str, Any]]:
    """The changes that may be about somebody: to rows of theirs, by the index, and those in which their pseudonyms stand."""
    sought = {person.email, *person.mentioned_in}
    if len(sought) > FEW or len(person.rows) > CHUNK:
        return entries(connection, campaign_id)
    pks = {name: [row.pk for table, row in person.rows if table.name == name] for name in {each.name for each, _ in person.rows}}
    theirs = (sa.and_(_J.table_name == name, _J.row_pk.in_(some)) for name, some in pks.items())
    return entries(connection, campaign_id, sa.or_(holding_one_of(sought), *theirs))


def _tells_of(person: _Person, entry: Mapping[str, Any]) -> bool:
    return person.speaks(entry) or not person.mentioned_in.isdisjoint(pseudonyms_of(entry))


def _blanked(connection: Connection, campaign_id: int, person: _Person, veil: Veil) -> Iterator[tuple[Any, Any]]:
    """Changes that speak of them, before and after they were blanked."""
    for entry in list(_entries(connection, campaign_id, person)):
        if _tells_of(person, entry):
            sides = {side: entry[side] and _blank(person, entry, entry[side], veil) for side in ("before", "after")}
            if any(sides[side] != entry[side] for side in sides):
                yield entry, {**entry, **sides}


def _blank(person: _Person, entry: Mapping[str, Any], cells: Mapping[str, Any], veil: Veil) -> Cells:
    if not person.speaks(entry):
        return _without(person, cells)
    left = emptied(TABLES_BY_NAME[entry["table_name"]], dict(cells), veil)
    return {**left, **({"email": person.email} if left.get("email") else {})}


def _write_blanked(connection: Connection, campaign_id: int, blanked: Sequence[tuple[Any, Any]]) -> None:
    sealed(connection, campaign_id, "journal", [before for before, _after in blanked], gone=True)
    sealed(connection, campaign_id, "journal", [after for _before, after in blanked])
    written = [{"_pk": after["pk"], "before": after["before"], "after": after["after"]} for _before, after in blanked]
    update_many(connection, JOURNAL, ["pk"], written)


def _is_known(connection: Connection, campaign_id: int, person: _Person) -> bool:
    """Whether the e-mail can still be read: rows that tell nothing but that stay as they are, and so does their pseudonym."""
    theirs = sa.func.substr(_P.pseudonym, 1, len(person.email)) == person.email
    there = sa.select(_P.pk).where(_P.campaign_id == campaign_id, theirs, _P.erased_at.is_(None))
    return connection.scalar(there.limit(1)) is not None


def _tombstones(connection: Connection, campaign_id: int, person: _Person, at: datetime) -> int:
    """In the place of the e-mail, in every spelling, and of the users by which rows are still theirs: that they were erased."""
    known_by = {person.email: "email", **dict.fromkeys(person.users, "platform_user")}
    gone = 0
    for pseudonym in known_by:
        theirs = sa.func.substr(_P.pseudonym, 1, len(pseudonym)) == pseudonym
        gone += connection.execute(sa.delete(PERSONAL).where(_P.campaign_id == campaign_id, theirs)).rowcount
    lines = [line(campaign_id, pseudonym, kind, None, None, micros(at)) for pseudonym, kind in sorted(known_by.items())]
    insert_missing(connection, PERSONAL, COLUMNS, lines)
    return gone
