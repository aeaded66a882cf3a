"""Copies of a PostgreSQL database, by the server's own tools, of our tables alone."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from lib.campaign.errors import StoreDamaged, StoreUnreachable, UseError
from lib.campaign.message import N_
from lib.store.engine import Store
from lib.store.opening import LATEST, VERSION_TABLE, schema_version
from lib.store.safekeeping.integrity import Discrepancy, verification
from lib.store.schema import metadata

_LONGEST_SECONDS = 1_800
_MAGIC = b"PGDMP"
"""How a file of pg_dump's custom format begins."""
_NO_TOOL = N_("PostgreSQL is backed up and restored by its own programs, and “%(tool)s” is not on this machine. Install the "
              "package postgresql-client, of the server’s version or a later one.")  # fmt: skip
_FAILED = N_("“%(tool)s” could not do its work on %(address)s; it says: %(reason)s")
NOT_A_DUMP = N_("“%(file)s” is not a back-up of a PostgreSQL database. Choose one of the list: "
                "python -m lib backup --list")  # fmt: skip


def dump(store: Store, path: Path) -> tuple[Discrepancy, ...]:
    """Writes `path` by pg_dump, and says what does not agree in the very snapshot that it copied."""
    with store.reading() as connection:
        snapshot = str(connection.scalar(sa.select(sa.func.pg_export_snapshot())))
        schema = str(connection.scalar(sa.select(sa.func.current_schema())))
        tables = [f'--table="{schema}"."{name}"' for name in our_tables()]
        run(store, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}", *tables)
        is_present = schema_version(connection, store.address) == LATEST
        found = verification(store, thorough=True) if is_present else ()
    contents_of(path)
    return found


def our_tables() -> tuple[str, ...]:
    """Every table of ours, the version's included: others may live in the same database."""
    return (*sorted(metadata.tables), VERSION_TABLE)


def contents_of(path: Path) -> str:
    """The table of contents of a dump, read through to its end; raises StoreDamaged when it is none, or is torn."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise StoreDamaged(NOT_A_DUMP, file=path.name)
    try:
        _told("pg_restore", [f"--file={os.devnull}", str(path)], {}, str(path))
        return _told("pg_restore", ["--list", str(path)], {}, str(path))
    except StoreUnreachable as error:
        raise StoreDamaged(error.message.text, **error.message.params) from error


def run(store: Store, tool: str, *arguments: str) -> None:
    """One of the server's tools on the store's database. The password goes by the environment: others see a command's words.

    Raises UseError where the tool is not installed, StoreUnreachable with its own last words.
    """
    settings = store.server_settings()
    password = settings.pop("password", "")
    secret = {"PGPASSWORD": password} if password else {}
    _told(tool, [f"--dbname={make_conninfo('', **settings)}", "--no-password", *arguments], secret, store.address)


def _told(tool: str, arguments: Sequence[str], secret: Mapping[str, str], address: str) -> str:
    program = shutil.which(tool)
    if program is None:
        raise UseError(_NO_TOOL, tool=tool)
    environment = {**os.environ, **secret, "LC_ALL": "C"}
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, errors="replace", check=False,  # noqa: S603
                              env=environment, timeout=_LONGEST_SECONDS)  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise StoreUnreachable(_FAILED, tool=tool, address=address, reason=f"> {_LONGEST_SECONDS} s") from error
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "?")
        raise StoreUnreachable(_FAILED, tool=tool, address=address, reason=reason[:200])
    return done.stdout
