"""The store of this process, opened once by address."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from lib.services.environment import database_url
from lib.store.engine import Store, open_store

_OPENING = Lock()


def current_store() -> Store:
    """The store that the environment names; raises StoreError in words when it cannot be opened."""
    with _OPENING:
        return _opened(database_url())


@lru_cache(maxsize=8)
def _opened(url: str) -> Store:
    return open_store(url)
