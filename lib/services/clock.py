"""The one door to the clock; everywhere else the instant is an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The instant that it is, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the door
