"""What was dropped: a campaign folder, whole or in part, or a table of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lib.campaign.errors import SourceError
from lib.campaign.tables import TABLES_BY_NAME
from lib.services.edits.team_words import WORDS_FILE
from lib.sources.layouts.layouts import named_layout
from lib.sources.tables.archive import only_table

_FOLDER_FILES = frozenset({"campaign.toml", WORDS_FILE, *(f"{name}.csv" for name in TABLES_BY_NAME)})


def is_folder(files: Mapping[str, bytes]) -> bool:
    """Whether files dropped together are (a part of) a campaign folder: told by their names, or a zip of one.

    A zip that holds one table of another name, as platforms pack their reports, is that table.
    """
    names = [Path(name).name.lower() for name in files]
    return any(name in _FOLDER_FILES for name in names) or any(is_zipped_folder(name, data) for name, data in files.items())


def is_zipped_folder(name: str, data: bytes) -> bool:
    """Whether a file is the zip of a campaign folder, and not of one table; a damaged zip is said where it is read."""
    if not name.lower().endswith(".zip"):
        return False
    try:
        packed = only_table(name, data)
    except SourceError:
        return True
    return packed is None or named_layout(packed[0]) is not None
