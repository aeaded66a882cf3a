"""Where a request comes from: the address that a connection has, and what a proxy on this very machine says of it.

uvicorn puts the address that a header tells in the place of the connection's own, so that nobody could say any more whether
a proxy sent the request, and whoever sits at the machine could pass for a proxy elsewhere. `keep_peers` has it leave them.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

import uvicorn.config
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

_FORWARDED_FOR = "x-forwarded-for"


def keep_peers() -> None:
    """Before the server begins to serve: Streamlit starts it without the setting that would say so."""
    uvicorn.config.ProxyHeadersMiddleware = _as_they_came  # type: ignore[assignment,attr-defined]


def _as_they_came(app: ASGIApp, trusted_hosts: list[str] | str) -> ASGIApp:
    return app


def peer(asked: HTTPConnection) -> str:
    """The address at the other end of the connection; "" where there is none."""
    return asked.client.host if asked.client else ""


def asker(asked: HTTPConnection, proxy: str = "") -> str:
    """The address of who asks, to count tries by; `proxy`: the address of a proxy that is believed.

    A proxy on this machine is believed too: only what it added itself, the last address, counts. On the machine itself
    somebody could send that header and pass for many; nobody elsewhere can.
    """
    near = peer(asked)
    told = asked.headers.get(_FORWARDED_FOR, "").rpartition(",")[2].strip()
    return told if told and (near == proxy or is_loopback(near)) else near


def is_loopback(address: str) -> bool:
    """Whether this is an address of this very machine, IPv4 written as IPv6 included."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return (mapped or parsed).is_loopback
