"""Invented past campaigns, in the columns of a series file: half of them stop early, half go on past their goal."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from io import StringIO

HEADER = "campaign_id,goal,currency,launched_at,deadline,paid_on,pledged_cumulative,contributors_cumulative"
FIRST_DAY = date(2014, 3, 1)


def invented_rows(campaigns: int = 160, days: int = 40) -> list[dict[str, str]]:
    """The rows of `campaigns` campaigns of `days` days, always the same."""
    return list(csv.DictReader(StringIO(invented_text(campaigns, days))))


def invented_text(campaigns: int = 160, days: int = 40) -> str:
    """The text of a series file: the better the strength drawn for a campaign, the more it raises each day."""
    chance = random.Random(11)
    lines = [HEADER]
    for number in range(campaigns):
        strength, goal, raised, people = chance.uniform(0.05, 1.6), chance.choice((2000, 5000, 9000)), 0.0, 0
        closes = FIRST_DAY + timedelta(days=days)
        for day in range(days):
            raised += goal / days * strength * chance.uniform(0.2, 1.8) * (2 if day < 4 else 1)
            people += chance.randint(1, 4)
            paid_on = FIRST_DAY + timedelta(days=day + 1)
            lines.append(
                f"c{number},{goal},CAD,{FIRST_DAY}T15:00:00Z,{closes}T04:59:59Z,{paid_on},{raised:.2f},{people}"
            )
    return "\n".join(lines) + "\n"
