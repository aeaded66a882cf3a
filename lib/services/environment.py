"""What the environment decides: where the store is, where the shipped data is, who is at the keyboard."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The project's top folder, where `data/` is."""
SHIPPED = ROOT / "data"


def database_url() -> str:
    """`DATABASE_URL`, or the SQLite file of this machine."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{SHIPPED / 'local' / 'campaign.db'}"


def person_at_the_keyboard() -> str:
    """The name that the journal notes for the command line and for a dashboard without sign-in."""
    try:
        return os.environ.get("DASHBOARD_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "?"
