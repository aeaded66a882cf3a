"""Taking an address of the web apart, whatever was typed or another server said."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NOTHING = urlsplit("")


def split(address: str) -> SplitResult:
    """The parts of an address, all empty for what cannot be one (`http://[`): where it is asked, that is said in words."""
    try:
        parts = urlsplit(address.strip())
        _ = parts.hostname
    except ValueError:
        return _NOTHING
    return parts
