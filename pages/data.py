"""Données: is it right and fresh? Files in and out, what is here, undo, journal."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import data, editor, importing, parts

parts.head(N_("Data"), N_("Is it right, and is it fresh?"))
importing.import_step()
editor.edit_section()
data.freshness()
data.reconciliation()
data.undoing()
data.exporting()
data.journal()
