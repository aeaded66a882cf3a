"""The key of people's names and e-mails, as the environment gives it: by itself, or in a file that its owner alone may read."""

from __future__ import annotations

import os
from pathlib import Path

from lib.campaign.errors import SettingsError
from lib.campaign.message import N_
from lib.store.people.keys import Keyring, keyring

_NOT_READ = N_("The key of people’s names and e-mails cannot be read from “%(file)s”, which %(name)s names. Check that the file "
               "is there and that this program may read it.")  # fmt: skip
_OPEN_TO_OTHERS = N_("The file “%(file)s” holds the key of people’s names and e-mails, and others may read it. "
                     "Type: chmod 600 “%(file)s”")  # fmt: skip


def personal_keys() -> Keyring:
    """`PERSONAL_KEY` or `PERSONAL_KEY_FILE`, and `PERSONAL_KEY_OLD` or `PERSONAL_KEY_OLD_FILE` while values pass to a new key.

    Raises SettingsError for what is not a key, a file that cannot be read, and one that others than its owner may read.
    """
    return keyring(_said("PERSONAL_KEY"), _said("PERSONAL_KEY_OLD"))


def _said(name: str) -> str | None:
    text = os.environ.get(name, "").strip()
    file = os.environ.get(f"{name}_FILE", "").strip()
    return text or (_in_file(f"{name}_FILE", Path(file)) if file else None)


def _in_file(name: str, path: Path) -> str:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise SettingsError(_OPEN_TO_OTHERS, file=str(path))
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(_NOT_READ, file=str(path), name=name) from error
