"""Soirée: decide together. Where we stand, what worked, what is missing, levers, commitments; phones follow."""

from __future__ import annotations

from lib.ui.evening import evening

evening.head()
evening.lead()
evening.path()
evening.shown_step()
evening.notes()
