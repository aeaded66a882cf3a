"""Calendrier: are we on plan? Late tasks, the Gantt, what goes out day by day, rhythm, corrective actions, retroplannings."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.edit_here import edit_here
from lib.ui.plan import calendar, correcting, publishing, retroplanning

parts.head(N_("Calendar"), N_("Are we on plan?"))
calendar.late()
calendar.gantt_chart()
edit_here("tasks")
publishing.publishing_calendar()
publishing.platform_rhythm()
correcting.corrective_actions()
retroplanning.retroplanning()
retroplanning.own_calendar()
