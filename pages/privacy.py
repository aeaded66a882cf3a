"""Vie privée: what is held about people, until when, and what to do when somebody asks; for the lead alone."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.privacy import privacy, privacy_holdings, privacy_person, privacy_retention

parts.head(N_("Privacy"), N_("What do we hold about people, until when, and who may be written to?"))
privacy.for_the_lead()
privacy_holdings.holdings_section()
privacy_person.person_section()
privacy.consents_section()
privacy.incidents_section()
privacy_retention.retention_section()
