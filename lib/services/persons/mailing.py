"""Whom one may write to again: people whose consent is in force, and how many others were left out, and why.

What an address was given for is to be thanked and to receive a reward; asking again is another purpose and needs its own consent
(RLRQ c. P-39.1, art. 12; the federal anti-spam law besides). Never cache what is here: it holds people.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lib.campaign.consent import Consent, Standing
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.tables import CONSENTS, CONTRIBUTIONS, FIRST_DAY, RESHARES, Row, normalised_email, person_key
from lib.services.campaigns import OpenCampaign
from lib.sources.tables.formulas import harmless
from lib.store.engine import Store
from lib.store.people.pseudonyms import is_once_erased
from lib.store.queries.addressed import addressed
from lib.store.queries.lists import rows

HEADERS = ("name", "email")
WITH_EMAILS = (RESHARES.name, FIRST_DAY.name, CONTRIBUTIONS.name)
"""The tables that hold supporters’ addresses, besides the consents themselves; the last one decides how somebody is written."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who agreed to be written to; `name` is the last one that was given, None where none is known."""

    name: str | None
    email: str


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many people may be written to, and how many may not: by their standing, and without an e-mail."""

    people: int
    left_out: Mapping[Standing, int]
    without_email: int

    @property
    def sentences(self) -> tuple[Message, ...]:
        """How many are in it, then how many were left out for each reason."""
        here = self.people
        said = [say_many(N_("%(count)s person agreed to be written to."), N_("%(count)s people agreed to be written to."), here)]
        said += [why(self.left_out[each]) for each, why in _WHY.items() if self.left_out.get(each)]
        if self.without_email:
            said.append(say_many(N_("%(count)s person is left out: no e-mail is known."),
                                 N_("%(count)s people are left out: no e-mail is known."), self.without_email))  # fmt: skip
        return tuple(said)


@dataclass(frozen=True, slots=True)
class MailingList:
    """Who may be written to, by address in order, and how many others may not."""

    people: tuple[Addressee, ...]
    counts: ListCounts

    def csv(self) -> bytes:
        """A table that LibreOffice and Excel open as UTF-8; what a spreadsheet would run is disarmed."""
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        writer.writerow(HEADERS)
        writer.writerows((harmless(each.name or ""), harmless(each.email)) for each in self.people)
        return held.getvalue().encode("utf-8-sig")


_WHY: Mapping[Standing, Callable[[int], Message]] = {
    Standing.NEVER: lambda count: say_many(
        N_("%(count)s person is left out: no consent is noted."),
        N_("%(count)s people are left out: no consent is noted."),
        count,
    ),
    Standing.WITHDRAWN: lambda count: say_many(
        N_("%(count)s person is left out: the consent was withdrawn."),
        N_("%(count)s people are left out: the consent was withdrawn."),
        count,
    ),
    Standing.NOT_YET: lambda count: say_many(
        N_("%(count)s person is left out: the day of the consent is still to come."),
        N_("%(count)s people are left out: the day of the consent is still to come."),
        count,
    ),
}
THANKING_NEEDS_NONE = say(
    N_("Thanking is what these addresses were given for: it needs no consent. Asking for anything more does: use the mailing "
       "list of the Privacy page.")
)  # fmt: skip
"""Beside the list of thank-yous."""
MUST_SAY = say(
    N_("Each message must say who writes, with a postal address, and how to be taken off the list; whoever asks is taken off "
       "within 10 working days.")
)  # fmt: skip
"""What the law asks of a message to these people."""
NOT_FOR_SOLICITING = say(
    N_("These addresses were given to be thanked and to receive a reward: they are not for soliciting. To write to people again, "
       "use the mailing list, which holds those who agreed.")
)  # fmt: skip
"""Beside every other file that holds e-mails."""


def consents(store: Store, opened: OpenCampaign) -> Mapping[str, Consent]:
    """What is noted of each person, by e-mail as people are told apart by it."""
    found = rows(store, opened.id, CONSENTS.name)
    return {email: Consent(_day(row["consented_on"]), _day(row["withdrawn_on"])) for row in found if (email := _email(row))}


def consent_counts(store: Store, opened: OpenCampaign, at: datetime) -> Mapping[Standing, int]:
    """How many of the consents that are noted stand in each way; it names nobody."""
    today = at.astimezone(opened.campaign.period.zone).date()
    return Counter(each.standing(today) for each in consents(store, opened).values())


def mailing_list(store: Store, opened: OpenCampaign, at: datetime) -> MailingList:
    """The list as of an instant, its day being the campaign's; for who may see people."""
    today = at.astimezone(opened.campaign.period.zone).date()
    with store.reading():
        noted, known = consents(store, opened), dict(_known(store, opened))
        nameless = _without_email(store, opened)
        addresses = {_email(row): str(row["email"]).strip() for row in rows(store, opened.id, CONSENTS.name)}
    standing = {email: noted[email].standing(today) if email in noted else Standing.NEVER for email in {*known, *noted}}
    people = sorted(email for email, each in standing.items() if each is Standing.IN_FORCE)
    left_out: Counter[Standing] = Counter(each for each in standing.values() if each is not Standing.IN_FORCE)
    return MailingList(
        tuple(Addressee(*known.get(email, (None, addresses.get(email, email)))) for email in people),
        ListCounts(len(people), left_out, nameless),
    )


def list_counts(store: Store, opened: OpenCampaign, at: datetime) -> ListCounts:
    """The counts of `mailing_list` without anybody's address being read: what a page says before the list is asked for."""
    today = at.astimezone(opened.campaign.period.zone).date()
    found = addressed(store, opened.id)
    standings = Counter(each.standing(today) for each in found.noted)
    if found.others:
        standings[Standing.NEVER] += found.others
    return ListCounts(standings.pop(Standing.IN_FORCE, 0), standings, found.without_email)


def _known(store: Store, opened: OpenCampaign) -> Iterator[tuple[str, tuple[str | None, str]]]:
    """(e-mail, (name, the address as it was written)) of everybody, the last name that was given coming last."""
    names: dict[str, str | None] = {}
    for table in WITH_EMAILS:
        for row in rows(store, opened.id, table):
            email = _email(row)
            if email is None:
                continue
            names[email] = _name(row) or names.get(email)
            yield email, (names[email], str(row["email"]).strip())


def _email(row: Row) -> str | None:
    """Whose row it is; None where no e-mail is known, or where the person was erased."""
    email = normalised_email(row["email"])
    return None if email is None or "@" not in email or is_once_erased(email) else email


def _name(row: Row) -> str | None:
    return str(row["name"]).strip() if row.get("name") else None


def _without_email(store: Store, opened: OpenCampaign) -> int:
    """People who gave and left no address, told apart by their name on the platform, else one a contribution."""
    found = rows(store, opened.id, CONTRIBUTIONS.name)
    return len({person_key(row) for row in found if _email(row) is None and not is_once_erased(row["email"])})


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None
