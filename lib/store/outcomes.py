"""Whether a change was written, when the database went away while it was being told so; for servers alone.

Each change leaves, in its own transaction, a word of its own in a row of its writer. A connection lost at that moment leaves
its writer not knowing: the row, asked of whichever server is there next, does. A transaction's number would not do: a
replica that takes over may give it to another one.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Connection, Engine

from lib.store.connections import MODE, WRITES
from lib.store.opening import LOCK
from lib.store.programs.passing_table import made

CHANNEL = "store_written"
"""Where `NOTIFY` says that something was written; whoever listens looks at the revisions."""
_KIND, _KEPT_SECONDS = "written", 24 * 3600
_PAUSE_SECONDS = 0.5
_LEFT = sa.text(
    "INSERT INTO passing (kind, key, value, until) "
    "SELECT :kind, :key, :word, extract(epoch from clock_timestamp())::bigint + :seconds "
    "WHERE pg_current_xact_id_if_assigned() IS NOT NULL "
    "ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, until = excluded.until RETURNING pg_notify(:channel, '')"
)
_ASKED = sa.text(
    "INSERT INTO passing (kind, key, value, until) "
    "VALUES (:kind, :key, '', extract(epoch from clock_timestamp())::bigint + :seconds) "
    "ON CONFLICT (kind, key) DO UPDATE SET until = excluded.until RETURNING value"
)
"""Waits for a transaction of that writer that is still under way: it holds the row, or is about to make it."""


@dataclass(slots=True)
class Outcomes:
    """The words that the writers of one open store leave."""

    _store: str = field(default_factory=lambda: uuid4().hex)

    def prepare(self, engine: Engine) -> None:
        """Make the table where words are left, if it is not there, and take old ones out."""
        with engine.connect() as connection, connection.begin():
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            made(connection)
            connection.execute(sa.text("DELETE FROM passing WHERE until < extract(epoch from clock_timestamp())"))

    def leave(self, connection: Connection) -> str:
        """Leave a word in this transaction, and tell those who listen, if anything was written; the word."""
        word = uuid4().hex
        connection.execute(_LEFT, {**self._row(), "word": word, "channel": CHANNEL})
        return word

    def is_written(self, engine: Engine, word: str, *, patience_seconds: float) -> bool | None:
        """Whether the change that left `word` is there; None when no server says so within the patience."""
        until = time.monotonic() + patience_seconds
        while True:
            try:
                with engine.connect() as connection:
                    connection.execution_options(**{MODE: WRITES})
                    with connection.begin():
                        return bool(connection.scalar(_ASKED, self._row()) == word)
            except exc.DBAPIError:
                if time.monotonic() > until:
                    return None
            time.sleep(_PAUSE_SECONDS)

    def _row(self) -> dict[str, str | int]:
        """A writer is a thread: it writes one change at a time."""
        key = f"{self._store}-{os.getpid()}-{threading.get_ident()}"
        return {"kind": _KIND, "key": key, "seconds": _KEPT_SECONDS}
