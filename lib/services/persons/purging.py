"""What is due to go by a campaign's retention periods: said first, done when asked; figures stay to the cent.

Counts and days alone are said and noted: no name, no address.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lib.campaign.calendar import local_day
from lib.campaign.consent import Standing
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.retention import CONTACTS, INCIDENTS, PSEUDONYMS, RAW
from lib.campaign.tables import INCIDENTS as INCIDENT_TABLE
from lib.services.campaigns import OpenCampaign
from lib.services.leaving.downloads import COUNTER
from lib.services.persons.erasing import marked
from lib.services.persons.mailing import consents
from lib.services.persons.privacy_log import note
from lib.services.shared_values import forget_all
from lib.services.syncs.source_states import keep_state, states
from lib.sources.network.spool import leftovers
from lib.store.changes.edits import delete_row
from lib.store.engine import Store
from lib.store.kept import keep
from lib.store.kept import kept as kept_value
from lib.store.people.persons import erase as erase_person
from lib.store.people.purging import forget_values, journal_due, pseudonyms_tied, strip_journal, untie_pseudonyms, values_due
from lib.store.queries.lists import rows_found

WITHDRAWN = "withdrawn"
"""People who took their consent back: they go as soon as the campaign is over."""
_ALL = 1_000_000_000
_UNTIED = "pseudonyms_untied"
"""Under which it is kept up to which pseudonym the key that made them is gone."""


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of what is kept: how much of it there is to go, from which day on, and whether that day has come.

    `kept`: people whom a consent in force keeps. `waits`: why it cannot go although its day has come, else None.
    """

    kind: str
    count: int
    due_on: date | None
    is_due: bool
    kept: int = 0
    waits: Message | None = None

    @property
    def goes(self) -> int:
        """How much would go now."""
        return self.count if self.is_due and self.waits is None else 0


NAMES: Mapping[str, str] = {
    RAW: N_("What imports and edits left behind: former values in the journal, refused rows of sources"),
    WITHDRAWN: N_("People who withdrew their consent"),
    CONTACTS: N_("Names, e-mails, accounts and messages of supporters"),
    PSEUDONYMS: N_("Pseudonyms, which tie the rows of one person together"),
    INCIDENTS: N_("Incidents of the register"),
}
"""What each kind is called, in the order in which they are said."""
_FIRST_CONTACTS = N_("They go once no name and no e-mail is left.")


def plan(store: Store, opened: OpenCampaign, at: datetime) -> tuple[Due, ...]:
    """What would go at an instant, kind by kind; nothing is written."""
    campaign, today = opened.campaign, local_day(at, opened.campaign.period.zone)
    last_day = campaign.period.last_day
    kept = campaign.retention
    standings = {email: each.standing(today) for email, each in consents(store, opened).items()}
    in_force = [email for email, each in standings.items() if each is Standing.IN_FORCE]
    untied = kept_value(store, opened.id, _UNTIED)
    tied, values = pseudonyms_tied(store, opened.id, untied if isinstance(untied, int) else 0)
    contacts_on, pseudonyms_on = kept.contacts_due_on(last_day), kept.pseudonyms_due_on(last_day)
    contacts = Due(CONTACTS, values_due(store, opened.id, in_force), contacts_on, contacts_on <= today, len(in_force))
    left = values - contacts.goes
    return (
        _raw(store, opened, at, today),
        Due(WITHDRAWN, len(_withdrawn(store, opened, today)), None, not campaign.period.is_open(at) and last_day < today),
        contacts,
        Due(PSEUDONYMS, tied, pseudonyms_on, pseudonyms_on <= today, waits=say(_FIRST_CONTACTS) if left else None),
        _incidents(store, opened, today),
    )


def purge(store: Store, opened: OpenCampaign, at: datetime, who: str) -> Mapping[str, int]:
    """Take out what is due, kind by kind; how much of each went, kinds of which nothing went left out. Again changes nothing.

    Raises KeyMissing where names are encrypted and a consent in force must be told from the others without their key.
    """
    went: dict[str, int] = {}
    for kind, act in _ACTS.items():
        due = next(each for each in plan(store, opened, at) if each.kind == kind)
        if due.goes:
            act(store, opened, at, who)
            went[kind] = due.goes
            note(store, opened.id, "purged", {kind: due.goes}, at=at)
    if went:
        COUNTER.forget_all()
        forget_all()
    if WITHDRAWN in went:
        marked(store)
    return went


def _raw(store: Store, opened: OpenCampaign, at: datetime, today: date) -> Due:
    kept = opened.campaign.retention
    due_on = kept.raw_due_on(opened.campaign.period.last_day)
    until = at - timedelta(days=kept.raw_import_days)
    refused = sum(len(state.refusals) for state in states(store, opened.id).values())
    return Due(RAW, journal_due(store, opened.id, until) + refused + len(leftovers(at)), due_on, due_on <= today)


def _purge_raw(store: Store, opened: OpenCampaign, at: datetime, who: str) -> None:
    strip_journal(store, opened.id, at - timedelta(days=opened.campaign.retention.raw_import_days))
    for state in states(store, opened.id).values():
        if state.refusals:
            keep_state(store, opened.id, replace(state, refusals=()), at=at)
    for folder in leftovers(at):
        shutil.rmtree(folder, ignore_errors=True)


def _withdrawn(store: Store, opened: OpenCampaign, today: date) -> list[str]:
    return [email for email, each in consents(store, opened).items() if each.standing(today) is Standing.WITHDRAWN]


def _purge_withdrawn(store: Store, opened: OpenCampaign, at: datetime, who: str) -> None:
    for email in _withdrawn(store, opened, local_day(at, opened.campaign.period.zone)):
        erase_person(store, opened.id, email, at=at, who=who)


def _purge_contacts(store: Store, opened: OpenCampaign, at: datetime, who: str) -> None:
    today = local_day(at, opened.campaign.period.zone)
    kept = [email for email, each in consents(store, opened).items() if each.standing(today) is Standing.IN_FORCE]
    forget_values(store, opened.id, kept, at=at)


def _purge_pseudonyms(store: Store, opened: OpenCampaign, at: datetime, who: str) -> None:
    keep(store, opened.id, _UNTIED, untie_pseudonyms(store, opened.id), at=at)


def _incidents(store: Store, opened: OpenCampaign, today: date) -> Due:
    rows, kept = rows_found(store, opened.id, INCIDENT_TABLE.name, limit=_ALL).rows, opened.campaign.retention
    dues = sorted(kept.incident_due_on(known) for row in rows if isinstance(known := row.cells["known_on"], date))
    over = sum(each <= today for each in dues)
    return Due(INCIDENTS, over or len(dues), dues[0] if dues else None, over > 0)


def _purge_incidents(store: Store, opened: OpenCampaign, at: datetime, who: str) -> None:
    """The rows, and what the journal keeps of them."""
    today, kept = local_day(at, opened.campaign.period.zone), opened.campaign.retention
    for row in rows_found(store, opened.id, INCIDENT_TABLE.name, limit=_ALL).rows:
        known = row.cells["known_on"]
        if isinstance(known, date) and kept.incident_due_on(known) <= today:
            delete_row(store, opened.id, INCIDENT_TABLE.name, row.pk, row.version, at=at, who=who)
    strip_journal(store, opened.id, at, INCIDENT_TABLE.name)


_ACTS = {
    RAW: _purge_raw, WITHDRAWN: _purge_withdrawn, CONTACTS: _purge_contacts, PSEUDONYMS: _purge_pseudonyms,
    INCIDENTS: _purge_incidents,
}  # fmt: skip


def sentence(went: Mapping[str, int]) -> Message:
    """How much went, all kinds together."""
    count = sum(went.values())
    if not count:
        return say(N_("Nothing was due: nothing was purged."))
    return say_many(N_("%(count)s item was purged. The figures are the same."),
                    N_("%(count)s items were purged. The figures are the same."), count)  # fmt: skip
