"""An open page is taken up again, after its connection broke, by the one who opened it and by nobody else.

Streamlit gives the page back, with all that was typed in it, to whoever says its number, where it knows no user. It compares
what a header tells of the user, so that the door writes into that header whom it knows, and takes out what anybody else sent.
"""

from __future__ import annotations

from hashlib import sha256

from starlette.types import Scope

from lib.services.entry.access import Visitor

HEADER = "x-dashboard-visitor"
_NAME = HEADER.encode()


def with_visitor(scope: Scope, known: Visitor | None, cookie: str) -> Scope:
    """The scope of a WebSocket with one header more: the same for the same sign-in with the same role, and no secret."""
    sent = [pair for pair in scope["headers"] if pair[0].lower() != _NAME]
    digest = sha256(f"{known!r} {cookie}".encode()).hexdigest()
    return {**scope, "headers": [*sent, (_NAME, digest.encode())]}
