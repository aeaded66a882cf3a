"""Méthode: what does this figure mean? Every definition, from the registry that computes it."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.ui import method, parts

parts.head(N_("Method"), N_("What does each figure mean, and what is it worked out from?"))
method.money()
method.kpis()
method.statuses()
method.limits()
