"""Sign-in sessions and tries where several programs serve one database: kept there, so that each of them knows them.

What rests there of a session is a digest of the browser's secret, and under it what only that secret opens; of tries, what
only the file of access opens. A program looks a session up once a second at most, and where the database does not answer it
believes what it saw last: nothing else can be read meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from lib.services.edits.envelopes import label, opened, sealed
from lib.services.entry.access import Access, Visitor
from lib.services.entry.roles import Role, Roles
from lib.services.entry.sessions import LONGEST_IDLE_SECONDS, LONGEST_SECONDS, SESSIONS, Elsewhere, Found
from lib.services.entry.tries import Tries
from lib.services.environment import database_url
from lib.services.stores import current_store
from lib.store.engine import sqlite_path
from lib.store.programs import passing

_SESSION, _TRIES = "session", "tries"
_TRIES_KEPT_SECONDS = 3600.0


def are_shared() -> bool:
    """Whether the database is a server's, so that several programs may serve it."""
    return sqlite_path(database_url()) is None


def share_sessions() -> None:
    """From now on this program's sessions are those of all; called once, when it starts."""
    SESSIONS.elsewhere = InDatabase() if are_shared() else None


class InDatabase(Elsewhere):
    """The sessions of every program, by the database's clock. Each call may raise StoreError."""

    def keep(self, secret: str, visitor: Visitor, passphrase: str) -> None:
        """A session that begins now."""
        began_at = passing.clock_seconds(current_store())
        self._put(secret, {"visitor": asdict(visitor), "passphrase": passphrase, "began_at": began_at}, LONGEST_IDLE_SECONDS)

    def find(self, secret: str) -> Found | None:
        """The session of a browser's secret; None once it has ended."""
        held = self._held(secret)
        if held is None:
            return None
        return Found(_visitor(held["visitor"]), held["passphrase"], passing.clock_seconds(current_store()) - held["began_at"])

    def seen(self, secret: str) -> None:
        """Somebody is there: the idle time begins anew, the longest does not."""
        held = self._held(secret)
        if held is not None:
            left = held["began_at"] + LONGEST_SECONDS - passing.clock_seconds(current_store())
            self._put(secret, held, min(left, LONGEST_IDLE_SECONDS))

    def end(self, secret: str) -> None:
        """Sign out, for every program."""
        passing.drop(current_store(), _SESSION, label(secret, _SESSION))

    def _held(self, secret: str) -> dict[str, Any] | None:
        text = passing.found(current_store(), _SESSION, label(secret, _SESSION))
        said = opened(secret, _SESSION, text) if text else None
        found: dict[str, Any] | None = json.loads(said) if said else None
        return found

    def _put(self, secret: str, held: Mapping[str, Any], seconds: float) -> None:
        text = sealed(secret, _SESSION, json.dumps(held))
        passing.put(current_store(), _SESSION, label(secret, _SESSION), text, seconds=seconds)


def _visitor(said: Mapping[str, Any]) -> Visitor:
    roles = said["roles"]
    if roles is not None:
        everywhere = Role(roles["everywhere"]) if roles["everywhere"] else None
        roles = Roles(everywhere, tuple((campaign, Role(role)) for campaign, role in roles["of_campaigns"]))
    return Visitor(Role(said["role"]), said["name"], roles)


def seconds_to_wait(
    tries: Tries, address: str, found: Access, *, at: float, browser: str = "", each_takes_seconds: float = 0.0
) -> float:
    """As `Tries.seconds_to_wait`, counted for all programs together where the database is a server's."""
    if not are_shared():
        return tries.seconds_to_wait(address, at=at, browser=browser, each_takes_seconds=each_takes_seconds)
    waits = [0.0]

    def tried(counted: Tries, moment: float) -> None:
        waits[0] = counted.seconds_to_wait(address, at=moment, browser=browser, each_takes_seconds=each_takes_seconds)

    _change_tries(found, tried)
    tries.refused += waits[0] > 0
    return waits[0]


def forgive(tries: Tries, address: str, found: Access) -> None:
    """After the right passphrase: the address starts anew."""
    tries.forgive(address)
    if are_shared():
        _change_tries(found, lambda counted, _moment: counted.forgive(address))


def _change_tries(found: Access, change: Callable[[Tries, float], object]) -> None:
    """Count under a lock that all programs share; addresses are persons' and rest sealed."""
    store, key = current_store(), found.calendar_key
    moment = passing.clock_seconds(store)

    def changed(held: tuple[str | None, ...]) -> tuple[str, ...]:
        said = opened(key, _TRIES, held[0]) if held[0] else None
        counted = Tries.of_json(json.loads(said)) if said else Tries()
        change(counted, moment)
        return (sealed(key, _TRIES, json.dumps(counted.as_json())),)

    passing.changed(store, _TRIES, ("all",), changed, seconds=_TRIES_KEPT_SECONDS)
