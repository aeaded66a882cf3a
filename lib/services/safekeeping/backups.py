"""Back-ups: taken, checked, listed, and let go when newer ones stand for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.campaign.errors import StoreUnreachable
from lib.campaign.message import Message
from lib.services.environment import SHIPPED, backup_folder_asked, backups_kept
from lib.services.persons.erasure_marks import ENDING, remember
from lib.store import failures
from lib.store.campaigns import campaigns
from lib.store.engine import Store, server_name, sqlite_path
from lib.store.opening import LATEST
from lib.store.programs.alone import alone
from lib.store.safekeeping.backup import back_up

DAY = timedelta(days=1)
TOO_OLD = timedelta(hours=48)
"""From that age on the last good back-up is said to be too old: a day was missed."""
_INSTANT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackUp:
    """One back-up on the disk: when it was taken, the schema it holds, and whether all in it agreed when it was taken."""

    path: Path
    at: datetime
    version: str
    is_good: bool
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A back-up just taken, and what does not agree in it: sentences, none when it is good."""

    back_up: BackUp
    faults: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the back-ups of one database are: in which folder, and how their names begin and end."""

    folder: Path
    stem: str
    ending: str

    def path(self, at: datetime, version: str, mark: str = "") -> Path:
        """The name of a back-up taken at `at`: the database, the instant in UTC, the schema's version."""
        return self.folder / f"{self.stem}-{at.astimezone(UTC):{_INSTANT}}-v{version}{mark}.{self.ending}"

    @property
    def marks(self) -> Path:
        """Where the marks of those who were erased are kept, whichever back-up comes back."""
        return self.folder / f"{self.stem}{ENDING}"

    def back_ups(self) -> tuple[BackUp, ...]:
        """All that are there, the newest first; other files of the folder are nobody's business."""
        pattern = re.compile(rf"{re.escape(self.stem)}-(\d{{8}}T\d{{6}}Z)-v(\d+)(\.suspect)?\.{self.ending}")
        try:
            found = [(path, pattern.fullmatch(path.name)) for path in self.folder.iterdir()]
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise StoreUnreachable(failures.NOT_OPENED, address=str(self.folder)) from error
        known = (_back_up(path, match) for path, match in found if match)
        return tuple(sorted(known, key=lambda each: (each.at, each.path.name), reverse=True))


def _back_up(path: Path, match: re.Match[str]) -> BackUp:
    at = datetime.strptime(match[1], _INSTANT).replace(tzinfo=UTC)
    return BackUp(path, at, match[2], match[3] is None, path.stat().st_size)


def shelf(url: str) -> Shelf:
    """Where the back-ups of the database at `url` are kept: `BACKUP_DIR`, else a folder `backups` beside a SQLite file,
    else data/local/backups."""
    path, asked = sqlite_path(url), backup_folder_asked()
    if path is not None:
        return Shelf(asked or path.parent / "backups", path.stem, "db")
    return Shelf(asked or SHIPPED / "local" / "backups", re.sub(r"[^\w.-]+", "_", server_name(url)).strip("_"), "dump")


def last_good(back_ups: Iterable[BackUp]) -> BackUp | None:
    """The newest of which all agreed; None without any."""
    return max((each for each in back_ups if each.is_good), key=lambda each: each.at, default=None)


def take(store: Store, place: Shelf, *, at: datetime, version: str = LATEST, keep_all: bool = False) -> Taken:
    """Take a back-up now and check it. One that does not agree is kept apart and takes no good one's place.

    Good ones are let go by `BACKUP_KEEP` once a newer good one is there, unless `keep_all`: then nothing goes.
    Raises StoreError, and UseError without pg_dump.
    """
    while place.path(at, version).exists():
        at += timedelta(seconds=1)
    path = place.path(at, version)
    if version == LATEST:
        remember(store, place.marks)
    faults = tuple(each.message for each in back_up(store, path))
    if faults:
        path = path.replace(place.path(at, version, ".suspect"))
    if not keep_all:
        _let_go(each for each in _superfluous(place, is_good=not faults) if each.path != path)  # whatever the clock says
    taken = next(each for each in place.back_ups() if each.path == path)
    return Taken(taken, faults)


def _superfluous(place: Shelf, *, is_good: bool) -> Sequence[BackUp]:
    """What a newer back-up stands for: good ones beyond their number, suspect ones but the last."""
    there = place.back_ups()
    if not is_good:
        return [each for each in there if not each.is_good][1:]
    kept = kept_instants([each.at for each in there if each.is_good], *backups_kept())
    return [each for each in there if each.at not in kept]


def _let_go(back_ups: Iterable[BackUp]) -> None:
    for each in back_ups:
        try:
            each.path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnreachable(failures.READ_ONLY, address=str(each.path)) from error


def kept_instants(instants: Iterable[datetime], days: int, weeks: int, months: int) -> frozenset[datetime]:
    """The instants to keep: the last one of each of the newest `days` days that have one, of so many weeks and months."""
    newest_first = sorted(set(instants), reverse=True)
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (days, lambda at: at.date()), (weeks, lambda at: at.isocalendar()[:2]), (months, lambda at: (at.year, at.month)),
    )  # fmt: skip
    kept: set[datetime] = set()
    for count, span in spans:
        last_of: dict[object, datetime] = {}
        for at in newest_first:
            last_of.setdefault(span(at), at)
        kept.update(list(last_of.values())[:count])
    return frozenset(kept)


def is_due(store: Store, place: Shelf, *, now: datetime) -> bool:
    """Whether the day's back-up is to be taken: there is a real campaign, and none was taken in the last 24 hours.

    A back-up dated after `now` (the clock was set back) counts for nothing.
    """
    is_real = any(not record.invented for record in campaigns(store))
    return is_real and not any(timedelta() <= now - each.at < DAY for each in place.back_ups())


def take_if_due(store: Store, place: Shelf, *, now: datetime) -> Taken | None:
    """The day's back-up, by one program at a time; None when it is not due, or when another one is at it."""
    if not is_due(store, place, now=now):
        return None
    with alone(place.folder / ".taking") as is_mine:
        return take(store, place, at=now) if is_mine and is_due(store, place, now=now) else None
