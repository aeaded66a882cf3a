"""What is written down from the daily check, read by the rules of the campaign's files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.campaign.errors import EditConflict, UseError
from lib.campaign.work import RowRef
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.services.daily.acting import Done, Hand, undo
from lib.services.edits.noting import enter_counts, identify_person, log_minutes, note_news, note_reshare, read_total
from lib.services.edits.typed_rows import Said
from lib.store.changes.edits import delete_row
from lib.store.queries.lists import table_page
from tests.services.hands import hand_at, shelved
from tests.services.held import AT
from tests.support.files import CONTRIBUTIONS

POSTS = "platform,id,published_at\nfacebook,fb-1,2018-02-20T12:00:00-05:00\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three contributions and a post."""
    return shelved(tmp_path_factory.mktemp("shelf"), contributions=CONTRIBUTIONS, posts=POSTS)


@pytest.fixture
def hand(shelf: Path, tmp_path: Path) -> Hand:
    """Ana, who notes things on 2018-03-01 at 07:00 in Toronto."""
    return hand_at(shelf, tmp_path)


def rows(hand: Hand, table: str, *names: str) -> list[tuple[object, ...]]:
    found = table_page(hand.store, hand.opened.id, table, personal=True).rows
    return [tuple(row.cells[name] for name in names) for row in found]


def post(hand: Hand) -> RowRef:
    row = table_page(hand.store, hand.opened.id, "posts").rows[0]
    return RowRef("posts", row.pk, row.version)


def later(hand: Hand, **moment: int) -> Hand:
    return Hand(hand.store, hand.opened, hand.at.replace(**moment), hand.who)  # type: ignore[arg-type]


def test_counts_are_noted_with_the_post_and_the_instant_and_what_is_empty_stays_unknown(hand: Hand) -> None:
    enter_counts(hand, post(hand), {"shares": "1 061", "reactions": "", "reach": "0"})
    assert rows(hand, "post_counts", "platform", "post_id", "observed_at", "shares", "reactions", "reach") == [
        ("facebook", "fb-1", AT, 1061, None, 0)
    ]


def test_counts_of_the_same_instant_complete_the_first_ones(hand: Hand) -> None:
    enter_counts(hand, post(hand), {"shares": "10", "reactions": "4"})
    enter_counts(hand, post(hand), {"shares": "12", "reactions": ""})
    enter_counts(later(hand, hour=13), post(hand), {"shares": "15"})
    assert rows(hand, "post_counts", "shares", "reactions") == [(12, 4), (15, None)]


def test_the_platform_s_total_is_read_as_people_write_it(hand: Hand) -> None:
    read_total(hand, {"amount_raised": "1 287,50 $", "contributors": "19", "fans": "", "news": "1"})
    assert rows(hand, "platform_totals", "observed_at", "amount_raised_cents", "contributors", "fans", "news") == [(AT, 128_750, 19, None, 1)]


def test_minutes_are_of_today_unless_another_day_is_said(hand: Hand) -> None:
    log_minutes(hand, {"minutes": "30", "channel": "Facebook", "day": ""})
    log_minutes(hand, {"minutes": "15", "day": "2018-02-28"})
    assert rows(hand, "communication_log", "day", "minutes", "channel") == [
        (date(2018, 2, 28), 15, None),
        (date(2018, 3, 1), 30, "Facebook"),
    ]


def test_late_in_the_evening_today_is_still_the_campaign_s_local_day(hand: Hand) -> None:
    log_minutes(Hand(hand.store, hand.opened, datetime(2018, 3, 2, 4, 30, tzinfo=UTC), "ana"), {"minutes": "5"})
    assert rows(hand, "communication_log", "day") == [(date(2018, 3, 1),)]


def test_two_news_of_one_minute_have_two_ids(hand: Hand) -> None:
    for title in ("Une", "Deux"):
        note_news(hand, {"title": title, "url": ""})
    assert rows(hand, "news", "id", "title", "published_at") == [("n-20180301-0700", "Une", AT), ("n-20180301-0700-2", "Deux", AT)]


@pytest.mark.parametrize(("who", "column", "cell"), [(" BO@example.org ", "email", "BO@example.org"), ("c2", "contribution_id", "c2")])
def test_a_re_share_is_noted_with_its_contributor(hand: Hand, who: str, column: str, cell: str) -> None:
    note_reshare(hand, {"platform": "mastodon", "evidence": "seen", "url": ""}, who)
    assert rows(hand, "reshares", "shared_at", "platform", "evidence", column) == [(AT, "mastodon", "seen", cell)]


@pytest.mark.parametrize("who", ["", "c9", "zoe@example.org", "bo@example.or"])
def test_a_re_share_of_nobody_known_is_refused(hand: Hand, who: str) -> None:
    with pytest.raises(UseError, match="No contribution has this number or this e-mail"):
        note_reshare(hand, {"platform": "mastodon"}, who)
    assert rows(hand, "reshares", "email") == []


def test_a_person_of_the_first_day_is_identified_today(hand: Hand) -> None:
    identify_person(hand, {"name": "Zoé", "email": ""})
    assert rows(hand, "first_day", "name", "email", "identified_on") == [("Zoé", None, date(2018, 3, 1))]


WRONG: tuple[tuple[str, Callable[[Hand], Done], str], ...] = (
    ("post_counts", lambda hand: enter_counts(hand, post(hand), {"shares": "beaucoup"}), "“beaucoup” is not a number."),
    ("post_counts", lambda hand: enter_counts(hand, post(hand), {"shares": "-3"}), "is below zero"),
    ("post_counts", lambda hand: enter_counts(hand, post(hand), {"shares": " "}), "Give at least one count."),
    ("platform_totals", lambda hand: read_total(hand, {"amount_raised": "12,345"}), "can be read as thousands or as decimals"),
    ("platform_totals", lambda hand: read_total(hand, {"amount_raised": ""}), "is empty"),
    ("communication_log", lambda hand: log_minutes(hand, {"minutes": ""}), "is empty"),
    ("communication_log", lambda hand: log_minutes(hand, {"minutes": "30", "day": "hier"}), "is not a date"),
    ("news", lambda hand: note_news(hand, {"title": " "}), "is empty"),
    ("first_day", lambda hand: identify_person(hand, {"name": ""}), "is empty"),
)


@pytest.mark.parametrize(("table", "action", "reason"), WRONG)
def test_what_cannot_be_read_is_refused_in_words_and_nothing_is_written(
    hand: Hand, table: str, action: Callable[[Hand], Done], reason: str
) -> None:
    with pytest.raises(UseError) as refused:
        action(hand)
    assert reason in Translator(ENGLISH).sentence(refused.value.message)
    assert rows(hand, table) == []


def test_the_refusal_calls_the_field_as_the_page_does(hand: Hand) -> None:
    with pytest.raises(UseError) as refused:
        read_total(hand, {"amount_raised": "douze"}, lambda name: {"amount_raised": "Montant"}.get(name, name))
    assert Translator(FRENCH).sentence(refused.value.message).startswith("Montant")


def test_counts_of_a_post_that_is_gone_are_refused(hand: Hand) -> None:
    gone = post(hand)
    delete_row(hand.store, hand.opened.id, "posts", gone.pk, gone.version, at=AT, who="bo")
    with pytest.raises(EditConflict):
        enter_counts(hand, gone, {"shares": "3"})


NOTES: tuple[tuple[str, Callable[[Hand, Said], Done], Said], ...] = (
    ("platform_totals", read_total, {"amount_raised": "10.00"}),
    ("communication_log", log_minutes, {"minutes": "30"}),
    ("news", note_news, {"title": "Une"}),
    ("first_day", identify_person, {"name": "Zoé"}),
)


@pytest.mark.parametrize(("table", "note", "said"), NOTES)
def test_a_note_is_taken_back_by_undoing_it(hand: Hand, table: str, note: Callable[[Hand, Said], Done], said: Said) -> None:
    done = note(hand, said)
    assert len(rows(hand, table)) == 1
    undo(hand, done)
    assert rows(hand, table) == []
