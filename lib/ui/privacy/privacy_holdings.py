"""What the campaign holds about people: how many of each kind, since when, until when, and whether it is encrypted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from lib.campaign.message import N_
from lib.drawing.table import Header, table
from lib.services.persons.rotation import copies, last_leaves_at
from lib.store.queries.holdings import Holdings, holdings, is_encrypted
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

_VALUES = {
    "name": N_("Names of supporters"),
    "platform_user": N_("Accounts on platforms"),
    "note": N_("Messages and notes of supporters"),
    "url": N_("Addresses of re-shares"),
    "contact": N_("Contacts of allies"),
}
"""What each kind of value is called, apart from e-mails."""
_ENCRYPTED = N_(
    "Names, e-mails and messages of supporters are encrypted in the database; elsewhere in it, a pseudonym stands for each."
)
_IN_CLEAR = N_(
    "Names, e-mails and messages of supporters are in clear in one table of the database; elsewhere in it, a pseudonym "
    "stands for each. To encrypt them, see docs/operations.md (PERSONAL_KEY)."
)


def holdings_section() -> None:
    """One line for each kind; the encryption said first."""
    page = context()
    if not may_see_people(page):
        return
    found = page.shared("holdings", lambda: holdings(page.store, page.opened.id), is_encrypted(page.store, page.opened.id))
    parts.section("holdings", N_("What is held"))
    _encryption(page, found)
    _ = page.translator._
    headers = (_("What"), Header(_("How many"), numeric=True), Header(_("Oldest"), whole=True), _("Kept until"))
    drawn(table(headers, list(_lines(page, found)), caption=_("What is held"), caption_hidden=True), "holdings-table")


def _encryption(page: Context, found: Holdings) -> None:
    _ = page.translator._
    if found.is_encrypted:
        parts.say("encrypted", "success", _(_ENCRYPTED))
    else:
        parts.say("in-clear", "info" if page.opened.campaign.invented else "warning", _(_IN_CLEAR))


def _lines(page: Context, found: Holdings) -> Iterator[tuple[str, str, str, str]]:
    _, count = page.translator._, page.translator.formats.count
    kept, last_day = page.opened.campaign.retention, page.opened.campaign.period.last_day
    contacts = _said(page, kept.contacts_due_on(last_day))
    yield (_("People with an e-mail"), count(found.emails.count), _said(page, found.emails.oldest), contacts)
    for kind, name in _VALUES.items():
        if kind in found.values:
            yield (_(name), count(found.values[kind]), "—", contacts)
    yield (_("Consents"), count(found.consents.count), _said(page, found.consents.oldest), _("Withdrawn, then purged"))
    yield (_("Members of the team"), count(found.members.count), "—", _("Removed by hand"))
    yield (_("Changes in the journal"), count(found.changes.count), _said(page, found.changes.oldest),
           _("Without persons from %(day)s", day=_said(page, kept.raw_due_on(last_day))))  # fmt: skip
    years = page.translator.ngettext(
        "%(count)s year after each was known", "%(count)s years after each was known", kept.incidents_years
    )
    yield (_("Incidents of the register"), count(found.incidents.count), _said(page, found.incidents.oldest), years)
    held = copies(page.now)
    until = last_leaves_at(held)
    yield (_("Back-ups"), count(len(held)), _said(page, min((each.back_up.at for each in held), default=None)),
           _said(page, until and until.date()))  # fmt: skip


def _said(page: Context, when: date | datetime | None) -> str:
    return "—" if when is None else page.translator.formats.date_medium(when)
