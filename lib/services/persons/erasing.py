"""Taking a person out: names, e-mail, account and messages go, wherever they stand; amounts, days and head counts stay.

Nothing here tells who it was: what is kept of it, and the receipt, hold counts and instants alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.errors import StoreUnreachable, UseError
from lib.campaign.message import N_, Message, say, say_many
from lib.services.campaigns import OpenCampaign
from lib.services.environment import database_url
from lib.services.leaving.downloads import COUNTER
from lib.services.persons.erasure_marks import remember
from lib.services.persons.persons import NOBODY, Bond, Held, address, held_about, without_address
from lib.services.persons.privacy_log import note
from lib.services.persons.rotation import copies, last_leaves_at
from lib.services.safekeeping.backups import shelf
from lib.services.shared_values import forget_all
from lib.store.engine import Store
from lib.store.kept import keep
from lib.store.people.persons import erase as erase_stored

_UNKNOWN_END = N_(
    "Back-ups that hold this person: %(count)s; some of them do not go by themselves: delete these once they are not needed."
)

_UNMARKED = N_(
    "What keeps this person out of a back-up that is brought back could not be written beside the back-ups. Check that their "
    "folder may be written to: the next back-up tries again."
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, naming nobody: rows by campaign, when, and the day on which the last back-up with the person is let go.

    `back_ups`: how many hold the person; `back_ups_until` None: there is none, or one that does not go by itself. `is_marked`:
    what keeps the person out of a back-up that comes back could be written beside the back-ups.
    """

    erased_at: datetime
    rows: Mapping[str, int]
    back_ups: int
    back_ups_until: date | None
    is_marked: bool = True

    @property
    def row_count(self) -> int:
        """All campaigns together."""
        return sum(self.rows.values())

    @property
    def sentences(self) -> tuple[Message, ...]:
        """What was done and where the person still is."""
        done = say_many(N_("The person is erased from %(count)s row. The figures are the same."),
                        N_("The person is erased from %(count)s rows. The figures are the same."), self.row_count)  # fmt: skip
        return (done, _back_ups_sentence(self.back_ups, self.back_ups_until), *(() if self.is_marked else (say(_UNMARKED),)))

    def json(self) -> str:
        """The receipt as a file: a sum over what it says shows whether it was altered."""
        said = {
            "erased_at": self.erased_at.isoformat(timespec="seconds"),
            "rows": dict(self.rows),
            "row_count": self.row_count,
            "back_ups_that_still_hold_the_person": self.back_ups,
            "back_ups_gone_on": self.back_ups_until.isoformat() if self.back_ups_until else None,
        }
        told = json.dumps(said, ensure_ascii=False, sort_keys=True)
        return json.dumps({**said, "sha256": hashlib.sha256(told.encode()).hexdigest()}, ensure_ascii=False, indent=1)


def what_stays(held: Held, at: datetime) -> Iterator[Message]:
    """What erasing would take from a campaign and what it would leave, in sentences that name nobody."""
    own = sum(held.count_by_table(Bond.OWN, Bond.NAMED).values())
    mentions = sum(held.count_by_table(Bond.WORDED).values())
    yield say_many(
        N_("Name, e-mail, account and messages go from %(count)s row, and from the journal."),
        N_("Name, e-mail, account and messages go from %(count)s rows, and from the journal."),
        own,
    )
    yield say(N_("Amounts, days, rewards and the number of people stay: the figures are the same. A later import does not "
                 "bring the person back. This cannot be undone."))  # fmt: skip
    if mentions:
        yield say_many(
            N_("%(count)s other row names this address in its words: correct it by hand on the Data page."),
            N_("%(count)s other rows name this address in their words: correct them by hand on the Data page."),
            mentions,
        )
    if held.deeds:
        yield say_many(
            N_("%(count)s change or import was made under this address: who changed what stays."),
            N_("%(count)s changes or imports were made under this address: who changed what stays."),
            held.deeds,
        )
    until = last_leaves_at(copies(at))
    yield _back_ups_sentence(len(copies(at)), None if until is None else until.date())


def _back_ups_sentence(count: int, until: date | None) -> Message:
    if not count:
        return say(
            N_("No back-up holds this person. Copies made elsewhere, downloaded files and the platform are to be seen to apart.")
        )
    if until is None:
        return say(_UNKNOWN_END, count=count)
    return say(N_("Back-ups still hold this person until %(day)s, if one goes on being taken each day; when one is brought back, "
                  "the person is erased from it again. Copies made elsewhere, downloaded files and the platform are to be seen "
                  "to apart."), day=until)  # fmt: skip


def erase(store: Store, opened: Sequence[OpenCampaign], email: str, *, at: datetime, who: str) -> Receipt:
    """Take the person out of these campaigns, each in one transaction; what memory holds for files to come is dropped.

    Raises UseError for what is no address, and where nothing is held.
    """
    wanted = address(email)
    there = [each for each in (held_about(store, one, wanted) for one in opened) if each.can_be_erased]
    if not there:
        raise UseError(NOBODY)
    rows = {each.opened.campaign.name: erase_in(store, each, wanted, at=at, who=who) for each in there}
    COUNTER.forget_all()
    forget_all()
    held = copies(at)
    until = last_leaves_at(held)
    return Receipt(at, rows, len(held), until.date() if until else None, is_marked=marked(store))


def marked(store: Store) -> bool:
    """Keep the marks of those who were erased beside the back-ups; whether that could be done."""
    try:
        remember(store, shelf(database_url()).marks)
    except StoreUnreachable:
        return False
    return True


def erase_in(store: Store, held: Held, email: str, *, at: datetime, who: str) -> int:
    """Take out of one campaign what it was found to hold about an address (as `address` gives it); from how many rows."""
    with store.writing():
        count = sum(held.count_by_table(Bond.OWN, Bond.NAMED).values())
        erase_stored(store, held.opened.id, email, at=at, who=who)
        for name, value in held.kept.items():
            keep(store, held.opened.id, name, without_address(value, email), at=at)
        note(store, held.opened.id, "erased", {"rows": count}, at=at)
    return count
