"""Aujourd'hui: what do I do today? What has changed, the worklist with what ends each line, what else can be noted."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.today import today

parts.head(N_("Today"), N_("What do I do today?"))
today.answer()
today.what_changed()
today.work()
today.notes()
today.kpis()
today.digest()
