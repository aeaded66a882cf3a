"""Writes `data/demo`, an invented campaign: `python -m tests.demo_maker`.

The same files come out each time: every table draws from its own seeded dice, so that changing one leaves the others
alone. `demo_gifts` and `demo_posts` draw theirs; `demo_tables` and `demo_words` hold what was written by hand.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.demo_frame import (
    DAY_COUNT,
    OPENS_ON,
    Row,
    between,
    chance,
    file_of,
    instant,
    pick,
    rows_of,
    typography,
)
from tests.demo_gifts import BY_DAY, contributions, first_day, person_of, reshares
from tests.demo_posts import post_counts, posts
from tests.demo_tables import ACTIONS, ALLIES, BUDGET, EVENTS, INCIDENTS, MEMBERS, NEWS, PLAN_PROGRESS, REWARDS
from tests.demo_words import TASKS_DONE

DATA = Path(__file__).parent.parent / "data"
PLAN, DEMO = DATA / "services-faciles", DATA / "demo"

_SETTINGS = {
    "name": '"demo"',
    "title": '"Services Faciles (démonstration)"',
    "organisation": '"Organisme de démonstration"',
    "url": '"https://example.org/services-faciles/"',
}
_INVENTED = """# Campagne inventée de bout en bout : personne ici n'existe, aucun montant n'est vrai.
# Sans autre date, les pages la montrent telle qu'elle était à la soirée de mi-parcours.
"""
_FANS_BEFORE = {-2: 9, -1: 14, 0: 21}
_FANS_FIRST_WEEK = (38, 61, 76, 88, 97, 105, 112)
_AGREES, _TAKES_BACK = 0.35, 0.06
_AGREED_WHERE = {"Formulaire de remerciement": 6, "Soirée de lancement": 2, "Kiosque": 1}
_NOT_READ = 23
"""The day on which nobody read the audience."""
_DAYS_OFF, _SHORT_DAYS = (9, 16, 23, 30, 37, 47), (13, 22, 27, 44)
_COMMUNICATORS = {"Maude Grandvent": 5, "Yanick Octeau": 3, "Fatima Benzarouri": 3, "Aminata Diopami": 2}


def files() -> dict[str, str]:
    """The content of every file of the demonstration, by name."""
    gifts, published, news = contributions(), posts(), _news()
    tables = {
        "contributions": gifts,
        "reshares": reshares(gifts),
        "posts": published,
        "post_counts": post_counts(published),
        "audience": _audience(),
        "platform_totals": _platform_totals(gifts, news),
        "news": news,
        "allies": rows_of(ALLIES),
        "members": rows_of(MEMBERS),
        "tasks": _tasks(),
        "communication_log": _communication_log(),
        "events": rows_of(EVENTS),
        "first_day": first_day(gifts),
        "budget": rows_of(BUDGET),
        "rewards": rows_of(REWARDS),
        "consents": _consents(gifts),
        "incidents": rows_of(INCIDENTS),
    }
    return {"campaign.toml": _settings()} | {f"{name}.csv": file_of(name, rows) for name, rows in tables.items()}


def write(folder: Path = DEMO) -> None:
    """Replaces the files of the demonstration in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def _settings() -> str:
    """The plan's own settings under another name, so that targets and deadlines are written once."""
    text = (PLAN / "campaign.toml").read_text(encoding="utf-8")
    for key, value in _SETTINGS.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    marks = 'invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"\n'
    _, body = text.split("\n", 1)
    return typography(_INVENTED) + body.replace("\nlanguage =", f"\n{marks}language =", 1)


def _news() -> list[Row]:
    rows = rows_of(NEWS)
    return [{"id": f"N{number:02d}", "url": f"https://example.org/services-faciles/nouvelles/{number}"} | row
            for number, row in enumerate(rows, 1)]  # fmt: skip


def _consents(gifts: list[Row]) -> list[Row]:
    """About a third agree to be written to again, the day they give or a few days later; a few take it back."""
    dice, found = chance("consents"), dict[str, Row]()
    for gift in gifts:
        email, day = gift.get("email", "").strip().lower(), date.fromisoformat(gift["contributed_at"][:10])
        if not email or email in found or dice.random() > _AGREES:
            continue
        agreed = day + timedelta(days=round(between(dice, 0, 3) ** 2 / 3))
        taken_back = (agreed + timedelta(days=12)).isoformat() if dice.random() < _TAKES_BACK else ""
        found[email] = {"email": email, "consented_on": agreed.isoformat(), "source": pick(dice, _AGREED_WHERE), "withdrawn_on": taken_back}
    return sorted(found.values(), key=lambda row: row["consented_on"])


def _tasks() -> list[Row]:
    """The plan's tasks with their owners and what was done, then the campaign's own actions; by starting day."""
    plan = rows_of((PLAN / "tasks.csv").read_text(encoding="utf-8"))
    progress = {row["id"]: row for row in rows_of(PLAN_PROGRESS)}
    rows = [task | progress[task["id"]] for task in plan] + rows_of(ACTIONS)
    return sorted(rows, key=lambda task: task["starts_on"])


def _fans() -> dict[int, int]:
    """Fans of the campaign page by day: the first week by hand, then in step with the contributions."""
    dice = chance("fans")
    fans = _FANS_BEFORE | dict(enumerate(_FANS_FIRST_WEEK, 1))
    for day in range(len(_FANS_FIRST_WEEK) + 1, DAY_COUNT + 1):
        fans[day] = fans[day - 1] + int(BY_DAY[day - 1] * between(dice, 0.2, 0.5) + dice.random())
    return fans


def _audience() -> list[Row]:
    dice, rows = chance("audience"), []
    followers = {"facebook": 1382, "mastodon": 412}
    for day, fans in _fans().items():
        for account, pace in (("facebook", 9), ("mastodon", 6)):
            followers[account] += int(dice.random() * pace)
        rows += _audience_of(day, {"ulule": fans} | followers)
    return [row for row in rows if not row["observed_at"].startswith(_date(_NOT_READ))]


def _audience_of(day: int, followers: dict[str, int]) -> list[Row]:
    at = instant(day, "19:15").isoformat()
    return [{"account": account, "observed_at": at, "followers": str(count)} for account, count in followers.items()]


def _platform_totals(gifts: list[Row], news: list[Row]) -> list[Row]:
    """Every evening, then once after the closing. The platform still adds the contribution that was paid back since."""
    taken = [gift for gift in gifts if gift["status"] != "pending"]
    fans = _fans()
    readings = [(instant(day, "19:15").isoformat(), fans[day]) for day in range(1, DAY_COUNT + 1)]
    readings.append((instant(DAY_COUNT + 1, "09:00").isoformat(), fans[DAY_COUNT]))
    return [_platform_total(at, count, taken, news) for at, count in readings]


def _platform_total(at: str, fans: int, taken: list[Row], news: list[Row]) -> Row:
    so_far = [gift for gift in taken if gift["contributed_at"] <= at]
    return {
        "observed_at": at,
        "amount_raised": str(sum(Decimal(gift["amount"]) for gift in so_far)),
        "contributors": str(len({person_of(gift) for gift in so_far})),
        "fans": str(fans),
        "news": str(sum(item["published_at"] <= at for item in news)),
    }


def _communication_log() -> list[Row]:
    dice = chance("communication log")
    return [row for day in range(-1, DAY_COUNT + 1) if day not in _DAYS_OFF for row in _day_log(day, dice)]


def _day_log(day: int, dice: Random) -> list[Row]:
    """One or two half-hours of a day; on a short day, less than thirty minutes in all."""
    minutes = [10] if day in _SHORT_DAYS else [30, 20] if dice.random() < 0.4 else [int(dice.random() * 6) * 5 + 30]
    return [_log_entry(day, count, dice) for count in minutes]


def _log_entry(day: int, minutes: int, dice: Random) -> Row:
    channel, what = TASKS_DONE[int(dice.random() * len(TASKS_DONE))]
    member = pick(dice, _COMMUNICATORS)
    return {"day": _date(day), "minutes": str(minutes), "member": member, "channel": channel, "what": what}


def _date(day: int) -> str:
    return (OPENS_ON + timedelta(days=day - 1)).isoformat()


if __name__ == "__main__":
    write()
