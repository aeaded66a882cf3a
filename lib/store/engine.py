"""Opening the store, and its two kinds of transactions: one snapshot to read, one whole change to write."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import URL, Connection, Engine, Transaction

from lib.campaign.errors import SettingsError, StoreDamaged, StoreError, StoreUnreachable
from lib.campaign.message import N_
from lib.store import failures
from lib.store.connections import MODE, OUTSIDE, WAIT_SECONDS, WRITES, has_several_hosts, postgresql_engine, sqlite_engine
from lib.store.opening import FOREIGN, prepare
from lib.store.outcomes import Outcomes
from lib.store.people.keys import Keyring, carrying

_SQLITE_FILE = b"SQLite format 3\x00"
"""How every SQLite file begins."""
FAILOVER_SECONDS = 40
"""How long a change waits for a replica to take over: measured at 20 s with Patroni's usual settings."""
_PAUSE_SECONDS = 0.5


class Store:
    """An open database; threads may share it, processes may open the same address.

    `address` names it for people, without user or password. `read_only`: the disk refuses writing, reading works. `keys`:
    what encrypts people's names and e-mails; without the one that was used, everything else can be read.
    """

    def __init__(
        self, engine: Engine, address: str, *, read_only: bool = False, file: Path | None = None, keys: Keyring | None = None
    ) -> None:
        self.keys = keys or Keyring()
        self._engine, self._outcomes = engine.execution_options(**carrying(self.keys)), Outcomes()
        self._open = threading.local()
        self._file, self._identity = file, _identity(file)
        self.address = address
        self.read_only = read_only

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot: what is read inside agrees, whatever is written meanwhile.

        Within `reading` or `writing` of the same thread it is the same snapshot, so that several queries can share one.
        """
        current = self._current()
        if current is not None:
            yield current
            return
        with self.snapshot() as connection, self._holding(connection):
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A snapshot of its own, tied to no thread: for rows streamed from wherever the caller asks for the next."""
        with failures.in_words(self.address), self._connected() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One change, whole or absent; within another `writing` of the same thread it is a part of that one.

        Raises StoreUnreachable when the database cannot be written, or another write lasts too long.
        """
        current = self._current()
        if current is not None and current.get_execution_options().get(MODE) == WRITES:
            with current.begin_nested():
                yield current
            return
        if self.read_only:
            raise StoreUnreachable(failures.READ_ONLY, address=self.address)
        with failures.in_words(self.address), self._connected() as connection:
            connection.execution_options(**{MODE: WRITES})
            with connection.begin() as change, self._holding(connection):
                if not self.is_there():
                    raise StoreUnreachable(failures.REPLACED, address=self.address)
                yield connection
                self._commit(connection, change)

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection outside any transaction, for what SQLite does to its whole file."""
        with failures.in_words(self.address), self._engine.connect() as connection:
            yield connection.execution_options(**{MODE: OUTSIDE})

    def is_busy_here(self) -> bool:
        """Whether this thread reads or writes it at the moment."""
        return self._current() is not None

    def is_back(self) -> bool:
        """Whether a server that went away answers again: waited for as long as a replica takes to take over, if there is one."""
        if self.dialect != "postgresql":
            return False
        until = time.monotonic() + self._patience_seconds
        while True:
            try:
                with self._engine.connect():
                    return True
            except exc.DBAPIError:
                if time.monotonic() > until:
                    return False
            time.sleep(_PAUSE_SECONDS)

    @property
    def _patience_seconds(self) -> float:
        return FAILOVER_SECONDS if has_several_hosts(self._engine.url) else WAIT_SECONDS

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection, asked for a second time where the first is refused: a server may be starting again."""
        try:
            connection = self._engine.connect()
        except exc.OperationalError:
            if self.dialect != "postgresql":
                raise
            time.sleep(_PAUSE_SECONDS)
            connection = self._engine.connect()
        with connection:
            yield connection

    def _commit(self, connection: Connection, change: Transaction) -> None:
        """Raises StoreUnreachable where the server went away and the change is not written, or where nobody knows."""
        if self.dialect != "postgresql":
            change.commit()
            return
        word = self._outcomes.leave(connection)
        try:
            change.commit()
        except exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            is_written = self._outcomes.is_written(self._engine, word, patience_seconds=self._patience_seconds)
            if is_written is None:
                raise StoreUnreachable(failures.UNKNOWN) from error
            if not is_written:
                raise

    def prepare(self, before_upgrade: Callable[[Store, str], None] | None) -> None:
        """Brings the database to the present schema; raises StoreError as `open_store` says."""
        told = None if before_upgrade is None else partial(before_upgrade, self)
        try:
            with failures.in_words(self.address):
                prepare(self._engine, self.address, read_only=self.read_only, before_upgrade=told)
                if self.dialect == "postgresql":
                    self._outcomes.prepare(self._engine)
        except StoreError:
            self.close()
            raise

    def is_there(self) -> bool:
        """Whether the file that was opened still lies at its address: moved away, it would swallow what is written."""
        return _identity(self._file) == self._identity

    def server_settings(self) -> dict[str, str]:
        """How a server is reached, password included, in libpq's words: for its own tools, never for people."""
        said = self._engine.dialect.create_connect_args(self._engine.url)[1]
        return {name: str(value) for name, value in said.items() if isinstance(value, str | int)}

    def close(self) -> None:
        """Gives every connection back."""
        self._engine.dispose()

    def _current(self) -> Connection | None:
        held: list[Connection] = self._open.__dict__.get("held", [])
        return held[-1] if held else None

    @contextmanager
    def _holding(self, connection: Connection) -> Iterator[None]:
        held: list[Connection] = self._open.__dict__.setdefault("held", [])
        held.append(connection)
        try:
            yield
        finally:
            held.remove(connection)


BeforeUpgrade = Callable[[Store, str], None]
"""Told a store of an earlier schema, and that version, before anything of it is altered."""


def open_store(url: str, *, before_upgrade: BeforeUpgrade | None = None, keys: Keyring | None = None) -> Store:
    """The database at `url` (`sqlite:///path`, `postgresql://…` or `postgres://…`), made or brought up to date if need be.

    Raises SettingsError for an address that is not one, StoreDamaged for a file that is not ours, StoreTooNew,
    and StoreUnreachable; no sentence ever holds the password.
    """
    parsed = _parsed(url)
    if parsed.drivername == "sqlite":
        return _sqlite_store(Path(parsed.database or ""), before_upgrade, keys)
    store = Store(postgresql_engine(parsed), _server_address(parsed), keys=keys)
    store.prepare(before_upgrade)
    return store


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for a server's. Raises SettingsError as `open_store` does."""
    parsed = _parsed(url)
    return Path(parsed.database or "") if parsed.drivername == "sqlite" else None


def server_name(url: str) -> str:
    """The server and the database of an address, for people: no user, no password."""
    return _server_address(_parsed(url))


def _parsed(url: str) -> URL:
    try:
        parsed = sa.make_url(url.strip())
    except (exc.ArgumentError, ValueError):
        parsed = sa.make_url("unknown://")
    known = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    driver = known.get(parsed.drivername.partition("+")[0])
    if driver is None or (driver == "sqlite" and parsed.database in (None, "", ":memory:")):
        raise SettingsError(N_("The address of the database is not understood. Write sqlite:///folder/file.db or "
                               "postgresql://user:password@host/name."))  # fmt: skip
    return parsed.set(drivername=driver, host=unquote(parsed.host or "") or None)  # a socket's folder is written %2Frun%2F…


def _server_address(url: URL) -> str:
    """Host (or hosts, or the socket's folder) and database, for people."""
    hosts = url.query.get("host", "localhost")
    return f"{url.host or (hosts if isinstance(hosts, str) else ', '.join(hosts))}/{url.database or ''}"


def _sqlite_store(path: Path, before_upgrade: BeforeUpgrade | None, keys: Keyring | None) -> Store:
    """Where the disk refuses writing, the file is opened as it stands, so that the figures can still be seen."""
    refuse_other_files(path)
    frozen = _is_frozen(path)
    if frozen:
        engine = sqlite_engine(f"{path.resolve().as_uri()}?{_frozen_mode(path)}", uri=True)
    else:
        _make_folder(path.parent)
        engine = sqlite_engine(str(path))
    store = Store(engine, str(path), read_only=frozen)
    store.prepare(before_upgrade)
    return Store(engine, str(path), read_only=frozen, file=path, keys=keys)


def refuse_other_files(path: Path) -> None:
    """SQLite takes a file of some bytes for an empty database and would write over it: StoreDamaged instead."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_SQLITE_FILE))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreUnreachable(failures.NOT_OPENED, address=str(path)) from error
    if beginning and beginning != _SQLITE_FILE:
        raise StoreDamaged(FOREIGN, address=str(path))


def _is_frozen(path: Path) -> bool:
    """Whether the file is there, but it or its folder (where the WAL goes) cannot be written."""
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return path.is_file() and path.stat().st_size > 0 and not may_write


def _frozen_mode(path: Path) -> str:
    """`immutable` reads a WAL database without its side files, which is right only when no WAL is left to be read."""
    wal = path.with_name(f"{path.name}-wal")
    return "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"


def _identity(file: Path | None) -> tuple[int, int] | None:
    """What tells one file from another that takes its place."""
    try:
        found = os.stat(file) if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreachable(failures.NOT_OPENED, address=str(folder)) from error
