"""A whole copy of a SQLite database, taken while it is in use."""

from __future__ import annotations

import os
from pathlib import Path

from lib.campaign.errors import StoreUnreachable, UseError
from lib.campaign.message import N_
from lib.store import failures
from lib.store.engine import Store


def back_up(store: Store, path: Path) -> None:
    """Copies the database to `path` as it is at one instant; an earlier copy there is replaced only by a whole new one.

    Raises UseError for PostgreSQL, whose own tool does this, and StoreUnreachable when the copy cannot be written.
    """
    if store.dialect != "sqlite":
        raise UseError(N_("A PostgreSQL database is backed up with pg_dump, not from here."))
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with store.outside() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(unfinished),))
        os.replace(unfinished, path)
    except OSError as error:
        raise StoreUnreachable(failures.NOT_OPENED, address=str(path)) from error
