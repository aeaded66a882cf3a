"""The addresses of our plain routes as this browser sees the server, to be typed or scanned elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib.services.entry.access import LOCAL_HOSTS
from lib.ui.context import Context

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - compared with, not listened on


def route_address(page: Context, route: str, *names: str) -> str:
    """The whole address of a route, with those of the page's parameters that it is named to keep."""
    seen = urlsplit(st.context.url or "")
    params = {name: page.params[name] for name in names if page.params.get(name)}
    base = f"{seen.scheme}://{seen.netloc}" if seen.netloc else ""
    return f"{base}{route}" + (f"?{urlencode(params)}" if params else "")


def is_out_of_reach() -> bool:
    """Whether the address is this machine's own, so that no other can open it."""
    host = urlsplit(st.context.url or "").hostname or "localhost"
    return host in LOCAL_HOSTS or host == _EVERYWHERE
