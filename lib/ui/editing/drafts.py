"""A viewer's drafts, in the session and beside it: a session dies with its program, what was typed does not."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

import streamlit as st

from lib.campaign.errors import StoreError
from lib.services.edits.drafts import draft, forget_draft, keep_draft
from lib.services.entry.access import WayIn, access
from lib.services.entry.sessions import COOKIE
from lib.services.entry.shared_sessions import are_shared
from lib.services.entry.visitors import PROVIDER_COOKIE
from lib.ui import state
from lib.ui.context import Context

_NOTED = "draft-noted"
_SIGNED_IN = {WayIn.PASSPHRASE: COOKIE, WayIn.PROVIDER: PROVIDER_COOKIE}


def kept_draft(page: Context, name: str) -> Mapping[str, Any] | None:
    """What this viewer had typed under a name, in this session or in one that is gone; None without anything."""
    with suppress(StoreError):
        return draft(page.store, _secret(), _own(page, name))
    return None


def note_draft(page: Context, name: str, value: Mapping[str, Any]) -> None:
    """Keep what was typed; what is kept already costs nothing. Where the database is away the page goes on without."""
    known, digest = f"{_NOTED}-{name}", sha256(repr(value).encode()).hexdigest()
    if state.kept(known, str) == digest:
        return
    with suppress(StoreError):
        keep_draft(page.store, _secret(), _own(page, name), value)
        state.keep(known, digest)


def drop_draft(page: Context, name: str, *, is_noted: bool = False) -> None:
    """It was saved or dropped. `is_noted`: only where this session noted something."""
    if is_noted and state.kept(f"{_NOTED}-{name}", str) is None:
        return
    state.forget(f"{_NOTED}-{name}")
    with suppress(StoreError):
        forget_draft(page.store, _secret(), _own(page, name))


def _own(page: Context, name: str) -> str:
    return f"{page.opened.id} {name}"


def _secret() -> str:
    """The secret of the browser's sign-in; "" where there is none, and beside a file, whose one program holds the sessions."""
    cookie = _SIGNED_IN.get(access().way_in) if are_shared() else None
    return st.context.cookies.get(cookie, "") if cookie else ""
