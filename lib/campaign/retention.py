"""How long what tells who somebody is stays, and when each kind of it is due to go; days, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

RAW, CONTACTS, PSEUDONYMS, INCIDENTS = "raw", "contacts", "pseudonyms", "incidents"
"""The kinds of what is kept, by which a purge tells them."""
LEAST_INCIDENT_YEARS = 5
"""A register of incidents is kept five years at least from the day on which one was known (RLRQ c. A-2.1, r. 3.1)."""


@dataclass(frozen=True, slots=True)
class Retention:
    """What a campaign's `[retention]` says.

    `raw_import_days` run from `rewards_delivered_on`; months run from the campaign's last day, years from the day on which an
    incident was known.
    """

    rewards_delivered_on: date | None = None
    raw_import_days: int = 30
    contacts_months: int = 12
    pseudonyms_months: int = 24
    incidents_years: int = LEAST_INCIDENT_YEARS

    def contacts_due_on(self, last_day: date) -> date:
        """From when on names and e-mails go, except of who agreed to be written to and has not taken it back."""
        return months_after(last_day, self.contacts_months)

    def raw_due_on(self, last_day: date) -> date:
        """From when on what imports and edits left behind goes: with the contacts where no delivery is known."""
        contacts = self.contacts_due_on(last_day)
        if self.rewards_delivered_on is None:
            return contacts
        return min(contacts, self.rewards_delivered_on + timedelta(days=self.raw_import_days))

    def pseudonyms_due_on(self, last_day: date) -> date:
        """From when on rows lose what ties those of one person to an e-mail; never before the contacts."""
        return max(months_after(last_day, self.pseudonyms_months), self.contacts_due_on(last_day))

    def incident_due_on(self, known_on: date) -> date:
        """From when on an incident may leave the register."""
        return months_after(known_on, 12 * self.incidents_years)


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last one where that month is shorter."""
    first, next_first = _first_of_month(day, months), _first_of_month(day, months + 1)
    return min(first + timedelta(days=day.day - 1), next_first - timedelta(days=1))


def _first_of_month(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
