"""Aperçu: will we make it? One number and one bar, the pace and the forecast, the curve, and every KPI of the plan."""

from __future__ import annotations

from lib.ui import overview

overview.show(overview.answer, overview.curve, overview.odds, overview.kpi_board)
overview.explored_curve()
