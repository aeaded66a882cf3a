"""The contributions of the demonstration, and those who re-share: a U-shaped campaign with a human hand in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import log
from random import Random

from tests.demo_frame import Row, awake, between, chance, day_number, instant, later, pick, rows_of
from tests.demo_tables import ALLIES, FIRST_DAY, REWARDS
from tests.demo_words import FIRST_NAMES, LAST_NAMES, NOTES

# Contributions that count, by day: the opening, the letter of day 18, four allies on day 28, the evening of day 35,
# the letter of day 45, and the rush of the last week.
BY_DAY = (
    30, 14, 12, 10, 8, 6, 5,
    3, 3, 4, 3, 3, 3, 2,
    2, 2, 3, 12, 7, 4, 3,
    1, 2, 3, 2, 4, 3, 10,
    7, 4, 4, 4, 5, 4, 14,
    10, 5, 5, 4, 4, 4, 4,
    3, 3, 12, 9, 5, 4, 10,
    10, 11, 18, 21, 27, 38, 66,
)  # fmt: skip

_HOURS = dict(enumerate(
    (0.5, 0.2, 0, 0, 0, 0.1, 0.5, 1.5, 3, 4, 4, 4, 6, 4.5, 3.5, 3.5, 4, 5, 6, 8.5, 10, 9, 5.5, 2.5)
))  # fmt: skip
_HOURS_OF_DAY = {1: _HOURS | {0: 22}, 35: _HOURS | {20: 16, 21: 16}, 56: _HOURS | {22: 11, 23: 13}}

_CENTS = {
    500: 4, 1000: 7, 1337: 0.5, 1500: 6, 2000: 11.5, 2500: 9, 3000: 6, 4000: 17, 4200: 1.5, 5000: 8, 6000: 10, 6400: 1,
    7500: 3, 10000: 10, 15000: 3.5, 20000: 2, 25000: 1.5, 50000: 1.1,
}  # fmt: skip

_ALLY = "allié"
_ALLIES = [ally for ally in rows_of(ALLIES) if ally["launch_relayed_on"]]
_SOURCES = {
    ("facebook", "post"): 30.0, ("direct", ""): 24.0, ("courriel", "infolettre"): 8.0, ("courriel", "message personnel"): 12.0,
    ("mastodon", "post"): 9.0, ("twitter", "post"): 4.0, (_ALLY, ""): 13.0,
}  # fmt: skip
_LETTER, _RELAY, _EVENING = ("courriel", "infolettre"), (_ALLY, ""), ("direct", "")
_SOURCES_OF_DAY = {
    day: _SOURCES | {source: 90.0}
    for source, days in ((_LETTER, (18, 19, 45, 46)), (_RELAY, (28, 29)), (_EVENING, (35,)))
    for day in days
}

_PENDING = ((12, "13:20:09", 4000), (30, "20:10:41", 10000), (45, "19:40:27", 2500), (55, "21:15:58", 6000))
_WITHDRAWN = ((28, "18:40:33", 7500),)

_PRICES_CENTS = {reward["id"]: int(reward["price"].replace(".", "")) for reward in rows_of(REWARDS)}
_THANKED_BY = {"Fatima Benzarouri": 5.0, "Maude Grandvent": 2.0, "Aminata Diopami": 1.0}
_COUNTRIES = {"CA": 88.0, "FR": 7.0, "BE": 2.0, "CH": 1.5, "US": 1.0, "SN": 0.5}


@dataclass(frozen=True)
class Giver:
    """Somebody who gives; an empty e-mail or user is one that the platform did not say."""

    name: str
    email: str
    user: str


@dataclass(frozen=True)
class Gift:
    """One contribution before it becomes a row."""

    at: datetime
    cents: int
    giver: Giver
    status: str = "counted"
    note: str = ""


def contributions() -> list[Row]:
    """The rows of `contributions.csv`, in order of time; ids D0001… follow that order."""
    ways, thanks, crowd = chance("ways"), chance("thanks"), _crowd(chance("names"))
    gifts = sorted([*_uncounted(crowd), *_counted(crowd)], key=lambda gift: gift.at)
    return [_row(f"D{number:04d}", gift, ways) | _thanks(gift, thanks) for number, gift in enumerate(gifts, 1)]


def first_day(gifts: list[Row]) -> list[Row]:
    """The rows of `first_day.csv`: a contribution is written down only where the e-mails differ."""
    return [_first_day(person, gifts) for person in rows_of(FIRST_DAY)]


def person_of(gift: Row) -> str:
    """Who gave: the e-mail, else the platform's user, else nobody but this contribution."""
    return gift["email"].strip().lower() or gift["platform_user"] or gift["id"]


def reshares(gifts: list[Row]) -> list[Row]:
    """The rows of `reshares.csv`: about a fifth of the people after their gift, some before it, two who never gave."""
    dice, rows = chance("reshares"), []
    for gift in _first_gifts(gifts):
        if dice.random() < 0.245:
            rows += [_reshare(gift, _afterwards(gift, dice), dice) for _ in range(pick(dice, {1: 7, 2: 2, 3: 1}))]
        elif dice.random() < 0.04 and gift["email"]:
            rows.append(_reshare(gift, later(_at(gift), -between(dice, 5, 80)), dice) | _by_email(gift["email"]))
    rows += [{"shared_at": instant(day, "20:14:00").isoformat(), "platform": "facebook", "evidence": "declared"}
             | _by_email(email) for day, email in ((9, "une.amie@example.com"), (37, "un.voisin@example.net"))]  # fmt: skip
    return sorted((row for row in rows if row["shared_at"] < "2018-03-20"), key=lambda row: row["shared_at"])


def _crowd(dice: Random) -> Iterator[Giver]:
    """People one after the other, none twice."""
    seen: set[str] = {person["name"] for person in rows_of(FIRST_DAY)}
    while True:
        name = f"{dice.choices(FIRST_NAMES)[0]} {dice.choices(LAST_NAMES)[0]}"
        if name not in seen:
            seen.add(name)
            yield _giver(name, f"{_plain(name)}@{pick(dice, {'example.org': 5, 'example.net': 3, 'example.com': 2})}")


def _giver(name: str, email: str) -> Giver:
    return Giver(name, email, f"u-{chance(name).random() * 900000 + 100000:.0f}")


def _plain(name: str) -> str:
    """A name as it stands in an address: no accent, a dot between words."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return letters.lower().replace(" ", ".")


def _counted(crowd: Iterator[Giver]) -> list[Gift]:
    dice = chance("gifts")
    moments = sorted(_moment(day, dice) for day, count in enumerate(BY_DAY, 1) for _ in range(count))
    givers = _givers(len(moments), crowd)
    return [Gift(at, _cents(at, dice), giver) for at, giver in zip(moments, givers, strict=True)]


def _uncounted(crowd: Iterator[Giver]) -> list[Gift]:
    pending = [Gift(instant(day, clock), cents, next(crowd), "pending", "Chèque annoncé, pas encore reçu.")
               for day, clock, cents in _PENDING]  # fmt: skip
    return pending + [Gift(instant(day, clock), cents, next(crowd), "withdrawn", "Remboursé le 19 février, à sa demande.")
                      for day, clock, cents in _WITHDRAWN]  # fmt: skip


def _moment(day: int, dice: Random) -> datetime:
    hour = pick(dice, _HOURS_OF_DAY.get(day, _HOURS))
    return later(instant(day, f"{hour:02d}:00"), between(dice, 0.03, 0.99))


def _cents(at: datetime, dice: Random) -> int:
    is_pi_day = (at.month, at.day) == (3, 14)
    return 3141 if is_pi_day and dice.random() < 0.15 else pick(dice, _CENTS)


def _givers(count: int, crowd: Iterator[Giver]) -> list[Giver]:
    """Who gives each contribution: mostly new people, some who come back, and a few whom the file knows badly."""
    dice, known = chance("givers"), _placed()
    for number in range(count):
        if number not in known:
            comes_back = number > 70 and dice.random() < 0.115
            known[number] = _again(known, number, dice) if comes_back else next(crowd)
    return [known[number] for number in range(count)]


def _placed() -> dict[int, Giver]:
    """Those who give at a given place: the first day's people, one without e-mail (twice), one without anything."""
    places = zip((0, 3, 8, 14, 25, 48), rows_of(FIRST_DAY), strict=True)
    quiet = replace(_giver("Théodore Belleclef", ""), email="")
    return {number: _giver(row["name"], row["gift_email"]) for number, row in places} | {
        70: quiet, 160: quiet, 128: Giver("", "", ""),
    }  # fmt: skip


def _again(known: dict[int, Giver], number: int, dice: Random) -> Giver:
    """Somebody who gave before, with the address typed another way now and then."""
    earlier = [known[place] for place in range(number - 25) if known[place].email]
    giver = earlier[int(dice.random() * len(earlier))]
    return replace(giver, email=pick(dice, {giver.email: 8, giver.email.title(): 2, f"{giver.email} ": 1}))


def _row(number: str, gift: Gift, dice: Random) -> Row:
    source, medium = pick(dice, _SOURCES_OF_DAY.get(day_number(gift.at), _SOURCES))
    note = NOTES[int(dice.random() * len(NOTES))] if dice.random() < 0.07 else ""
    return {
        "id": number,
        "contributed_at": gift.at.isoformat(),
        "amount": f"{gift.cents // 100}.{gift.cents % 100:02d}",
        "currency": "CAD",
        "status": gift.status,
        "name": gift.giver.name,
        "email": gift.giver.email,
        "platform_user": gift.giver.user,
        "reward": _reward(gift.cents, dice),
        "source": source,
        "medium": _ally(gift.at, dice) if source == _ALLY else medium,
        "country": pick(dice, _COUNTRIES),
        "note": gift.note or note,
    }


def _ally(at: datetime, dice: Random) -> str:
    """An ally that has relayed by then, the more likely the larger its audience."""
    day = at.date().isoformat()
    return pick(dice, {ally["name"]: int(ally["audience"]) for ally in _ALLIES if ally["launch_relayed_on"] <= day})


def _reward(cents: int, dice: Random) -> str:
    """The best reward that the amount opens, seven times in ten; otherwise none, or the first one."""
    opened = [name for name, price_cents in _PRICES_CENTS.items() if price_cents <= cents]
    return pick(dice, {opened[-1]: 70, opened[0]: 12, "": 18})


def _thanks(gift: Gift, dice: Random) -> Row:
    """94 times in 100 within the day, never at night; otherwise two or three days later, or never."""
    luck, quick, slow = dice.random(), between(dice, 0.3, 13), between(dice, 27, 75)
    by = pick(dice, _THANKED_BY)
    if gift.status == "pending" or not gift.giver.name or luck >= 0.98:
        return {"thanked_at": "", "thanked_by": ""}
    at = awake(later(gift.at, quick if luck < 0.94 else slow))
    return {"thanked_at": at.isoformat(), "thanked_by": by}


def _first_day(person: Row, gifts: list[Row]) -> Row:
    by_hand = person["email"] != person["gift_email"].lower()
    mine = next(gift for gift in gifts if gift["email"].lower() == person["gift_email"].lower())
    return {name: person[name] for name in ("name", "email", "identified_on")} | {
        "contribution_id": mine["id"] if by_hand else ""
    }


def _first_gifts(gifts: list[Row]) -> list[Row]:
    first: dict[str, Row] = {}
    for gift in gifts:
        if gift["status"] == "counted":
            first.setdefault(person_of(gift), gift)
    return list(first.values())


def _at(gift: Row) -> datetime:
    return datetime.fromisoformat(gift["contributed_at"])


def _afterwards(gift: Row, dice: Random) -> datetime:
    """When somebody re-shares after a gift: mostly within two days, now and then a week later, never by night."""
    return awake(later(_at(gift), min(0.2 - 30 * log(1 - dice.random()), 300)), 6)


def _reshare(gift: Row, at: datetime, dice: Random) -> Row:
    evidence = pick(dice, {"seen": 5, "declared": 3, "link": 2})
    email = pick(dice, {gift["email"]: 8, gift["email"].upper(): 2})
    names_gift = dice.random() < 0.6 or not email
    return {
        "shared_at": at.isoformat(),
        "platform": pick(dice, {"facebook": 60, "mastodon": 20, "twitter": 12, "other": 8}),
        "url": "" if evidence == "declared" else f"https://example.org/partages/{dice.random() * 10**6:06.0f}",
        "evidence": evidence,
    } | ({"contribution_id": gift["id"], "email": ""} if names_gift else _by_email(email))


def _by_email(email: str) -> Row:
    return {"contribution_id": "", "email": email}
