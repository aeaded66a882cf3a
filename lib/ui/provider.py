"""The e-mail address that a provider of identities vouches for, read from the cookie that Streamlit signs after `st.login`.

Streamlit gives it to a script as `st.user`; our own routes and uploads need it too, and they run no script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME


def provider_email(cookies: Mapping[str, str]) -> str | None:
    """The address, once the provider says that it is verified; None for a cookie that is missing, forged or over."""
    decoded = get_cookie_with_chunks(lambda name: _decoded(cookies, name), USER_COOKIE_NAME)
    try:
        said = json.loads(decoded or b"{}")
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    email = said.get("email") if isinstance(said, dict) and said.get("email_verified", True) is True else None
    return email if isinstance(email, str) else None


def _decoded(cookies: Mapping[str, str], name: str) -> bytes | None:
    held = cookies.get(name)
    return None if held is None else decode_signed_value(get_cookie_secret(), name, held.encode("latin-1", "replace"))
