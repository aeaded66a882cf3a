"""Browsers that signed in before: they carry a name that only the dashboard can give, so that no guesser keeps them out.

It opens nothing. It is signed by what the file of access keeps of the passphrases: with new ones, nobody is known any more.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from lib.services.entry.access import Access

BROWSER_COOKIE = "campaign_browser"
LASTS_SECONDS = 180 * 24 * 3600


def new_browser(access: Access) -> str:
    """What a browser keeps from now on."""
    name = token_urlsafe(12)
    return f"{name}.{_signature(name, access)}"


def known_browser(cookie: str | None, access: Access) -> str:
    """The name of a browser that signed in before; "" for any other."""
    name, _, signature = (cookie or "").partition(".")
    return name if name and hmac.compare_digest(signature.encode(), _signature(name, access).encode()) else ""


def _signature(name: str, access: Access) -> str:
    own = [held for each in access.campaigns.values() for held in each.passphrases.values()]
    key = "".join([*access.passphrases.values(), *own])
    return hmac.new(key.encode(), f"browser {name}".encode(), sha256).hexdigest()
