"""Texts that leave the dashboard: an e-mail address that somebody typed into one is left out."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\S*[^\s@]@[^\s@]\S*")


def without_addresses(text: str) -> str:
    """The text with “…” where an e-mail address stood."""
    return _ADDRESS.sub("…", text)
