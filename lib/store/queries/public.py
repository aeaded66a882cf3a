"""What may be projected in a room: titles of tasks that name nobody, and what came in since an instant. No personal column.

Names are compared inside the database: what leaves it says whether a text names somebody, never whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.model import Campaign
from lib.campaign.tables import TASKS
from lib.store.engine import Store
from lib.store.queries.called import is_called
from lib.store.queries.view import C, View, viewed
from lib.store.schema import DATA
from lib.store.sql import total

_CANDIDATES = 200
"""Tasks looked at for a few that name nobody."""
_LONGEST_NAME = 4
"""Words of a whole name, as contributors write theirs."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu)[’'](?=\w)", re.IGNORECASE)
_SMALL_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "la", "le", "les", "the", "un", "une"))


@dataclass(frozen=True, slots=True)
class CameIn:
    """Counted contributions after an instant: their sum, and how many people gave them."""

    amount_cents: int
    contributors: int


def came_in(store: Store, campaign_id: int, campaign: Campaign, since: datetime, as_of: datetime) -> CameIn:
    """What was counted after `since` and until `as_of`, inclusive."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        wanted = sa.select(total(C.amount_cents), sa.func.count(C.person_key.distinct()))
        cents, people = seen.connection.execute(wanted.where(*seen.counted, C.contributed_at > since)).one()
        return CameIn(cents, people)


def next_titles(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime, *, limit: int) -> tuple[str, ...]:
    """Titles of tasks that are not done by then and name nobody: by deadline, those to come before those that are late."""
    with viewed(store, campaign_id, campaign, as_of) as seen:
        titles: list[str] = list(seen.connection.scalars(_waiting(seen)))
        return tuple(islice(_nameless(seen.connection, campaign_id, dict.fromkeys(titles)), limit))


def nameless(store: Store, campaign_id: int, texts: Iterable[str]) -> tuple[str, ...]:
    """Those of the texts that hold no e-mail address, and no name of anybody whom the campaign knows."""
    with store.reading() as connection:
        return tuple(_nameless(connection, campaign_id, texts))


def _waiting(seen: View) -> sa.Select[Any]:
    tasks = DATA[TASKS.name].c
    due = sa.func.coalesce(tasks.ends_on, tasks.starts_on)
    open_then = sa.or_(tasks.done_on.is_(None), tasks.done_on > seen.today)
    nearest = (sa.case((due >= seen.today, 0), else_=1), sa.case((due >= seen.today, due)), due.desc(), tasks.pk)
    return sa.select(tasks.name).where(seen.of(TASKS.name), open_then).order_by(*nearest).limit(_CANDIDATES)


def _nameless(connection: Connection, campaign_id: int, texts: Iterable[str]) -> Iterator[str]:
    return (text for text in texts if "@" not in text and not _names_somebody(connection, campaign_id, text))


def _names_somebody(connection: Connection, campaign_id: int, text: str) -> bool:
    """A word of anybody's name among those who work for the campaign; a whole, first or last name among those who give."""
    words = [_ELIDED.sub("", word) for word in _WORD.findall(text)]
    capitalised = {word for word in words if word[0].isupper() and word.casefold() not in _SMALL_WORDS}
    if not capitalised:
        return False
    wholes = {" ".join(words[start : start + size]) for size in range(1, _LONGEST_NAME + 1) for start in range(len(words))}
    capitalised, wholes = _in_both_apostrophes(capitalised), _in_both_apostrophes(wholes)
    return is_called(connection, campaign_id, capitalised, wholes)


def _in_both_apostrophes(texts: Iterable[str]) -> set[str]:
    """People type one, or the other."""
    return {form for text in texts for form in (text, text.replace("’", "'"), text.replace("'", "’"))}
