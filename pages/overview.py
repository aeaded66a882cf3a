"""Aperçu: will we make it? One number and one bar, the pace, the curve, and every KPI of the plan."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import overview, parts

parts.head(N_("Overview"), hidden=True)
overview.money()
overview.pace()
overview.forecast()
overview.curve()
overview.kpi_board()
