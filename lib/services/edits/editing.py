"""Edits by hand: what people typed becomes one transaction, or a refusal in words, or a conflict with both versions.

Each row is listed in the journal by who, when, before and after. Nothing is written unless everything can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.campaign.errors import UseError
from lib.campaign.message import N_, Message, say
from lib.campaign.tables import TABLES_BY_NAME, Row, Table
from lib.services.campaigns import OpenCampaign
from lib.services.edits.typed_ids import free_id, makes_ids, with_id
from lib.services.edits.typed_rows import Said, Title, TypedFault, row_texts, typed_cells
from lib.store.changes.change import zone_under_lock
from lib.store.changes.edits import delete_row, edit_row, insert_row, stored_row
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.programs.failover import once_more
from lib.store.queries.lists import Page, rows_found, table_page
from lib.store.rows import StoredRow

ROWS_AT_ONCE = 200
"""Rows that a table edited in place holds; the others are found by searching."""
_STREAMS = frozenset(
    {"contributions", "reshares", "posts", "post_counts", "audience", "platform_totals", "news", "communication_log"}
)
"""Tables that grow with time: the newest rows are the ones that are edited."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One row as somebody wants it: `said` over `before`, the row they started from (None: a new one), or `removed`."""

    before: StoredRow | None
    said: Said
    removed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing: no cell of a row, or a new row in which nothing was typed."""
        return not self.removed and not any(self.said.values() if self.before is None else self.said)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an edit cannot be taken; `column` is a column's name, None when it is the row as a whole."""

    edit: Edit
    column: str | None
    reason: Message


@dataclass(frozen=True, slots=True)
class Clash:
    """An edit of a row that somebody else changed since: `theirs` as it is now (None: gone), `mine` the cells wanted.

    `who` and `at` are those of the last change; None where the journal does not tell: an import was undone.
    """

    edit: Edit
    theirs: StoredRow | None
    mine: Row
    who: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Saved:
    """How many rows were written; all 0 when everything was so already."""

    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was written: these rows cannot be taken."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was written: these rows were changed by somebody else meanwhile; `others` are the edits that can be taken."""

    clashes: tuple[Clash, ...]
    others: tuple[Edit, ...]


Outcome = Saved | Refused | Conflict
_Wanted = tuple[Edit, Row]
"""An edit with its typed cells."""
_Now = Mapping[int, StoredRow | None]
"""The rows that edits start from, as they are now, by their `pk`; None: gone."""
_ADDED, _CHANGED, _REMOVED = "added", "changed", "removed"


class _Stopped(Exception):
    """Carries a refusal out of the transaction, which is then taken back."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


def rows_to_edit(store: Store, opened: OpenCampaign, table: str, search: str = "") -> Page:
    """Whole rows with people's names: the newest first where a table grows with time, else in the file's order.

    At most `ROWS_AT_ONCE`; `total` says how many there are.
    """
    return rows_found(store, opened.id, table, search, newest_first=table in _STREAMS, limit=ROWS_AT_ONCE)


@once_more
def save(
    store: Store, opened: OpenCampaign, table_name: str, edits: Sequence[Edit], *, at: datetime, who: str, title: Title = str
) -> Outcome:
    """Write all edits of a table in one transaction, or none; `title` is how refusals call a column, by its name."""
    saving = _Saving(store, opened, TABLES_BY_NAME[table_name], at, who, title)
    read = [(edit, saving.typed(edit)) for edit in edits if not edit.is_empty]
    faults = tuple(Fault(edit, cells.column, cells.reason) for edit, cells in read if isinstance(cells, TypedFault))
    if faults:
        return Refused(faults)
    wanted = [(edit, cells) for edit, cells in read if not isinstance(cells, TypedFault)]
    try:
        with store.writing() as connection:
            zone_under_lock(connection, opened.id)  # nobody's edit comes between what is looked at and what is written
            return saving.saved(wanted)
    except _Stopped as stopped:
        return Refused((stopped.fault,))


def over_theirs(clash: Clash, table_name: str, kept: Collection[str], opened: OpenCampaign) -> Edit | None:
    """The edit that ends a clash: over the row as it is now, with the columns of ours that are `kept`; None asks nothing more.

    Where the row is gone it is put back whole; a removal stays one.
    """
    before, theirs, said = clash.edit.before, clash.theirs, clash.edit.said
    if clash.edit.removed:
        return Edit(theirs, {}, removed=True)
    if theirs is None and before is not None:
        return Edit(None, {**row_texts(TABLES_BY_NAME[table_name], before.cells, opened.campaign.period.zone), **said})
    left = {name: text for name, text in said.items() if name in kept}
    return Edit(theirs, left) if left else None


@dataclass(frozen=True, slots=True)
class _Saving:
    """Edits of one table on their way in; `saved` is called inside `store.writing()`."""

    store: Store
    opened: OpenCampaign
    table: Table
    at: datetime
    who: str
    title: Title

    def typed(self, edit: Edit) -> Row | TypedFault:
        """The typed cells of an edit, none for a removal, or why it cannot be taken."""
        if edit.removed:
            return {}
        if edit.before is None:
            return typed_cells(self.table, with_id(self.table, edit.said), None, self.opened.campaign, self.title)
        return typed_cells(self.table, edit.said, edit.before.cells, self.opened.campaign, self.title)

    def saved(self, wanted: Sequence[_Wanted]) -> Saved | Conflict:
        """What was written, or what stands in the way; raises _Stopped for a row that cannot be taken after all."""
        now = {edit.before.pk: self._now(edit.before.pk) for edit, _cells in wanted if edit.before is not None}
        left = [pair for pair in wanted if not _is_so_already(*pair, now)]
        clashing = [pair for pair in left if _clashes(pair[0], now)]
        if clashing:
            return Conflict(tuple(self._clash(*pair, now) for pair in clashing),
                            tuple(edit for edit, _cells in left if not _clashes(edit, now)))  # fmt: skip
        # Rows go first, so that what told them apart is free for those that come.
        left.sort(key=lambda pair: (not pair[0].removed, pair[0].before is None))
        done = Counter(self._write(*pair) for pair in left)
        for edit, cells in left:
            self._check_alone(edit, cells, most=1)
        return Saved(done[_ADDED], done[_CHANGED], done[_REMOVED])

    def _now(self, pk: int) -> StoredRow | None:
        return stored_row(self.store, self.opened.id, self.table.name, pk)

    def _clash(self, edit: Edit, cells: Row, now: _Now) -> Clash:
        assert edit.before is not None
        pk, version = edit.before.pk, edit.before.version
        for last in journal(self.store, self.opened.id, limit=1, table=self.table.name, row_pk=pk):
            if last.version > version or last.action == "delete":
                return Clash(edit, now[pk], cells, last.who, last.at)
        return Clash(edit, now[pk], cells, None, None)

    def _write(self, edit: Edit, cells: Row) -> str:
        """Write one row and say which of the three it was."""
        where = (self.store, self.opened.id, self.table.name)
        try:
            if edit.before is None:
                given = self._with_free_id(edit, cells)
                self._check_alone(edit, given, most=0)
                insert_row(*where, given, at=self.at, who=self.who)
                return _ADDED
            if edit.removed:
                delete_row(*where, edit.before.pk, edit.before.version, at=self.at, who=self.who)
                return _REMOVED
            edit_row(*where, edit.before.pk, edit.before.version, cells, at=self.at, who=self.who)
            return _CHANGED
        except UseError as error:
            raise _Stopped(Fault(edit, None, error.message)) from error

    def _with_free_id(self, edit: Edit, cells: Row) -> Row:
        if edit.said.get("id") or not makes_ids(self.table):
            return cells
        return {**cells, "id": free_id(self.store, self.opened.id, self.table, cells)}

    def _check_alone(self, edit: Edit, cells: Row, *, most: int) -> None:
        """Where rows are told apart by their key, refuse one that would make two rows of the same key."""
        fields = [self.table.column(name).field for name in self.table.key]
        if self.table.repeats or edit.removed or (edit.before is not None and not set(fields) & set(cells)):
            return
        before = {} if edit.before is None else edit.before.cells
        key = {field: cells.get(field, before.get(field)) for field in fields}
        if table_page(self.store, self.opened.id, self.table.name, where=key, limit=1).total > most:
            named = ", ".join(self.title(name) for name in self.table.key)
            reason = say(N_("There already is a row with the same value here: %(columns)s."), columns=named)
            raise _Stopped(Fault(edit, self.table.key[-1], reason))


def _is_so_already(edit: Edit, cells: Row, now: _Now) -> bool:
    """Whether somebody else has done just that meanwhile."""
    if edit.before is None:
        return False
    theirs = now[edit.before.pk]
    if edit.removed or theirs is None:
        return edit.removed and theirs is None
    return all(theirs.cells[field] == value for field, value in cells.items())


def _clashes(edit: Edit, now: _Now) -> bool:
    if edit.before is None:
        return False
    theirs = now[edit.before.pk]
    return theirs is None or theirs.version != edit.before.version
