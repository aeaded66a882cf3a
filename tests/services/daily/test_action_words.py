"""The campaign's actions in words: each with its day or its hour, and what came after it, never because of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.services.analyses.progress import Action
from lib.services.daily.action_words import action_days, action_text, after_text, day_text, when_text
from lib.services.daily.afterwards import Brought, Unknown
from lib.services.daily.deeds import DatedDeed, Deed, DeedKind

ZONE = ZoneInfo("America/Toronto")
IN_ENGLISH, IN_FRENCH = Translator(ENGLISH, ZONE), Translator(FRENCH, ZONE)
DAY = date(2018, 2, 4)
MIDNIGHT = datetime(2018, 2, 4, 5, 0, tzinfo=UTC)
BROUGHT = Brought(4000, Fraction(4, 3))


def action(kind: DeedKind, name: str, *, hour: int | None = None, words: str = "", after: Brought | Unknown = BROUGHT) -> Action:
    at = MIDNIGHT + timedelta(hours=hour or 0)
    return Action(DAY, DatedDeed(at, hour is not None, (DAY,), Deed(kind, name), words), after)


EVENING = action(DeedKind.EVENING, "Soirée de mi-parcours")
POST = action(DeedKind.POSTS, "facebook", hour=15, words="Bonjour à tous")


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (EVENING, "Soirée de mi-parcours"),
        (POST, "Facebook: “Bonjour à tous”"),
        (action(DeedKind.POSTS, "mastodon", hour=8), "1 post on Mastodon"),
        (action(DeedKind.NEWS, "Merci", hour=9), "News “Merci”"),
        (action(DeedKind.CLOSING_RELAY, "Biblio"), "Closing relayed by Biblio"),
    ],
)
def test_an_action_is_called_by_what_it_was(done: Action, said: str) -> None:
    assert action_text(done, IN_ENGLISH) == said


def test_an_hour_is_said_only_where_one_is_known() -> None:
    assert [when_text(done, IN_FRENCH) for done in (EVENING, POST)] == ["4\u00a0févr.", "4\u00a0févr., 15\u00a0h"]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (BROUGHT, "+40,00\u00a0$, contributions\u00a0: +1,3"),
        (Brought(-1050, Fraction(-2)), "−10,50\u00a0$, contributions\u00a0: −2"),
        (Unknown.NOT_OVER, "ses 24\u00a0heures ne sont pas finies"),
        (Unknown.NOT_RECORDED, "aucune contribution notée une à une"),
    ],
)
def test_what_came_after_has_a_sign_or_a_reason(after: Brought | Unknown, said: str) -> None:
    assert after_text(after, "CAD", IN_FRENCH) == said


def test_a_day_tells_each_of_its_actions_and_what_came_after_in_the_order_of_time() -> None:
    (day,) = action_days([POST, EVENING])
    assert not day.has_posts_alone
    assert day_text(day, "CAD", IN_ENGLISH) == [
        "February 4",
        "Soirée de mi-parcours. Within 24 hours after: +$40.00, +1.3 contributions.",
        "Facebook: “Bonjour à tous”. Within 24 hours after: +$40.00, +1.3 contributions.",
    ]


def test_a_day_of_posts_alone_is_told_apart() -> None:
    assert [day.has_posts_alone for day in action_days([POST, POST])] == [True]
