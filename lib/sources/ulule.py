"""Ulule, as its owners' exports give it; the files are declared in `layouts` and gathered by order in `orders`."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.sources.source import Source

SOURCE = Source(
    "ulule_export",
    N_("Ulule’s export of orders"),
    N_(
        "The CSV or XLSX file that a campaign’s owner downloads, one row per order and reward, whatever its headers."
    ),
)
