"""One gift told by two sources: one contribution on a shared transaction id; otherwise a possible duplicate to decide on.

Each source keeps its own ids. What a gift is known by besides its id (the processor’s transaction, the id that another
source gave it) is kept per campaign under `gift_ids`; a row that comes under one of these joins the contribution that is
there, and only fills what it does not know: the source that told a gift first goes on deciding what it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from lib.campaign.message import N_, Message, say_many
from lib.campaign.tables import CONTRIBUTIONS, Row
from lib.services.campaigns import OpenCampaign
from lib.sources.result import Parsed
from lib.store.changes.edits import delete_row, edit_row
from lib.store.engine import Store
from lib.store.kept import keep, kept
from lib.store.queries.same_gifts import Told, alike_groups, contributions_by_id, ids_there, told
from lib.store.rows import StoredRow

IDS, APART = "gift_ids", "gifts_apart"
NEAR = timedelta(days=2)
"""How far apart two tellings of one gift may be dated: card, transfer and book-keeping are not of the same hour."""
Transactions = Mapping[str, Sequence[str]]
"""A contribution's id -> other ids of the same payment."""
_ID = "id"
_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Joining:
    """Rows whose gifts are known already under another id now bear that id; `ids` is what to keep, by other id."""

    rows: tuple[Row, ...]
    ids: Mapping[str, str]
    joined_count: int = 0

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What a person should know of it."""
        if not self.joined_count:
            return ()
        return (
            say_many(
                N_("One gift is known already from another source, by its transaction: only what was missing is added to it."),
                N_("%(count)s gifts are known already from another source, by their transactions: only what was missing is "
                   "added to them."),
                self.joined_count,
            ),
        )  # fmt: skip


def joining(
    store: Store, campaign_id: int, rows: Iterable[Row], transactions: Transactions, known: Mapping[str, str]
) -> Joining:
    """Contributions on their way in, each under the id that its gift has here already.

    `transactions`: a row's id -> other ids of the same payment; `known`: `gift_ids` so far. A row that joins is the stored
    contribution with what it lacked; at most one row joins a contribution.
    """
    arriving = tuple(rows)
    others = {str(row[_ID]): tuple(transactions.get(str(row[_ID]), ())) for row in arriving}
    there = ids_there(store, campaign_id, sorted(others))
    names = {name for own, more in others.items() if own not in there for name in (own, *more)}
    stored = contributions_by_id(store, campaign_id, sorted(names | {known[name] for name in names if name in known}))
    ids, made, taken, joined = dict(known), list[Row](), set(there), 0
    for row in arriving:
        own = str(row[_ID])
        target = None if own in there else _target((own, *others[own]), known, stored, taken)
        made.append(row if target is None else {**stored[target].cells, **_missing(row, stored[target])})
        ids.update(dict.fromkeys(others[own] if target is None else (own, *others[own]), target or own))
        if target is not None:
            joined += 1
            taken.add(target)
    return Joining(tuple(made), ids, joined)


def _target(
    names: Iterable[str], known: Mapping[str, str], stored: Mapping[str, StoredRow], taken: Collection[str]
) -> str | None:
    for name in names:
        for candidate in (name, known.get(name)):
            if candidate in stored and candidate not in taken:
                return candidate
    return None


def _missing(row: Row, stored: StoredRow) -> Row:
    """What a row knows and the stored contribution does not."""
    return {field: value for field, value in row.items() if value is not None and stored.cells.get(field) is None}


def joined_piece(store: Store, campaign_id: int | None, piece: Parsed) -> tuple[Parsed, Mapping[str, str] | None]:
    """A file of gifts, joined to what is known; with the ids to keep once it is imported (None: nothing new to keep)."""
    if piece.table is not CONTRIBUTIONS:
        return piece, None
    if campaign_id is None:
        return piece, {other: own for own, others in piece.transactions.items() for other in others} or None
    known = gift_ids(store, campaign_id)
    if not (known or piece.transactions or piece.empty_is_unsaid):
        return piece, None
    done = joining(store, campaign_id, piece.rows, piece.transactions, known)
    records = tuple(replace(record, row=row) for record, row in zip(piece.records, done.rows, strict=True))
    ids = dict(done.ids) if done.ids != known else None
    return replace(piece, records=records, remarks=(*piece.remarks, *done.remarks)), ids


def joined_batches(
    store: Store, campaign_id: int, batches: Iterable[tuple[str, Sequence[Row]]], transactions: Transactions, at: datetime
) -> Iterator[tuple[str, Sequence[Row]]]:
    """The batches of a live source, their contributions joined to what is known; the ids are kept as the last one goes."""
    before = known = gift_ids(store, campaign_id)
    for table, rows in batches:
        if table == CONTRIBUTIONS.name and (known or transactions):
            done = joining(store, campaign_id, rows, transactions, known)
            known = done.ids
            yield table, done.rows
        else:
            yield table, rows
    if known != before:
        keep(store, campaign_id, IDS, dict(known), at=at)


def gift_ids(store: Store, campaign_id: int) -> Mapping[str, str]:
    """The ids by which gifts are known besides their own: other id -> the contribution’s id."""
    said = kept(store, campaign_id, IDS)
    return {str(name): str(own) for name, own in said.items()} if isinstance(said, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contributions of one amount and person, at most two days apart, that different sources told."""

    first: Told
    second: Told

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of the two, in the order in which the pair is remembered."""
        one, other = sorted(str(each.row.cells[_ID]) for each in (self.first, self.second))
        return one, other


def possible_duplicates(
    store: Store, opened: OpenCampaign, groups: tuple[tuple[int, ...], ...] | None = None
) -> tuple[Pair, ...]:
    """The pairs that nobody has decided on, the oldest first; for those who may see people.

    `groups`: what `alike` gave for this revision, which holds no one's data and may be shared.
    """
    apart = {ids for ids, _who, _at in decided_apart(store, opened)}
    alike_now = alike(store, opened) if groups is None else groups
    rows = told(store, opened.id, (pk for pks in alike_now for pk in pks))
    found = {pair.ids: pair for pks in alike_now for pair in _pairs(rows[pk] for pk in pks if pk in rows)}
    open_ones = [pair for ids, pair in found.items() if ids not in apart]
    return tuple(sorted(open_ones, key=lambda pair: (_at(pair.first), pair.ids)))


def alike(store: Store, opened: OpenCampaign) -> tuple[tuple[int, ...], ...]:
    """Contributions of one amount and person that several sources brought, as groups of row numbers."""
    return alike_groups(store, opened.id)


def _pairs(group: Iterable[Told]) -> Iterator[Pair]:
    ordered = sorted(group, key=lambda one: (_at(one), one.row.pk))
    for first, second in combinations(ordered, 2):
        if _family(first) != _family(second) and _at(second) - _at(first) <= NEAR:
            yield Pair(first, second)


def _family(one: Told) -> str:
    """The platform of a source: two layouts of one platform do not tell one gift under two ids."""
    return one.source.partition("_")[0]


def _at(one: Told) -> datetime:
    at = one.row.cells["contributed_at"]
    assert isinstance(at, datetime)
    return at


def decide_same(store: Store, opened: OpenCampaign, pair: Pair, *, at: datetime, who: str) -> None:
    """The two are one gift: the first is kept and filled with what only the second knew, the second goes; its id is
    remembered, so that its source does not bring it back. Both changes are in the journal, and can be undone there.

    Raises EditConflict where one of the two was changed meanwhile.
    """
    first, second = pair.first.row, pair.second.row
    with store.writing():
        delete_row(store, opened.id, CONTRIBUTIONS.name, second.pk, second.version, at=at, who=who)
        missing = {field: value for field, value in _missing(second.cells, first).items() if field != _ID}
        if missing:
            edit_row(store, opened.id, CONTRIBUTIONS.name, first.pk, first.version, missing, at=at, who=who)
        own = str(first.cells[_ID])
        ids = {name: own if target == second.cells[_ID] else target for name, target in gift_ids(store, opened.id).items()}
        keep(store, opened.id, IDS, {**ids, str(second.cells[_ID]): own}, at=at)


def decide_apart(store: Store, opened: OpenCampaign, pair: Pair, *, at: datetime, who: str) -> None:
    """The two are two gifts: both stay, and the pair is not asked about again; who said so, and when, is kept with it."""
    with store.writing():
        said = kept(store, opened.id, APART)
        before = dict(said) if isinstance(said, Mapping) else {}
        keep(store, opened.id, APART, {**before, _SEPARATOR.join(pair.ids): [who, at.isoformat()]}, at=at)


def decided_apart(store: Store, opened: OpenCampaign) -> tuple[tuple[tuple[str, ...], str, datetime], ...]:
    """The pairs that are two gifts: their ids, who said so, and when."""
    said = kept(store, opened.id, APART)
    return tuple(
        (tuple(ids.split(_SEPARATOR)), str(told[0]), datetime.fromisoformat(str(told[1])))
        for ids, told in (said.items() if isinstance(said, Mapping) else ())
        if isinstance(told, list)
    )


def ask_again(store: Store, opened: OpenCampaign, *, at: datetime) -> None:
    """Forgets which pairs are two gifts, so that they are asked about once more."""
    keep(store, opened.id, APART, {}, at=at)
