"""Random campaign folders, the same for the same seed, and the instants at which to look at them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from . import random_doings, random_gifts, reading
from .random_gifts import Rows
from .random_moments import HOUR, Dice, day_of_change
from .reading import DAY, MICROSECOND

NEVER_STALE_HOURS = 1_000_000
FRAMES = (
    ("America/Toronto", date(2018, 1, 20), date(2018, 3, 16)),
    ("Pacific/Auckland", date(2018, 3, 10), date(2018, 4, 28)),
    ("America/Toronto", date(2018, 3, 5), date(2018, 3, 18)),
    ("UTC", date(2018, 2, 1), date(2018, 4, 30)),
    ("America/Toronto", date(2018, 10, 20), date(2018, 11, 18)),
)
GOALS = ("25000", '"25000.00"', "1000", "333.33", '"12345.67"', "500.01", "5000.5")
RATES = ("0.067", '"0.0667"', "0", '"0.067"', "0.05", '"0"', "0.08")
TAXES = ("0", "0.14975", '"0.14975"', None, '"0.05"')
TARGETS = {
    "fans_first_week": ("100", "90", "140"),
    "ambassador_rate": ("0.25", "0.3", "0.1"),
    "shares_per_post": ("60", "40", "25"),
    "relay_launch": ("50000", "25000", "12500"),
    "relay_closing": ("50000", "25000", "12500"),
    "members_with_responsibility": ("0.5", "0.75"),
    "members_resharing": ("1", "1.0", "0.5"),
    "members_briefed": ("1", "0.8"),
    "launch_attendance": ("50", "42"),
    "first_day_contributors": ("5", "2"),
    "thanked_within_24h": ("1", "1.0", "0.6"),
    "daily_communication": ("1", "0.9", "0.6"),
    "news": ("10", "5"),
}
ALWAYS_KEPT = {
    "contributions.csv": {"id", "contributed_at", "amount", "status"},
    "reshares.csv": {"shared_at", "contribution_id", "email"},
    "posts.csv": {"platform", "id", "published_at"},
    "post_counts.csv": {"platform", "post_id", "observed_at"},
    "audience.csv": {"account", "observed_at", "followers"},
    "platform_totals.csv": {"observed_at", "amount_raised"},
    "news.csv": {"id", "published_at", "title"},
    "allies.csv": {"name"},
    "members.csv": {"name"},
    "tasks.csv": {"id", "name", "starts_on"},
    "communication_log.csv": {"day", "minutes"},
    "events.csv": {"name", "held_on"},
    "first_day.csv": {"name", "identified_on"},
    "budget.csv": {"label"},
    "rewards.csv": {"id", "name"},
}


def write_campaign(folder: Path, seed: int) -> None:
    """Writes campaign.toml and the CSV files, some of them absent; `folder` is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(seed)
    (folder / "campaign.toml").write_text(settings_text(random, seed), encoding="utf-8")
    dice = Dice(random, reading.campaign(folder))
    for file, rows in random_files(dice).items():
        write_rows(folder / file, rows, dice)


def random_files(dice: Dice) -> dict[str, Rows]:
    """The rows of every file that exists; what names a contribution or a post exists only with it."""
    size = dice.random.choice((0, 1, 4, 12, 40, 150, 350))
    gifts = random_gifts.contributions(dice, size) if dice.chance(0.9) else []
    published = random_doings.posts(dice)
    files = {
        "platform_totals.csv": random_gifts.platform_totals(dice),
        "rewards.csv": random_gifts.rewards(dice),
        "budget.csv": random_gifts.budget(dice),
        "reshares.csv": random_gifts.reshares(dice, gifts),
        "first_day.csv": random_gifts.first_day(dice, gifts),
        "allies.csv": random_doings.allies(dice),
        "members.csv": random_doings.members(dice),
        "tasks.csv": random_doings.tasks(dice),
        "communication_log.csv": random_doings.communication_log(dice),
        "events.csv": random_doings.events(dice),
        "news.csv": random_doings.news(dice),
        "audience.csv": random_doings.audience(dice),
        "post_counts.csv": random_doings.post_counts(dice, published),
    }
    kept = {file: rows for file, rows in files.items() if dice.chance(0.85)}
    if gifts or dice.chance(0.5):
        kept["contributions.csv"] = gifts
    if published or "post_counts.csv" in kept:
        kept["posts.csv"] = published
    return kept


def write_rows(path: Path, rows: Rows, dice: Dice) -> None:
    """Writes a file whose optional columns may be missing and whose columns may come in any order."""
    known = [name for name in columns(path.name, rows) if not name.startswith("_")]
    kept = [name for name in known if name in ALWAYS_KEPT[path.name] or dice.chance(0.92)]
    if dice.chance(0.25):
        dice.random.shuffle(kept)
    if dice.chance(0.3):
        dice.random.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        end = dice.random.choice(("\n", "\r\n"))
        writer = csv.DictWriter(file, kept, restval="", extrasaction="ignore", lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)


def columns(file: str, rows: Rows) -> list[str]:
    """The columns that the rows use; without rows, those that must be there."""
    names = dict.fromkeys(name for row in rows for name in row)
    return list(names) or sorted(ALWAYS_KEPT[file])


def settings_text(random: Random, seed: int) -> str:
    """campaign.toml; amounts and rates are numbers or strings, bounds are days or instants."""
    zone, first, last = FRAMES[seed % len(FRAMES)]
    tax = random.choice(TAXES)
    lines = [
        f'name = "campagne-{seed}"',
        f'title = "Campagne « {seed} »"',
        'organisation = "FACiL"',
        'platform = "ulule"',
        'currency = "CAD"',
        f"goal = {random.choice(GOALS)}",
        f"commission_rate = {random.choice(RATES)}",
        *([f"commission_tax_rate = {tax}"] if tax else []),
        "all_or_nothing = true",
        *bounds_text(random, ZoneInfo(zone), first, last),
        f'timezone = "{zone}"',
        'language = "fr_CA"',
    ]
    return "\n".join([*lines, *kpi_text(random, ZoneInfo(zone), first), ""])


def bounds_text(random: Random, zone: ZoneInfo, first: date, last: date) -> list[str]:
    """When the campaign runs: by days, by local midnights, or from one evening to another."""
    style = random.choice(("days", "days", "days", "midnights", "hours"))
    if style == "days":
        quote = random.choice(("", '"'))
        return [f"opens_on = {quote}{first}{quote}", f"closes_on = {quote}{last}{quote}"]
    if style == "midnights":
        opens, closes = reading.day_start(first, zone), reading.day_start(last + DAY, zone)
        return [f"opens_at = {opens.isoformat()}", f'closes_at = "{closes.astimezone(zone).isoformat()}"']
    opens = datetime.combine(first, time(19, 30), tzinfo=zone)
    closes = datetime.combine(last, time(22), tzinfo=zone)
    return [f"opens_at = {opens.isoformat()}", f"closes_at = {closes.isoformat()}"]


def kpi_text(random: Random, zone: ZoneInfo, first: date) -> list[str]:
    """The tables [kpi.<id>]: targets, a few deadlines, a KPI dropped at times, data that age or do not."""
    ages = random.random() < 0.35
    says_targets = random.random() < 0.8
    lines = []
    for kpi in ("funds", *TARGETS, "showcase_image"):
        lines += ["", f"[kpi.{kpi}]"]
        if not ages:
            lines.append(f"stale_after_hours = {NEVER_STALE_HOURS}")
        elif random.random() < 0.4:
            lines.append(f"stale_after_hours = {random.choice((12, 36, 72))}")
        if says_targets and kpi in TARGETS:
            lines.append(f"target = {random.choice(TARGETS[kpi])}")
        if random.random() < 0.06:
            lines.append("enabled = false")
        lines += deadline_text(random, kpi, zone, first)
    return lines


def deadline_text(random: Random, kpi: str, zone: ZoneInfo, first: date) -> list[str]:
    """The deadline of the launch's relays always, of two members' KPIs and of the image at times."""
    if kpi == "relay_launch":
        day = first + random.choice((2, 3, 5)) * DAY
    elif kpi in ("members_briefed", "members_resharing", "showcase_image") and random.random() < 0.25:
        day = first + random.choice((-2, 0, 6)) * DAY
    else:
        return []
    noon = datetime.combine(day, time(12), tzinfo=zone)
    quoted = f'"{day}"'
    return [f"deadline = {random.choice((str(day), quoted, noon.isoformat()))}"]


def instants(folder: Path, seed: int) -> list[str]:
    """Seven values of --as-of: before, the opening, a gift, just before it, later on, a change of hour, after."""
    random = Random(seed * 7919 + 1)
    campaign = reading.campaign(folder)
    change = day_of_change(campaign)
    gifts = sorted(one.contributed_at for one in reading.contributions(folder, campaign.zone))
    gift = random.choice(gifts) if gifts else campaign.opens_at + 3 * DAY
    middle = campaign.first_day + random.randrange(campaign.length_days) * DAY
    later = (
        gift + 24 * HOUR,
        gift + 24 * HOUR + MICROSECOND,
        gift + 48 * HOUR,
        campaign.closes_at - MICROSECOND,
    )
    before = (campaign.first_day - 2 * DAY, campaign.first_day - DAY)
    after = (campaign.last_day, campaign.last_day + DAY, campaign.last_day + 30 * DAY)
    moments = {
        "opening": random.choice((campaign.opens_at, campaign.opens_at, campaign.opens_at - MICROSECOND)),
        "gift": gift,
        "just before": gift - MICROSECOND,
        "later": random.choice(later),
        "change": reading.day_start(change, campaign.zone) + random.choice((1, 2, 3)) * HOUR,
        "closing": campaign.closes_at,
    }
    said = {name: written(random, moment, campaign.zone) for name, moment in moments.items()}
    return [
        random.choice(before).isoformat(),
        said["opening"],
        said["gift"],
        said["just before"],
        random.choice((middle.isoformat(), middle.isoformat(), said["later"])),
        random.choice((change.isoformat(), said["change"])),
        random.choice((*(day.isoformat() for day in after), said["closing"])),
    ]


def written(random: Random, moment: datetime, zone: ZoneInfo) -> str:
    """An instant with the campaign's offset or in UTC, so that it never depends on the reader's clock."""
    return moment.astimezone(random.choice((zone, UTC))).isoformat()
