"""Random rows about what is done: posts and their counts, allies, members, tasks, minutes, events, news, fans."""

from __future__ import annotations

from datetime import timedelta

from .random_gifts import Rows
from .random_moments import HOUR, Dice
from .reading import DAY, MICROSECOND, day_start

PLATFORMS = ("facebook", "facebook", "facebook", "mastodon", "twitter", "linkedin", "instagram", "other")
COUNT_GAPS = (
    *(timedelta(0), HOUR, 30 * HOUR, 48 * HOUR, 48 * HOUR - MICROSECOND, 48 * HOUR + MICROSECOND),
    *(60 * HOUR, 5 * DAY, 12 * DAY),
)


def posts(dice: Dice) -> Rows:
    """Posts of several platforms; two platforms may use the same id, and ids may look like numbers."""
    found = []
    for number in range(dice.random.choice((0, 2, 14, 40, 60))):
        at = dice.moment()
        found.append(
            {
                "platform": dice.random.choice(PLATFORMS),
                "id": dice.random.choice((str(number), f"{number:04d}", f"pfbid{number}")),
                "published_at": dice.written(at),
                "kind": dice.random.choice(("photo", "lien", "")),
                "text": dice.random.choice(("", "Bonjour, vous", "ligne\nligne", "=1+1")),
                "url": "",
                "phase": dice.random.choice(("launch", "daily", "closing", "")),
                "author": dice.random.choice(("Ana", "")),
                "_at": at,
            }
        )
    if found and found[0]["platform"] == "facebook":
        found.append({**found[0], "platform": "mastodon"})
    return found


def post_counts(dice: Dice, published: Rows) -> Rows:
    """Up to four observations of each post, shares unknown in some of them."""
    level = dice.random.choice((20, 60, 70, 90, 140))
    return [
        {
            "platform": post["platform"],
            "post_id": post["id"],
            "observed_at": dice.written(post["_at"] + gap),
            "shares": dice.random.choice(("", str(dice.random.randrange(level)), str(level), "0")),
            "reactions": dice.random.choice(("", "5")),
            "comments": "",
            "reach": dice.random.choice(("", "900")),
            "clicks": "",
        }
        for post in published
        for gap in dice.random.sample(COUNT_GAPS, dice.random.randrange(5))
    ]


def allies(dice: Dice) -> Rows:
    """Allies with and without an audience, who agreed, relayed one wave, both or none."""
    first, last = dice.campaign.first_day, dice.campaign.last_day
    return [
        {
            "name": f"Alliée {number}",
            "kind": dice.random.choice(("média", "OBNL", "")),
            "audience": dice.random.choice(("", "0", "400", "5000", "12500", "25000")),
            "contact": "",
            "owner": "Ana",
            "agreed_on": dice.day_before().isoformat() if dice.chance(0.7) else dice.maybe_day(0.4),
            "launch_relayed_on": (first + dice.random.randrange(-1, 7) * DAY).isoformat() if dice.chance(0.6) else "",
            "closing_relayed_on": (last - dice.random.randrange(-1, 9) * DAY).isoformat() if dice.chance(0.6) else "",
            "next_step": "",
            "next_step_on": dice.maybe_day(0.3),
        }
        for number in range(dice.random.choice((0, 1, 5, 12, 12)))
    ]


def members(dice: Dice) -> Rows:
    """Members, some of them unknown on social networks, some with a planned day and no responsibility."""
    share = dice.random.choice((0.4, 0.8, 1))
    return [
        {
            "name": dice.random.choice((f"Membre {number}", f"NA{number}")) if number else "NA",
            "on_social": dice.random.choice(("yes", "yes", "no", "")),
            "responsibility": "Infolettre" if dice.chance(share) else "",
            "responsibility_planned_on": dice.day_before().isoformat() if dice.chance(share) else "",
            "briefed_on": dice.day_before().isoformat() if dice.chance(share / 2) else dice.maybe_day(share),
            "first_reshare_on": dice.maybe_day(share),
            "minutes_pledged": dice.random.choice(("", "30")),
        }
        for number in range(dice.random.choice((0, 1, 8, 20)))
    ]


def tasks(dice: Dice) -> Rows:
    """A plan that may hold the showcase image, done early, late, after T or never."""
    found: Rows = []
    for number, kind in enumerate(("text", "evening", "showcase_image", "showcase_image", "")):
        if dice.chance(0.6):
            starts = dice.day_before()
            found.append(
                {
                    "id": f"{number:03d}",
                    "name": f"Tâche {number}",
                    "starts_on": starts.isoformat(),
                    "ends_on": (starts + 4 * DAY).isoformat() if dice.chance(0.7) else "",
                    "owner": "Ana",
                    "kind": kind,
                    "channel": "",
                    "target_public": "",
                    "done_on": (starts + dice.random.randrange(8) * DAY).isoformat() if dice.chance(0.6) else "",
                }
            )
    return found


def communication_log(dice: Dice) -> Rows:
    """Minutes by day, several rows a day and identical ones, with days missed at the start of some logs."""
    share = dice.random.choice((0.5, 0.95, 1, 1))
    found = []
    for number in range(-2, dice.campaign.length_days + 2):
        day = (dice.campaign.first_day + number * DAY).isoformat()
        row = {"member": "Ana", "channel": "courriel", "what": ""}
        if dice.chance(share):
            minutes = dice.random.choice(((30,), (15, 15), (10, 10, 10), (29,), (60,), (20, 15), (30,), (45,)))
            found += [{"day": day, "minutes": str(count), **row} for count in minutes]
    return found


def events(dice: Dice) -> Rows:
    """The launch evening, at times in two rooms, its attendance unknown at times; later evenings."""
    zero = dice.campaign.first_day - dice.random.choice((1, 1, 0, 3)) * DAY
    attendance = ("", "12", "30", "50", "61")
    found: Rows = []
    for name in ("Lancement", "Lancement, salle B")[: dice.random.choice((0, 1, 1, 1, 2))]:
        found.append({"name": name, "held_on": zero.isoformat(), "kind": "launch"})
    found.append({"name": "Mi-parcours", "held_on": dice.day().isoformat(), "kind": "mid_campaign"})
    return [{**row, "attendance": dice.random.choice(attendance)} for row in found]


def news(dice: Dice) -> Rows:
    """News in and around the campaign."""
    return [
        {
            "id": f"n{number}",
            "published_at": dice.written(dice.moment()),
            "title": f"Nouvelle {number}",
            "url": "",
        }
        for number in range(dice.random.choice((0, 1, 4, 9, 14)))
    ]


def audience(dice: Dice) -> Rows:
    """Followers of the campaign page and of other accounts, mostly around the first week and its edges."""
    first = day_start(dice.campaign.first_day, dice.campaign.zone)
    found = {}
    for _ in range(dice.random.choice((0, 3, 10, 25))):
        account = dice.random.choice(("ulule", "ulule", "facebook", "mastodon"))
        day = day_start(dice.campaign.first_day + dice.random.randrange(9) * DAY, dice.campaign.zone)
        at = dice.random.choice((dice.moment(), day + dice.near(), first + 7 * DAY - MICROSECOND))
        found[account, at] = dice.random.choice(("0", "40", "75", "88", "99", "100", "140"))
    return [{"account": account, "observed_at": dice.written(at), "followers": count} for (account, at), count in found.items()]
