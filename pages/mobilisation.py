"""Mobilisation: who carries the campaign? Members, allies and their waves, the people of the first day, evenings."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.plan import alliances, mobilisation
from lib.ui.watching import watch

parts.head(N_("Mobilisation"), N_("Who carries the campaign?"))
mobilisation.kpis()
mobilisation.reminders()
mobilisation.team()
alliances.waves()
alliances.board()
mobilisation.first_day()
mobilisation.evenings()
watch()
