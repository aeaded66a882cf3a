"""The privacy page, for the lead alone: whose consent is noted, the list of whom one may write to, the register of incidents."""

from __future__ import annotations

from datetime import date

from lib.campaign.consent import Standing
from lib.campaign.message import N_
from lib.drawing.table import Header, table
from lib.services.persons.mailing import MUST_SAY, consent_counts, list_counts
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.edit_here import edit_here
from lib.ui.editing.editor import editor
from lib.ui.editing.quick_forms import form_fields, quick_form
from lib.ui.exports import mailing_link
from lib.ui.folds import fold

_STANDINGS = {
    Standing.IN_FORCE: N_("Consent in force"),
    Standing.WITHDRAWN: N_("Consent withdrawn"),
    Standing.NOT_YET: N_("Day still to come"),
    Standing.NEVER: N_("Without a day"),
}
_INCIDENT_COLUMNS = (
    "known_on", "happened_on", "data_concerned", "circumstances", "persons", "risk_reasons", "authority_notified_on",
    "persons_notified_on", "measures", "id",
)  # fmt: skip
_ASKING_AGAIN = N_(
    "An address that was given to contribute is for thanking and for rewards. Asking again needs a consent, noted with its day "
    "and where it was given."
)
_TO_NOTE = N_(
    "Note every incident, even without a serious risk: unauthorised access, use or disclosure, or loss. Where serious "
    "injury is a risk, tell the Commission d’accès à l’information and the people concerned without delay. The register is "
    "kept at least %(years)s years from the day on which the incident was known."
)


def for_the_lead() -> None:
    """To anybody else: whom to ask. Nothing of the page is then read."""
    page = context()
    if not may_see_people(page):
        parts.say(
            "privacy-closed", "info", page.translator._("This page is for the campaign’s lead: ask them what is held about you.")
        )


def consents_section() -> None:
    """Who may be written to again: how many, the list with how many are left out, and the notes themselves to edit."""
    page = context()
    if not may_see_people(page):
        return
    _ = page.translator._
    parts.section("consents", N_("Consents and mailing list"), _(_ASKING_AGAIN))
    _consents(page)
    _mailing_list(page)
    edit_here("consents")


def _consents(page: Context) -> None:
    _, today = page.translator._, _today(page)
    counts = page.shared("consent-counts", lambda: consent_counts(page.store, page.opened, page.now), today)
    if not counts:
        parts.say(
            "no-consent",
            "info",
            _("No consent is noted yet: nobody may be asked again. Note them below, or bring in a file consents.csv."),
        )
        return
    rows = [(_(words), page.translator.formats.count(counts[each])) for each, words in _STANDINGS.items() if each in counts]
    drawn(
        table([_("Consent"), Header(_("People"), numeric=True)], rows, caption=_("Consents by state"), caption_hidden=True),
        "consents-table",
    )


def _mailing_list(page: Context) -> None:
    """How many it holds now and how many it leaves out; the people themselves are read when its link is followed."""
    counted = page.shared("mailing-list-counts", lambda: list_counts(page.store, page.opened, page.now).sentences, _today(page))
    said = " ".join(page.translator.sentence(each) for each in (*counted, MUST_SAY))
    has_people = counted[0].count > 0
    links = {"href": mailing_link(page), "link": page.translator._("Download the mailing list (CSV)")} if has_people else {}
    parts.say("mailing-list", "info", said, title=page.translator._("Mailing list"), **links)


def _today(page: Context) -> date:
    return page.now.astimezone(page.opened.campaign.period.zone).date()


def incidents_section() -> None:
    """The register of incidents: what to note, the rows, a form, the file."""
    page = context()
    if not may_see_people(page):
        return
    _ = page.translator._
    years = page.opened.campaign.retention.incidents_years
    parts.section("incidents", N_("Register of incidents"), _(_TO_NOTE, years=str(years)))
    editor("incidents", key="incidents", columns=_INCIDENT_COLUMNS)
    key = "form-incidents"
    fold(_("One row at a time, with a form"), key, lambda: quick_form("incidents", form_fields("incidents"), key))
