"""Données: is it right and fresh? Files in and out, what is here, undo, journal."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import data, parts
from lib.ui.contributions import possible_duplicates
from lib.ui.editing import editor
from lib.ui.files import backups, importing, live_sources

parts.head(N_("Data"), N_("Is it right, and is it fresh?"))
data.answer()
importing.import_step()
editor.edit_section()
data.freshness()
live_sources.live_sources()
live_sources.reconciliation()
possible_duplicates.possible_duplicates_section()
data.undoing()
data.exporting()
backups.back_up_section()
data.journal()
