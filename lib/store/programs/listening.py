"""Being told by the server that something was written, by whichever program: a thread that waits, one for each open store."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from lib.store.engine import Store
from lib.store.outcomes import CHANNEL

_LOG = logging.getLogger("dashboard")
_PAUSE_SECONDS, _WAKES_SECONDS = 2.0, 10.0


@dataclass(slots=True)
class Listener:
    """`heard` rises when something was written, or may have been while the line was cut; `is_told`: the line is there."""

    store: Store
    heard: int = 0
    is_told: bool = False
    _over: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Listen from now on, for as long as the program lives or until `stop`."""
        threading.Thread(target=self._listen, name="listening", daemon=True).start()

    def stop(self) -> None:
        """Listen no more; takes some seconds."""
        self._over.set()

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                with psycopg.connect(**self.store.server_settings(), autocommit=True) as line:  # type: ignore[arg-type]
                    self._hear(line)
            except psycopg.Error as error:
                if self.is_told:
                    _LOG.warning("the line that tells of changes was cut, pages ask instead: %s", type(error).__name__)
            self.is_told = False
            self.heard += 1
            time.sleep(_PAUSE_SECONDS)

    def _hear(self, line: psycopg.Connection) -> None:
        line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        self.heard += 1
        self.is_told = True
        while not self._over.is_set():
            for _notice in line.notifies(timeout=_WAKES_SECONDS, stop_after=1):
                self.heard += 1
            line.execute("SELECT 1")  # a server that is gone does not say so by itself
