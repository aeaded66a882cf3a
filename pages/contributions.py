"""Contributions: who gives, when, how much, through what; then each contribution, for those allowed."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import parts
from lib.ui.contributions import contribution_list, contributions

parts.head(N_("Contributions"), N_("Who gives, when, how much and through what?"))
contributions.figures()
contributions.by_day()
contributions.explored_days()
contributions.by_hour_and_size()
contributions.by_origin()
contributions.biggest_days()
contribution_list.contribution_list()
