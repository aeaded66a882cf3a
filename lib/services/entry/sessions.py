"""Who is signed in by a passphrase: sessions that end, kept in this process, and on a server's database for the others too.

Beside a file, a restart signs everybody out. What a browser holds is 32 random bytes; what is kept is their digest, so that
a copy of this process's memory is no key. Signing out, or a new passphrase for the role, ends a session at the next click.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock
from typing import Protocol

from lib.campaign.errors import StoreError
from lib.services.entry.access import Access, Visitor

COOKIE = "campaign_session"
LONGEST_SECONDS = 12 * 3600.0
LONGEST_IDLE_SECONDS = 2 * 3600.0
_MOST = 2048
_LOOKED_UP_SECONDS, _NOTED_SECONDS = 1.0, 60.0
"""How often a session kept elsewhere is looked up again, and how often it is noted there that somebody is there."""
_MOST_ENDED = 4096


@dataclass(slots=True)
class _Session:
    visitor: Visitor
    passphrase: str
    began_at: float
    seen_at: float
    looked_up_at: float = 0.0
    noted_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A session as it is kept elsewhere; `age_seconds` since it began."""

    visitor: Visitor
    passphrase: str
    age_seconds: float


class Elsewhere(Protocol):
    """Where sessions are kept for several programs; an idle one is not found any more. Each call may raise StoreError."""

    def keep(self, secret: str, visitor: Visitor, passphrase: str) -> None:
        """One that begins now."""

    def find(self, secret: str) -> Found | None:
        """The one of this secret."""

    def seen(self, secret: str) -> None:
        """Somebody is there."""

    def end(self, secret: str) -> None:
        """It is over, for every program."""


@dataclass(slots=True)
class Sessions:
    """The open sessions; `at` is the moment of the call in seconds of a monotonic clock, which nobody sets back."""

    _open: OrderedDict[str, _Session] = field(default_factory=OrderedDict)
    _guard: Lock = field(default_factory=Lock)
    elsewhere: Elsewhere | None = None

    def begin(self, visitor: Visitor, access: Access, *, at: float) -> str:
        """The secret that the browser is to keep in a cookie."""
        secret = token_urlsafe(32)
        with self._guard:
            self._open[_digest(secret)] = _Session(visitor, _passphrase(visitor, access) or "", at, at)
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        if self.elsewhere is not None:
            self.elsewhere.keep(secret, visitor, _passphrase(visitor, access) or "")
        return secret

    def visitor(self, secret: str | None, access: Access, *, at: float, is_click: bool = True) -> Visitor | None:
        """Whose session it is; None once it has ended, or when the role's passphrase is no longer the same.

        `is_click`: whether a person asks, which alone is using a session; a page that looks again by itself is not.
        """
        digest = _digest(secret or "")
        if self.elsewhere is not None and secret:
            self._look_up(self.elsewhere, secret, at, is_click=is_click)
        with self._guard:
            session = self._open.get(digest)
            if session is None:
                return None
            if _is_over(session, at) or _passphrase(session.visitor, access) != session.passphrase:
                del self._open[digest]
                return None
            if is_click:
                session.seen_at = at
            return session.visitor

    def end(self, secret: str | None) -> None:
        """Sign out; nothing happens for a session that is not open."""
        with self._guard:
            self._open.pop(_digest(secret or ""), None)
        if self.elsewhere is not None and secret:
            self.elsewhere.end(secret)

    def _look_up(self, elsewhere: Elsewhere, secret: str, at: float, *, is_click: bool) -> None:
        """Take over what is kept elsewhere: begun, used or ended by way of another program. Where that does not answer,
        what was seen last stands; raises StoreError where nothing was."""
        digest = _digest(secret)
        known = self._open.get(digest)
        if known is not None and at - known.looked_up_at < _LOOKED_UP_SECONDS:
            return
        try:
            found = elsewhere.find(secret)
            if found is not None and is_click and (known is None or at - known.noted_at > _NOTED_SECONDS):
                elsewhere.seen(secret)
        except StoreError:
            if known is None:
                raise
            return
        noted_at = at if is_click or known is None else known.noted_at
        with self._guard:
            self._open.pop(digest, None)
            if found is not None:
                self._open[digest] = _Session(found.visitor, found.passphrase, at - found.age_seconds, at, at, noted_at)


def _passphrase(visitor: Visitor, access: Access) -> str | None:
    """What the file now holds of the passphrase that opened the session: that of every campaign, or of one alone."""
    own = visitor.roles.of_campaigns if visitor.roles is not None else ()
    held = access.passphrases_of(own[0][0]) if own else access.passphrases
    return held.get(visitor.role)


def _is_over(session: _Session, at: float) -> bool:
    return at - session.began_at > LONGEST_SECONDS or at - session.seen_at > LONGEST_IDLE_SECONDS


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


@dataclass(slots=True)
class EndedCookies:
    """Cookies of a provider's sign-in whose owner has signed out: Streamlit would take a copy of one for thirty days.

    Kept in this process alone, the latest 4 096; such a cookie is refused by its age soon after in any case.
    """

    _digests: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _guard: Lock = field(default_factory=Lock)

    def add(self, cookie: str | None) -> None:
        """Never take it again."""
        with self._guard:
            if cookie:
                self._digests[_digest(cookie)] = None
            while len(self._digests) > _MOST_ENDED:
                self._digests.popitem(last=False)

    def holds(self, cookie: str | None) -> bool:
        """Whether its owner has signed out."""
        with self._guard:
            return bool(cookie) and _digest(cookie or "") in self._digests


SESSIONS = Sessions()
"""Those of this process."""
ENDED_COOKIES = EndedCookies()
"""Those of this process."""
