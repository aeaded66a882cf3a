"""Who is signed in by a passphrase: sessions that end, kept in this process alone.

A restart signs everybody out. What a browser holds is 32 random bytes; what is kept is their digest, so that a copy of
this process's memory is no key. Signing out, or a new passphrase for the role, ends a session at the next click.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

from lib.services.access import Access, Visitor

COOKIE = "campaign_session"
LONGEST_SECONDS = 12 * 3600.0
LONGEST_IDLE_SECONDS = 2 * 3600.0
_MOST = 2048


@dataclass(slots=True)
class _Session:
    visitor: Visitor
    passphrase: str
    began_at: float
    seen_at: float


@dataclass(slots=True)
class Sessions:
    """The open sessions; `at` is the moment of the call in seconds of a monotonic clock, which nobody sets back."""

    _open: OrderedDict[str, _Session] = field(default_factory=OrderedDict)
    _guard: Lock = field(default_factory=Lock)

    def begin(self, visitor: Visitor, access: Access, *, at: float) -> str:
        """The secret that the browser is to keep in a cookie."""
        secret = token_urlsafe(32)
        with self._guard:
            self._open[_digest(secret)] = _Session(visitor, access.passphrases[visitor.role], at, at)
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        return secret

    def visitor(self, secret: str | None, access: Access, *, at: float) -> Visitor | None:
        """Whose session it is; None once it has ended, or when the role's passphrase is no longer the same."""
        digest = _digest(secret or "")
        with self._guard:
            session = self._open.get(digest)
            if session is None:
                return None
            if _is_over(session, at) or access.passphrases.get(session.visitor.role) != session.passphrase:
                del self._open[digest]
                return None
            session.seen_at = at
            return session.visitor

    def end(self, secret: str | None) -> None:
        """Sign out; nothing happens for a session that is not open."""
        with self._guard:
            self._open.pop(_digest(secret or ""), None)


def _is_over(session: _Session, at: float) -> bool:
    return at - session.began_at > LONGEST_SECONDS or at - session.seen_at > LONGEST_IDLE_SECONDS


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


SESSIONS = Sessions()
"""Those of this process."""
