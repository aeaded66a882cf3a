"""The e-mail address that a provider of identities vouches for, read from the cookie that Streamlit signs after `st.login`.

Streamlit gives it to a script as `st.user`; our own routes and uploads need it too, and they run no script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from lib.services.clock import now
from lib.services.entry.sessions import LONGEST_SECONDS

_AHEAD = timedelta(minutes=5)
"""A provider's clock may be ahead of this machine's by so much."""


def provider_email(cookies: Mapping[str, str]) -> str | None:
    """The address, which the provider must not say to be unverified; None for a cookie that is missing, forged or over.

    Twelve hours after the provider vouched, it is over, as any session is; Streamlit would take it for thirty days.
    """
    decoded = get_cookie_with_chunks(lambda name: _decoded(cookies, name), USER_COOKIE_NAME)
    try:
        said = json.loads(decoded or b"{}")
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    if not isinstance(said, dict) or said.get("email_verified", True) is not True or not _is_recent(said):
        return None
    email = said.get("email")
    return email if isinstance(email, str) else None


def _is_recent(said: dict[str, Any]) -> bool:
    """By the instant at which the provider made its token; one that tells none is not believed."""
    made_at = said.get("iat")
    if isinstance(made_at, bool) or not isinstance(made_at, int | float):
        return False
    age_seconds = now().timestamp() - made_at
    return -_AHEAD.total_seconds() <= age_seconds <= LONGEST_SECONDS


def _decoded(cookies: Mapping[str, str], name: str) -> bytes | None:
    held = cookies.get(name)
    return None if held is None else decode_signed_value(get_cookie_secret(), name, held.encode("latin-1", "replace"))
