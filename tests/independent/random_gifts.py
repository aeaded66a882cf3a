"""Random rows about money and those who give it; a key that begins with "_" is never written to a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from .random_moments import Dice
from .reading import DAY, MICROSECOND, day_start, local_day

Rows = list[dict[str, Any]]

FIRST_NAMES = ("Zoé", "Éric", "Noël", "Ana", "Null", "Jean-François", 'Lou "Le Chat"', "Bob, fils")
REWARDS = (
    *(("1", "Merci"), ("01", "Autocollant"), ("NA", "Clé USB, 8 Go"), ("tshirt", "T-shirt « libre »")),
    *(("1e3", "Atelier"), ("5", "None")),
)
NICE_AMOUNTS = (5, 10, 15, 20, 25, 35, 40, 50, 75, 100, 250, 500)
GAPS = (
    *(timedelta(0), timedelta(minutes=20), timedelta(hours=5), timedelta(hours=23), timedelta(hours=24)),
    *(timedelta(hours=24) - MICROSECOND, timedelta(hours=24) + MICROSECOND, timedelta(hours=40)),
)


def people(dice: Dice, size: int) -> Rows:
    """Who may give: most by e-mail, some known to the platform only, some to nobody."""
    found = []
    for number in range(max(1, size)):
        name = dice.random.choice(FIRST_NAMES)
        has_email, has_user = dice.chance(0.8), dice.chance(0.5)
        found.append(
            {
                "name": name,
                "email": f"{name.split()[0].strip(',').lower()}.{number}@exemple.ca" if has_email else "",
                "platform_user": dice.random.choice((str(number), f"{number:05d}")) if has_user else "",
            }
        )
    return found


def spelled(dice: Dice, email: str) -> str:
    """The same address as somebody else would type it."""
    if not email:
        return dice.random.choice(("", "", "  "))
    email = dice.random.choice((email, email, email.upper(), email.title()))
    return dice.random.choice((email, email, f" {email}", f"{email}  "))


def amount(dice: Dice, style: str) -> str:
    """A decimal amount: multiples of 5 put commissions on half a cent, others are any cents."""
    if style == "nice" or (style == "mixed" and dice.chance(0.6)):
        number = dice.random.choice(NICE_AMOUNTS)
        return dice.random.choice((str(number), f"{number}.00", f"{number}.0"))
    return f"{dice.random.randrange(1, 30_000) / 100:.2f}"


def thanks(dice: Dice, contributed_at: datetime, gaps: tuple[timedelta, ...]) -> str:
    """When a contribution was thanked, around 24 h later; at times the day only, so even before the gift."""
    if dice.chance(0.12):
        return local_day(contributed_at + dice.random.choice(gaps), dice.campaign.zone).isoformat()
    return dice.written(contributed_at + dice.random.choice(gaps))


def contributions(dice: Dice, size: int) -> Rows:
    """Contributions of every status, dated before, in and after the campaign."""
    givers = people(dice, round(size * dice.random.choice((0.4, 0.8, 1))))
    style = dice.random.choice(("nice", "mixed", "cents"))
    thanked_share = dice.random.choice((0, 0.3, 0.9, 1))
    gaps = dice.random.choice((GAPS, GAPS[:6]))
    found = []
    for number in range(size):
        giver = dice.random.choice(givers)
        at = dice.moment()
        reward = dice.random.choice(dice.random.choice(REWARDS)) if dice.chance(0.6) else ""
        is_thanked = dice.chance(thanked_share)
        found.append(
            {
                "id": dice.random.choice((f"{number + 1:05d}", f"{number + 1}", f"c-{number}")),
                "contributed_at": dice.written(at),
                "amount": amount(dice, style),
                "currency": dice.random.choice(("CAD", "")),
                "status": dice.random.choices(("counted", "pending", "withdrawn"), (8, 1, 1))[0],
                "name": giver["name"],
                "email": spelled(dice, giver["email"] if dice.chance(0.95) else ""),
                "platform_user": giver["platform_user"] if dice.chance(0.9) else "",
                "reward": reward,
                "source": dice.random.choice(("", "infolettre", "facebook")),
                "medium": "",
                "country": dice.random.choice(("CA", "FR", "NA", "")),
                "note": dice.random.choice(("", "deux\nlignes", "a, b", 'dit "oui"')),
                "thanked_at": thanks(dice, at, gaps) if is_thanked else "",
                "thanked_by": "Ana" if is_thanked else "",
                "_at": at,
            }
        )
    return twins(dice, found)


def twins(dice: Dice, found: Rows) -> Rows:
    """The rows, with ids that differ by their leading zeros only, which a number would merge."""
    if len(found) > 1 and dice.chance(0.5):
        found[0]["id"], found[1]["id"] = "007", "7"
        for row in found[2:]:
            row["id"] = f"x{row['id']}"
    return found


def reshares(dice: Dice, gifts: Rows) -> Rows:
    """Re-shares before, exactly at and after the gifts, named by contribution or by e-mail address."""
    found = []
    for gift in gifts:
        if not dice.chance(0.35):
            continue
        gap = dice.random.choice((-DAY, -MICROSECOND, timedelta(0), MICROSECOND, DAY, 9 * DAY))
        by_email = bool(gift["email"].strip()) and dice.chance(0.5)
        found.append(reshare(dice, gift["_at"] + gap, "" if by_email else gift["id"], gift["email"]))
    if dice.chance(0.4):
        found.append(reshare(dice, dice.moment(), "", "personne@exemple.ca"))
    return found


def reshare(dice: Dice, at: datetime, contribution_id: str, email: str) -> dict[str, Any]:
    """One re-share; the e-mail address is there when the contribution is not named."""
    return {
        "shared_at": dice.written(at),
        "contribution_id": contribution_id,
        "email": "" if contribution_id else spelled(dice, email.strip().lower()),
        "platform": dice.random.choice(("facebook", "mastodon", "")),
        "url": "",
        "evidence": dice.random.choice(("seen", "declared", "link", "")),
    }


def first_day(dice: Dice, gifts: Rows) -> Rows:
    """People to give on day 1: some did, under this address or another one, some gave later or never."""
    zone, first = dice.campaign.zone, dice.campaign.first_day
    on_day = [gift for gift in gifts if local_day(gift["_at"], zone) == first]
    chosen = dice.random.sample(on_day, min(len(on_day), 7)) + dice.random.sample(gifts, min(len(gifts), 2))
    found = []
    for number, gift in enumerate(chosen):
        email = gift["email"].strip().lower()
        by_hand = not email or dice.chance(0.4)
        found.append(
            {
                "name": f"Personne {number}",
                "email": "" if by_hand and dice.chance(0.5) else spelled(dice, f"autre{number}@x.ca" if by_hand else email),
                "identified_on": dice.day_before().isoformat(),
                "contribution_id": gift["id"] if by_hand else "",
            }
        )
    found.append({"name": "Personne Z", "email": "", "identified_on": dice.day_before().isoformat()})
    return found


def rewards(dice: Dice) -> Rows:
    """A few of the rewards that contributions name, with and without a unit cost."""
    return [
        {
            "id": reward_id,
            "name": name,
            "price": dice.random.choice(("10", "25.00", "")),
            "unit_cost": dice.random.choice(("0", "1.25", "7.5", "12.34", "")),
            "quantity": dice.random.choice(("", "100")),
            "delivered": "",
        }
        for reward_id, name in REWARDS
        if dice.chance(0.8)
    ]


def budget(dice: Dice) -> Rows:
    """Budget lines with the amount planned, the actual one, both or neither."""
    return [
        {
            "label": f"Ligne {kind}",
            "kind": kind,
            "planned": dice.random.choice(("", "0", "150", "1234.56")),
            "actual": dice.random.choice(("", "", "0", "99.99")),
        }
        for kind in ("video", "graphics", "rewards", "tax", "other")
        if dice.chance(0.7)
    ]


def platform_totals(dice: Dice) -> Rows:
    """What the platform said at a few instants, parts of it unknown."""
    first = day_start(dice.campaign.first_day, dice.campaign.zone)
    moments = {dice.moment() for _ in range(dice.random.randrange(6))}
    moments |= {first + dice.random.randrange(8) * DAY + dice.near() for _ in range(dice.random.randrange(4))}
    return [
        {
            "observed_at": dice.written(at),
            "amount_raised": dice.random.choice(("0", "120.5", "9999.99", "30000", "505.05")),
            "contributors": dice.random.choice(("", "0", "12", "300")),
            "fans": dice.random.choice(("", "0", "85", "130")),
            "news": dice.random.choice(("", "3")),
        }
        for at in sorted(moments)
    ]
