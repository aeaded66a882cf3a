"""Whether anything was written since: told by a server to each of its programs; elsewhere a page has to ask."""

from __future__ import annotations

from threading import Lock

from lib.store.engine import Store
from lib.store.programs.listening import Listener

_LISTENERS: dict[int, Listener] = {}
_GUARD = Lock()


def heard(store: Store) -> int | None:
    """A number that rises with each change, by whichever program; None where nobody tells: a file, a line that is cut."""
    if store.dialect != "postgresql":
        return None
    listener = _LISTENERS.get(id(store))
    if listener is None or listener.store is not store:
        listener = _new(store)
    return listener.heard if listener.is_told else None


def _new(store: Store) -> Listener:
    with _GUARD:
        known = _LISTENERS.get(id(store))
        if known is not None and known.store is store:
            return known
        for other in _LISTENERS.values():
            other.stop()
        _LISTENERS.clear()
        listener = _LISTENERS[id(store)] = Listener(store)
        listener.start()
        return listener
