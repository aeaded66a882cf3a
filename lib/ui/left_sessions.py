"""Sessions whose browser has gone: kept for whoever comes back, then closed with all that they hold.

Streamlit forgets a session two minutes after its line was cut, or when another takes its place, without closing it: what was
dropped on its page stays in the server's memory for good. Here each is closed at its time, by a timer of its own.
"""

from __future__ import annotations

import asyncio

from streamlit import runtime
from streamlit.runtime import memory_session_storage
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

KEPT_AT_MOST = 128


class LeftSessions(SessionStorage):
    """Called in the server's loop, where the timers run too. `ttl_seconds` is Streamlit's `server.disconnectedSessionTTL`."""

    def __init__(self, maxsize: int = KEPT_AT_MOST, ttl_seconds: float = 120) -> None:
        self._most, self._seconds = maxsize, ttl_seconds
        self._left: dict[str, tuple[SessionInfo, asyncio.TimerHandle]] = {}

    def get(self, session_id: str) -> SessionInfo | None:
        """One that was left; None once it is closed."""
        held = self._left.get(session_id)
        return held[0] if held else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep one that has just been left; where too many are kept, the first that was left is closed at once."""
        loop, session_id = asyncio.get_running_loop(), session_info.session.id
        self._left[session_id] = session_info, loop.call_later(self._seconds, _close, session_id)
        if len(self._left) > self._most:
            loop.call_soon(_close, next(iter(self._left)))  # not from here: Streamlit holds its lock

    def delete(self, session_id: str) -> None:
        """It was taken up again, or is being closed; raises KeyError for one that is not kept."""
        self._left.pop(session_id)[1].cancel()

    def list(self) -> list[SessionInfo]:
        """Those that were left and are not closed yet."""
        return [held[0] for held in self._left.values()]


def close_left_sessions() -> None:
    """From the next start of a server in this process on."""
    memory_session_storage.MemorySessionStorage = LeftSessions  # type: ignore[assignment,misc]


def _close(session_id: str) -> None:
    """Its uploads, its media and its state go with it."""
    runtime.get_instance().close_session(session_id)
