"""A back-up from before people were erased comes back: they are erased from it once more, before anybody sees it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from lib.campaign.errors import KeyMissing
from lib.campaign.message import N_, Message, say_many
from lib.services.campaigns import OpenCampaign, every_campaign
from lib.services.persons.erasing import erase_in
from lib.services.persons.persons import held_about
from lib.store.engine import Store
from lib.store.kept import kept_all
from lib.store.people.erasures import Mark, addresses_of, missing_people, people_there, put_marks


@dataclass(frozen=True, slots=True)
class Again:
    """What was done about the marks: `people` erased once more, and `waiting` for the key without which it cannot be done."""

    people: int = 0
    waiting: int = 0

    @property
    def sentences(self) -> tuple[Message, ...]:
        """For whoever restored; nothing where nobody is concerned."""
        done = say_many(
            N_("%(count)s person who had been erased since was in it, and was erased from it again."),
            N_("%(count)s people who had been erased since were in it, and were erased from it again."),
            self.people,
        )
        waits = say_many(
            N_("%(count)s person who had been erased since is in it, encrypted. Set PERSONAL_KEY and start the dashboard: the "
               "person is then erased again."),
            N_("%(count)s people who had been erased since are in it, encrypted. Set PERSONAL_KEY and start the dashboard: "
               "they are then erased again."),
            self.waiting,
        )  # fmt: skip
        return (*((done,) if self.people else ()), *((waits,) if self.waiting else ()))


def erase_again(store: Store, marks: Collection[Mark], *, at: datetime, who: str) -> Again:
    """Erase from a store those of whom these are the marks, where it does not know that they were erased.

    A mark whose person is not there is put in all the same: a later import does not bring them back.
    """
    people = waiting = 0
    for opened in every_campaign(store):
        theirs = [each for each in marks if each.campaign == opened.campaign.name]
        missing = missing_people(store, opened.id, theirs)
        if not missing:
            continue
        try:
            people += _erased_again(store, opened, theirs, missing, at, who)
        except KeyMissing:
            waiting += people_there(store, opened.id, missing)
    return Again(people, waiting)


def _erased_again(
    store: Store, opened: OpenCampaign, marks: Sequence[Mark], missing: Sequence[Mark], at: datetime, who: str
) -> int:
    with store.writing():
        kept = json.dumps(kept_all(store, opened.id), ensure_ascii=False)
        addresses = addresses_of(store, opened.id, missing, [kept])
        for email in addresses:
            erase_in(store, held_about(store, opened, email), email, at=at, who=who)
        put_marks(store, opened.id, marks)
    return len(addresses)
