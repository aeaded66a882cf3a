"""Bilan: leave a trace. The meeting's page on one A4 sheet, the closing report, their files, and the team's own words."""

from __future__ import annotations

from lib.ui import report

report.head()
report.the_report()
