"""When a back-up that is there will be let go, if one goes on being taken each day: by then what was erased has left it too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.services.environment import backups_kept, database_url
from lib.services.safekeeping.backups import BackUp, kept_instants, shelf

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Copy:
    """A back-up that holds what is here now; `goes_at` None: not by itself (it is kept apart, or nothing ever replaces it)."""

    back_up: BackUp
    goes_at: datetime | None


def copies(at: datetime) -> tuple[Copy, ...]:
    """Every back-up on this database's shelf, the newest first, with when it goes; raises SettingsError for a bad BACKUP_KEEP."""
    there = shelf(database_url()).back_ups()
    leaving = leaving_at([each.at for each in there if each.is_good], backups_kept(), at)
    return tuple(Copy(each, leaving.get(each.at) if each.is_good else None) for each in there)


def last_leaves_at(held: Iterable[Copy]) -> datetime | None:
    """When the last of them is gone; None where one of them does not go by itself, or none is there."""
    instants = [each.goes_at for each in held]
    known = [each for each in instants if each is not None]
    return max(known) if known and len(known) == len(instants) else None


def leaving_at(instants: Iterable[datetime], keep: tuple[int, int, int], at: datetime) -> Mapping[datetime, datetime]:
    """By the instant of a back-up, when it is let go: days, weeks and months are those of `BACKUP_KEEP`, one is taken each day.

    One that is older than all that is kept goes at the next; one that nothing would replace within the time looked at is absent.
    """
    days, weeks, months = keep
    taken, gone = list(instants), dict[datetime, datetime]()
    waiting = set(taken)
    for number in range(1, days + 7 * (weeks + 1) + 31 * (months + 2) + 1):
        if not waiting:
            break
        newest = at + number * _A_DAY
        taken = list(kept_instants([*taken, newest], *keep))
        gone |= dict.fromkeys(waiting - set(taken), newest)
        waiting &= set(taken)
    return gone
