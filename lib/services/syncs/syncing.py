"""Live sources into the store: each by itself, whole or absent, with a state that people can read afterwards.

A source that fails leaves its last good data, which ages; it never stops another. Killed at any moment and started again, the
result is the same: rows wait in a file of the sync's own until all are there, and go into the store in one transaction.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from lib.campaign.errors import DashboardError, SettingsError, SourceUnavailable, StoreError, UseError
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.model import Campaign
from lib.campaign.tables import TABLES_BY_NAME, Refusal, Row
from lib.services.campaigns import OpenCampaign
from lib.services.imports.hand_edits import Respected
from lib.services.imports.importing import layout_or_memory
from lib.services.imports.same_gifts import joined_batches
from lib.services.spans import seconds_of
from lib.services.syncs.observing import Observed
from lib.services.syncs.source_states import Running, SourceState, forget_running, keep_running, keep_state, state_of
from lib.sources import LIVE_SOURCES
from lib.sources.cells.choices import is_unknown_word
from lib.sources.live import EVERY, Ask, Batches, Collection, LiveSource, Position, secrets_of, settings_of
from lib.sources.network.door import Door
from lib.sources.network.spool import Spool
from lib.store.changes.batches import Counts, Delivery, write_stream
from lib.store.engine import Store

EVERY_SECONDS = 900.0
"""How often a source is asked where its block says nothing: a quarter of an hour."""
REFUSALS_SAID = 20
LONGEST_PAUSE = timedelta(hours=6)
_SAID_EVERY = timedelta(seconds=2)
_STUMBLES = (ArithmeticError, AttributeError, AssertionError, LookupError, OSError, RuntimeError, TypeError, ValueError,
             sqlite3.Error)  # fmt: skip
"""What a mistake of ours in one source raises: it goes to the log, and the other sources go on."""
_UNEXPECTED = N_("Something did not work as it should. Nothing was written. If it happens again, the log says more.")
_LOG = logging.getLogger("dashboard")
Said = Callable[[LiveSource, int, "int | None"], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sync runs in: the clock, who asks, the environment's keys, the way out, and who wants to hear of progress."""

    now: Callable[[], datetime]
    who: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    said: Said = lambda source, done, total: None
    door: Callable[[LiveSource], Door] | None = None

    def way_out(self, source: LiveSource) -> Door:
        """The door of a source: to public addresses only where people type them."""
        return self.door(source) if self.door else Door(is_private_allowed=not source.is_typed, now=self.now)


@dataclass(frozen=True, slots=True)
class Synced:
    """What one sync did. `error` None: all went well; with an error, `counts` are what could be taken all the same."""

    source: LiveSource
    state: SourceState
    counts: Counts = field(default_factory=Counts)
    refusals: tuple[Refusal, ...] = ()

    @property
    def error(self) -> Message | None:
        """What went wrong, in words."""
        return self.state.error

    @property
    def changes_nothing(self) -> bool:
        """Whether everything was known already."""
        return not (self.counts.inserted or self.counts.changed)


def live_sources(campaign: Campaign, names: Sequence[str] = ()) -> tuple[LiveSource, ...]:
    """The live sources that campaign.toml sets up, or those called `names`; raises UseError for one that is not set up."""
    set_up = [source for source in LIVE_SOURCES if source.name in campaign.sources]
    for name in names:
        if name not in campaign.sources or name not in {source.name for source in LIVE_SOURCES}:
            raise UseError(N_("“%(name)s” is no source of “%(campaign)s”. Its live sources: %(names)s. Each one is a block "
                              "[sources.<name>] of campaign.toml."), name=name, campaign=campaign.name,
                           names=", ".join(source.name for source in set_up) or "—")  # fmt: skip
    return tuple(source for source in set_up if not names or source.name in names)


def every_seconds(campaign: Campaign, source: LiveSource) -> float:
    """How often a source is asked, as its block says (`every = "1h"`), else every quarter of an hour; never under a minute."""
    said = campaign.sources.get(source.name, {}).get(EVERY, "")
    with suppress(UseError):
        return max(seconds_of(said), 60.0) if said else EVERY_SECONDS
    return EVERY_SECONDS


def sync_source(store: Store, opened: OpenCampaign, source: LiveSource, around: Surroundings) -> Synced:
    """Ask one source and write what it gives; whatever goes wrong is in the answer and in its state, never raised."""
    at, before = around.now(), SourceState(source.name)
    try:
        before = state_of(store, opened.id, source.name)
        with closing(_Progress(store, opened, source, around, at)) as progress, Spool() as spool:
            gathered = _gathered(store, opened, source, around, before.position, spool, progress, at)
        state = _succeeded(before, gathered, at, opened.campaign, source)
    except DashboardError as error:
        gathered, state = _Gathered(), _failed(before, error, at, opened.campaign, source)
    except _STUMBLES as error:
        _LOG.error("sync of %s: %s\n%s", source.name, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
        gathered, state = _Gathered(), _failed(before, SourceUnavailable(_UNEXPECTED), at, opened.campaign, source)
    with suppress(StoreError):  # what could not be written is said all the same
        keep_state(store, opened.id, state, at=at)
    return Synced(source, state, gathered.counts, tuple(gathered.refusals))


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a source gave and what became of it."""

    counts: Counts = field(default_factory=Counts)
    refusals: tuple[Refusal, ...] = ()
    refused: int = 0
    collection: Collection = field(default_factory=Collection)


def _gathered(
    store: Store,
    opened: OpenCampaign,
    source: LiveSource,
    around: Surroundings,
    position: Position | None,
    spool: Spool,
    progress: _Progress,
    at: datetime,
) -> _Gathered:
    """Read the source, then write; raises DashboardError with nothing written."""
    campaign = opened.campaign
    settings = settings_of(source, campaign.sources.get(source.name, {}))
    secrets = secrets_of(source, campaign.name, around.environment)
    with closing(around.way_out(source)) as door:
        ask = Ask(
            campaign, settings, secrets, at, door, spool, progress, position, lambda read: layout_or_memory(store, read)
        )
        collection = source.collected(ask)
        rows = _worth_writing(store, opened, spool.batches() if collection.rows is None else collection.rows, at)
        spared = Respected(store, opened.id, joined_batches(store, opened.id, rows, collection.transactions, at))
        delivery = Delivery(source.name, at, around.who, (source.name,), ask.refused_count)
        counts = write_stream(store, opened.id, spared, delivery).counts
    if spared.count:
        said = say_many(
            N_("One row keeps what somebody typed or took out: the source has said nothing new of it since."),
            N_("%(count)s rows keep what somebody typed or took out: the source has said nothing new of them since."),
            spared.count,
        )
        collection = replace(collection, remarks=(*collection.remarks, said))
    return _Gathered(counts, tuple(ask.refusals), ask.refused_count, collection)


def _worth_writing(store: Store, opened: OpenCampaign, batches: Batches, at: datetime) -> Iterator[tuple[str, Sequence[Row]]]:
    """The batches without observations that say nothing new; a table whose keys repeat stays in one batch."""
    observed, together = Observed(store, opened.id, at), dict[str, list[Row]]()
    for table, rows in batches:
        if TABLES_BY_NAME[table].repeats:
            together.setdefault(table, []).extend(rows)
        else:
            yield table, observed.new_in(table, rows)
    yield from together.items()


def _succeeded(before: SourceState, gathered: _Gathered, at: datetime, campaign: Campaign, source: LiveSource) -> SourceState:
    """The state after rows were written; with a fault, the source is failing although some of it was taken."""
    collection, counts = gathered.collection, gathered.counts
    told = replace(
        before,
        tried_at=at,
        rows=counts.inserted + counts.changed + counts.same,
        new=counts.inserted,
        changed=counts.changed,
        refused=gathered.refused,
        remarks=collection.remarks,
        refusals=tuple(refusal_sentence(each) for each in gathered.refusals[:REFUSALS_SAID]),
        position=collection.position,
    )
    if collection.fault is not None:
        return replace(_failed(told, collection.fault, at, campaign, source), remarks=collection.remarks)
    next_try_at = at + timedelta(seconds=every_seconds(campaign, source))
    return replace(told, succeeded_at=at, error=None, failing_since=None, failures=0, next_try_at=next_try_at)


def _failed(before: SourceState, error: DashboardError, at: datetime, campaign: Campaign, source: LiveSource) -> SourceState:
    """The state after a failure: the next try is later each time, six hours at most, and never before the source says."""
    failures = before.failures + 1
    pause = min(timedelta(seconds=every_seconds(campaign, source) * 2 ** min(failures - 1, 10)), LONGEST_PAUSE)
    asked = error.wait_seconds if isinstance(error, SourceUnavailable) else None
    if isinstance(error, SettingsError):
        pause = timedelta(seconds=every_seconds(campaign, source))
    return replace(
        before,
        tried_at=at,
        error=error.message,
        failing_since=before.failing_since or at,
        failures=failures,
        next_try_at=at + max(pause, timedelta(seconds=min(asked or 0.0, 86_400.0))),
    )


class _Progress:
    """Tells where a sync has got to: whoever listens, and every few seconds the store, for the other processes."""

    def __init__(self, store: Store, opened: OpenCampaign, source: LiveSource, around: Surroundings, at: datetime) -> None:
        self._store, self._opened, self._source, self._around = store, opened, source, around
        self._running = Running(source.name, at, at, 0, None)
        self._keep()

    def __call__(self, done: int, total: int | None) -> None:
        now = self._around.now()
        self._around.said(self._source, done, total)
        is_due = now - self._running.seen_at >= _SAID_EVERY
        if is_due:
            self._running = replace(self._running, seen_at=now, done=done, total=total)
            self._keep()

    def _keep(self) -> None:
        keep_running(self._store, self._opened.id, self._running)

    def close(self) -> None:
        """The sync is over, well or not."""
        with suppress(StoreError):
            forget_running(self._store, self._opened.id, self._source.name)


def refusal_sentence(refusal: Refusal) -> Message:
    """Where a refused row stands, and why it was refused; it stays in the store and in a scheduler's log, hence quotes no cell.

    A word that only a person can tell the meaning of, such as a status, is quoted: without it nobody could answer.
    """
    return say(N_("Refused: %(file)s, row %(row)s, column %(column)s. %(reason)s"), file=refusal.file, row=str(refusal.row),
               column=refusal.column or "—", reason=_unquoted(refusal.reason))  # fmt: skip


def _unquoted(reason: Message) -> Message:
    if "value" not in reason.params or is_unknown_word(reason):
        return reason
    return replace(reason, params={**reason.params, "value": "…"})
