"""Everything that is held about a person, told apart by an e-mail: rows, where they came from, who changed them, other traces.

Never cached, never logged: see `lib.services.persons.erasing` for taking somebody out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, TABLES, TABLES_BY_NAME, Table, normalised_email
from lib.services.campaigns import OpenCampaign
from lib.store.changes.batches import Batch, batches
from lib.store.changes.journal import JournalEntry, changes_by_doer
from lib.store.engine import Store
from lib.store.kept import Json, kept_all
from lib.store.people.persons import held_about as stored_about
from lib.store.people.pseudonyms import NOBODY as ERASED
from lib.store.queries.lists import rows_found
from lib.store.rows import StoredRow

_ALL = 1_000_000_000
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
NOBODY = N_("Nothing is held about this address.")


class Bond(Enum):
    """What ties a row to the person: it is theirs; it names the address in a cell about a supporter; or in other words."""

    OWN = "own"
    NAMED = "named"
    WORDED = "worded"
    """Typed by somebody about their own work, such as a task: it stays when the person is erased."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that tells of the person; `batch` None: typed by hand."""

    table: Table
    stored: StoredRow
    batch: Batch | None
    bond: Bond


@dataclass(frozen=True, slots=True)
class Held:
    """What one campaign holds about a person; `kept` are values kept aside in which the address stands, by name."""

    opened: OpenCampaign
    rows: tuple[HeldRow, ...]
    changes: tuple[JournalEntry, ...]
    deeds: int
    """Changes and imports that were made under this very address: it is somebody who works on the campaign."""
    kept: Mapping[str, Json]

    @property
    def is_empty(self) -> bool:
        """Whether this campaign knows nothing of the person."""
        return not (self.rows or self.changes or self.deeds or self.kept)

    @property
    def can_be_erased(self) -> bool:
        """Whether erasing would take anything out."""
        return bool(self.changes or self.kept or any(each.bond is not Bond.WORDED for each in self.rows))

    def count_by_table(self, *bonds: Bond) -> Mapping[str, int]:
        """How many rows with these bonds (their own, if none is given) each table has."""
        wanted = bonds or (Bond.OWN,)
        return Counter(each.table.name for each in self.rows if each.bond in wanted)


def address(text: str) -> str:
    """The e-mail that was typed, as people are told apart by it; raises UseError for what is none."""
    found = normalised_email(text)
    if found is None or not _ADDRESS.fullmatch(found):
        raise UseError(N_("This is not an e-mail address. Write it whole, such as name@example.org."))
    return found


def held_about(store: Store, opened: OpenCampaign, email: str) -> Held:
    """What a campaign holds about the address (as `address` gives it), from one snapshot; for the lead alone.

    Raises KeyMissing where names are encrypted and their key is not here.
    """
    told = _Mention(email)
    with store.reading():
        imports = {each.id: each for each in batches(store, opened.id, _ALL)}
        found = stored_about(store, opened.id, email)
        own = found.rows if any(_says_who(row) for _name, row in found.rows) else ()
        bonds = [(TABLES_BY_NAME[name], row, Bond.OWN) for name, row in own]
        bonds += [(TABLES_BY_NAME[name], row, Bond.NAMED) for name, row in found.mentions]
        bonds += [(table, row, Bond.WORDED) for table, row in _worded(store, opened, email, told)]
        rows = tuple(HeldRow(table, row, imports.get(row.batch_id or 0), bond) for table, row, bond in bonds)
        doers = [changes_by_doer(store, opened.id), Counter(each.who for each in imports.values())]
        changes = tuple(each for each in found.changes if not _is_blank(each))
        kept = {name: value for name, value in kept_all(store, opened.id).items() if told.is_in(value)}
    deeds = sum(count for counts in doers for who, count in counts.items() if normalised_email(who) == email)
    return Held(opened, rows, changes, deeds, kept)


def _says_who(row: StoredRow) -> bool:
    """Whether a row still says whose it is: once somebody was erased their rows are known, and tell nothing."""
    return any(row.cells.get(name) not in (None, ERASED) for name in ("email", "platform_user"))


def _is_blank(entry: JournalEntry) -> bool:
    """Whether a change of theirs was emptied of what told who they are."""
    table = TABLES_BY_NAME.get(entry.table)
    personal = {column.field for column in table.columns if column.supporter} if table else set()
    sides = [side for side in (entry.before, entry.after) if side]
    return not any(cell is not None for side in sides for name, cell in side.items() if name in personal)


def _worded(store: Store, opened: OpenCampaign, email: str, told: _Mention) -> Iterator[tuple[Table, StoredRow]]:
    """Rows in whose other words the address stands; contributions have none."""
    for table in TABLES:
        texts = [each.field for each in table.columns if not each.supporter]
        if table is CONTRIBUTIONS:
            continue
        for row in rows_found(store, opened.id, table.name, email, limit=_ALL).rows:
            if any(told.is_in(cell) for name in texts if isinstance(cell := row.cells[name], str)):
                yield table, row


def without_address(value: Json, email: str) -> Json:
    """A kept value with the address withheld wherever it stands, in names of its parts too."""
    told = _Mention(email)
    if isinstance(value, str):
        return told.withheld(value)
    if isinstance(value, Mapping):
        return {told.withheld(name): without_address(part, email) for name, part in value.items()}
    return [without_address(part, email) for part in value] if isinstance(value, Sequence) else value


class _Mention:
    """The address within other words: whole, whatever its case; that of somebody else which ends alike is not it."""

    def __init__(self, email: str) -> None:
        self._pattern = re.compile(rf"(?<![\w.+%-]){re.escape(email)}(?![\w-]|\.\w)", re.IGNORECASE)

    def is_in(self, value: Json) -> bool:
        """Whether it stands anywhere in a value, names of its parts included."""
        if isinstance(value, str):
            return bool(self._pattern.search(value))
        if isinstance(value, Mapping):
            return any(self.is_in(part) for pair in value.items() for part in pair)
        return isinstance(value, Sequence) and any(self.is_in(part) for part in value)

    def withheld(self, text: str) -> str:
        """A text without it."""
        return self._pattern.sub("…", text)
