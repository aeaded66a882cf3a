"""The posts of the demonstration and what was counted of them: photos in the evening travel, bare texts do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import exp
from random import Random

from tests.demo_frame import DAY_COUNT, Row, chance, day_number, instant, later, pick
from tests.demo_words import ECHO_DAYS, POSTS

_PREFIXES = {"facebook": "fb", "mastodon": "ma", "twitter": "tw", "linkedin": "li", "instagram": "ig"}
_PACE = {"facebook": 1.0, "mastodon": 0.5, "twitter": 0.3, "linkedin": 0.15, "instagram": 0.4}
_SHARES = {"photo": 52.0, "video": 48.0, "event": 27.0, "link": 24.0, "text": 19.0}
_GROWTH = ((3.0, 0.35), (24.0, 0.75), (48.0, 0.9), (168.0, 0.98))
_SWEEPS = (instant(35, "09:10"), instant(57, "10:00"))
_UNSEEN = "fb-13"
"""A Facebook post whose counts nobody wrote down."""
_SHARES_UNKNOWN = ("fb-10", "fb-19")
"""Facebook posts of which everything is known but the shares."""
_AUTHORS = {"Maude Grandvent": 5, "Yanick Octeau": 3, "Noémie Labrindille": 2}


def posts() -> list[Row]:
    """The rows of `posts.csv`, in order of time: Facebook first, and its echoes elsewhere some minutes later."""
    dice = chance("posts")
    rows = [_post("facebook", number, instant(day, clock), kind, text, dice)
            for number, (day, clock, kind, text) in enumerate(POSTS, 1)]  # fmt: skip
    for platform, days in ECHO_DAYS.items():
        echoes = (_echo(rows, day) for day in days)
        rows += [_post(platform, number, later(_at(echo), 0.1 + dice.random()), echo["kind"], echo["text"], dice)
                 for number, echo in enumerate(echoes, 1)]  # fmt: skip
    return sorted(rows, key=lambda row: row["published_at"])


def post_counts(published: list[Row]) -> list[Row]:
    """The rows of `post_counts.csv`: four counts a post, one of everything before each meeting, some blanks."""
    dice = chance("post counts")
    rows = [count for post in published if post["id"] != _UNSEEN for count in _counts(post, dice)]
    return sorted(rows, key=lambda row: (row["observed_at"], row["platform"], row["post_id"]))


def _post(platform: str, number: int, at: datetime, kind: str, text: str, dice: Random) -> Row:
    name = f"{_PREFIXES[platform]}-{number:02d}"
    return {
        "platform": platform,
        "id": name,
        "published_at": at.isoformat(),
        "kind": kind,
        "text": text,
        "url": f"https://example.org/{platform}/{name}",
        "phase": _phase(day_number(at)),
        "author": pick(dice, _AUTHORS),
    }


def _phase(day: int) -> str:
    """Launch: the four days of the allies' first wave; closing: the last seven."""
    if not 1 <= day <= DAY_COUNT:
        return ""
    return "launch" if day <= 4 else "closing" if day > DAY_COUNT - 7 else "daily"


def _echo(rows: list[Row], day: int) -> Row:
    return next(row for row in rows if day_number(_at(row)) == day)


def _at(post: Row) -> datetime:
    return datetime.fromisoformat(post["published_at"])


def _counts(post: Row, dice: Random) -> Iterator[Row]:
    final, seen = _final_shares(post, dice), 0
    for at, share in _observations(_at(post), dice):
        seen = max(seen, round(final * share))
        yield {"platform": post["platform"], "post_id": post["id"], "observed_at": at.isoformat()} | _cells(post, seen, dice)


def _final_shares(post: Row, dice: Random) -> float:
    evening = 1.12 if _at(post).hour >= 17 else 0.9
    luck = exp(dice.random() + dice.random() + dice.random() - 1.5)
    return _SHARES[post["kind"]] * _PACE[post["platform"]] * evening * luck


def _observations(published_at: datetime, dice: Random) -> list[tuple[datetime, float]]:
    """When a post was looked at, and the share of its final count that it had by then."""
    aged = [(later(published_at, hours + dice.random()), share) for hours, share in _GROWTH]
    swept = [(at, _grown(published_at, at)) for at in _SWEEPS if later(published_at, 1) < at]
    return sorted(aged + swept)


def _grown(published_at: datetime, at: datetime) -> float:
    return max((share for hours, share in _GROWTH if later(published_at, hours) <= at), default=0.2)


def _cells(post: Row, shares: int, dice: Random) -> Row:
    """Reactions, comments, reach and clicks in keeping with the shares; what a platform does not tell stays empty."""
    reach = str(round(260 + shares * (22 + 12 * dice.random()))) if post["platform"] == "facebook" else ""
    knows_shares = post["platform"] != "instagram" and post["id"] not in _SHARES_UNKNOWN
    return {
        "shares": str(shares) if knows_shares else "",
        "reactions": str(round(shares * (1.5 + dice.random()))),
        "comments": str(round(shares * 0.3 * dice.random())),
        "reach": reach,
        "clicks": str(round(int(reach) * 0.03 * dice.random())) if reach and dice.random() < 0.8 else "",
    }
