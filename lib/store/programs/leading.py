"""Which of several programs on one server does what one alone should do: whoever holds its lock, until it ends or is cut off."""

from __future__ import annotations

from threading import Lock

import psycopg

from lib.store.engine import Store
from lib.store.opening import LOCK

_SCHEDULER = LOCK + 2
NAME = "dashboard-leads"
"""How the connection that holds the lock is called in `pg_stat_activity`."""
_LINES: dict[str, psycopg.Connection] = {}
_GUARD = Lock()


def leads(store: Store) -> bool:
    """Whether this program is the one, now. A file has one program, which does; on a server the lock goes with its connection.

    A program that dies lets go at once, and the next that asks has it.
    """
    if store.dialect != "postgresql":
        return True
    with _GUARD:
        line = _LINES.pop(store.address, None)
        try:
            if line is None:
                line = psycopg.connect(**{**store.server_settings(), "application_name": NAME}, autocommit=True)  # type: ignore[arg-type]
            if _holds(line):
                _LINES[store.address] = line
                return True
            line.close()
        except psycopg.Error:
            if line is not None:
                line.close()
        return False


def let_go(store: Store) -> None:
    """Leave it to another one."""
    with _GUARD:
        line = _LINES.pop(store.address, None)
        if line is not None:
            line.close()


def _holds(line: psycopg.Connection) -> bool:
    """Whether this connection has the lock, or gets it now; asked on the server, which may not be the one of before."""
    mine = line.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid() AND objid = %s "
        "AND classid = 0 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())", (_SCHEDULER,)
    ).fetchone()  # fmt: skip
    if mine is not None and mine[0]:
        return True
    got = line.execute("SELECT pg_try_advisory_lock(%s)", (_SCHEDULER,)).fetchone()
    return bool(got and got[0])
