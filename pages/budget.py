"""Budget: what will really be left? From what is collected to what one can hire with, and what if."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.budget import budget, supposing
from lib.ui.watching import watch

parts.head(N_("Budget"), N_("What will really be left?"))
budget.answer()
budget.waterfalls()
supposing.suppositions()
budget.lines()
budget.rewards()
watch()
