"""What the environment decides: where the store is, where the shipped data is, who is at the keyboard."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from lib.campaign.errors import SettingsError
from lib.campaign.message import N_

ROOT = Path(__file__).resolve().parents[2]
"""The project's top folder, where `data/` is."""
SHIPPED = ROOT / "data"


def database_url() -> str:
    """`DATABASE_URL`, or the SQLite file of this machine."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{SHIPPED / 'local' / 'campaign.db'}"


def backup_folder_asked() -> Path | None:
    """`BACKUP_DIR`, where back-ups are kept; None where it is not said."""
    said = os.environ.get("BACKUP_DIR")
    return Path(said) if said else None


def backups_kept() -> tuple[int, int, int]:
    """`BACKUP_KEEP`: of how many days, weeks and months the last back-up is kept; 7, 4 and 12 unless said otherwise.

    Raises SettingsError when it is not three whole numbers, the first of them at least 1.
    """
    said = os.environ.get("BACKUP_KEEP") or "7,4,12"
    numbers = [int(each) for each in said.split(",") if each.strip().isdecimal() and len(each.strip()) < 4]
    if len(numbers) != 3 or said.count(",") != 2 or numbers[0] < 1:
        raise SettingsError(N_("BACKUP_KEEP is “%(said)s”. Write three whole numbers, days, weeks and months, such as 7,4,12."),
                            said=said[:40])  # fmt: skip
    return numbers[0], numbers[1], numbers[2]


def may_upgrade_unsaved() -> bool:
    """`BACKUP_BEFORE_UPGRADE=no`: whoever says so has a back-up of their own before a new version alters the schema."""
    return os.environ.get("BACKUP_BEFORE_UPGRADE", "").strip().casefold() == "no"


def person_at_the_keyboard() -> str:
    """The name that the journal notes for the command line and for a dashboard without sign-in."""
    try:
        return os.environ.get("DASHBOARD_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "?"
