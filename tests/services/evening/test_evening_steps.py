"""The evening's steps, from the store to what a room reads: figures worked out by hand, words for each state, nobody's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.forecast_views import chance_band, what_if_both
from lib.i18n.language import ENGLISH, FRENCH, Language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.evening.commitments import Commitment, commit
from lib.services.evening.evening import STEPS, begin
from lib.services.evening.evening_facts import gifts, missing, worked
from lib.services.evening.evening_notes import MINUTES, presenter_notes
from lib.services.evening.evening_picture import picture
from lib.services.evening.evening_steps import TITLES, Seen
from lib.services.evening.evening_supposing import outcome, start
from lib.services.instants import instant
from lib.services.viewing import view
from lib.store.engine import Store
from tests.pages.looking import texts_of
from tests.services.hands import hand_at, shelved
from tests.services.held import AT, bring, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS, SETTINGS

MID = "2018-02-20"
POSTS = (
    "platform,id,published_at,kind,text\n"
    "facebook,p1,2018-01-21T12:00:00-05:00,photo,Écrivez à ana.roy@example.org pour en être\n"
    "facebook,p2,2018-01-22T12:00:00-05:00,link,\n"
    "facebook,p3,2018-01-10T12:00:00-05:00,photo,Avant la campagne\n"
)
COUNTS = (
    "platform,post_id,observed_at,shares\n"
    "facebook,p1,2018-01-25T12:00:00-05:00,12\n"
    "facebook,p2,2018-01-25T12:00:00-05:00,70\n"
    "facebook,p3,2018-01-25T12:00:00-05:00,900\n"
)
ALLIES = (
    "name,audience,agreed_on,launch_relayed_on,closing_relayed_on\n"
    "Les Amies,1200,2018-01-10,2018-01-20,\nLe Club,400,2018-01-10,2018-01-21,2018-02-19\nLa Coop,9000,2018-01-10,,\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, OpenCampaign]:
    store = empty_store(tmp_path_factory.mktemp("demo"))
    load_demonstration(store, at=AT)
    return store, open_campaign(store)


def seen_at(store: Store, opened: OpenCampaign, as_of: str, language: Language = ENGLISH, **asked: str) -> Seen:
    translator = Translator(language, opened.campaign.period.zone)
    return Seen(store, opened, view(store, opened, instant(as_of, opened.campaign)), translator, asked)


def said(seen: Seen, step: int) -> str:
    return "\n".join(texts_of(str(picture(seen, step, None))))


def test_what_is_missing_in_money_and_in_contributions_of_the_median(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)  # 100.00 gross, median 30.00; 1 000.00 in hand takes 1 071.81
    found = missing(store, opened, view(store, opened, instant(MID, opened.campaign)))
    assert (found.in_hand_cents, found.threshold_cents) == (971_81, 900_00)
    assert (found.in_hand_gifts, found.threshold_gifts) == (33, 30)  # 971.81 ÷ 30 = 32.4
    words = said(seen_at(store, opened, MID), 3)
    assert "$972" in words
    assert "contributions of the median amount, $30.00" in words
    assert "2 a day, today included" in words  # 33 in 25 days


@pytest.mark.parametrize(("cents", "each", "count"), [(100_00, 30_00, 4), (90_00, 30_00, 3), (0, 30_00, 0), (None, 30_00, None), (5, None, None), (5, 0, None)])  # fmt: skip
def test_the_last_gift_is_a_whole_one(cents: int | None, each: int | None, count: int | None) -> None:
    assert gifts(cents, each) == count


def test_what_worked_is_of_the_campaign_alone_best_first_and_without_addresses(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, posts=POSTS, post_counts=COUNTS, allies=ALLIES)
    found = worked(store, opened, view(store, opened, instant(MID, opened.campaign)))
    assert [post.id for post in found.posts] == ["p2", "p1"]
    assert [ally.name for ally in found.allies] == ["Les Amies", "Le Club"]
    assert [day.counted_cents for day in found.days] == [60_00, 30_00, 10_00]
    words = said(seen_at(store, opened, MID), 2)
    assert "example.org" not in words
    assert "relayed the launch and the closing" in words
    assert "because" in words  # said once, to say that after is not because
    assert "After is not because" in words


def test_a_source_of_fewer_than_five_people_is_not_told(store: Store) -> None:
    rows = "".join(f"c{n},2018-01-2{n}T09:00:00-05:00,10.00,counted,p{n}@example.org,ally-of-one\n" for n in range(1, 5))
    opened = opened_with(store, contributions="id,contributed_at,amount,status,email,source\n" + rows)
    assert worked(store, opened, view(store, opened, instant(MID, opened.campaign))).sources == ()


def test_the_levers_move_the_money_and_the_chance_with_its_band(demo: tuple[Store, OpenCampaign]) -> None:
    store, opened = demo
    seen = seen_at(store, opened, "2018-02-05")
    begun = start(store, opened, seen.view)
    assert (begun.members, begun.usual_cents, begun.days_left) == (24, 40_00, 40)
    found = outcome(begun, {"each": "2", "day": "10", "pace": "1", "one": "500"})
    assert (found.given_cents, found.promised_cents) == (900_00, 1_920_00 + 1_600_00)
    assert begun.course is not None
    after = what_if_both(begun.course, 900_00, 11, 3_520_00).after
    assert after is not None
    assert found.now is not None
    assert found.then is not None
    assert (found.then.value, (found.then.low, found.then.high)) == (after, chance_band(after))
    assert found.now.value < found.then.value
    assert found.in_hand_now is not None
    assert found.in_hand_then is not None
    assert found.in_hand_now < found.in_hand_then


def test_what_the_levers_come_to_is_said_in_words_and_at_rest_nothing_moves(demo: tuple[Store, OpenCampaign]) -> None:
    words = said(seen_at(*demo, "2018-02-05", each="2"), 4)
    assert "Members who bring people: 24 × 2 × $40.00 = $1,920, by the closing." in words
    assert "The chance goes from between 80 and 90 in 100 to" in words
    assert "Chance of reaching the platform’s threshold: now between 80 and 90 in 100; then" in words
    at_rest = said(seen_at(*demo, "2018-02-05"), 4)
    assert "Move a lever: nothing that is stored changes." in at_rest
    assert "Chance with these levers" not in at_rest


def test_money_that_passes_the_threshold_is_said_to_pass_it(demo: tuple[Store, OpenCampaign]) -> None:
    assert "The platform’s threshold would be passed." in said(seen_at(*demo, "2018-02-05", one="20000"), 4)


@pytest.mark.parametrize(
    ("as_of", "step", "words"),
    [
        ("2018-01-10", 1, "The campaign opens on"),
        ("2018-01-10", 2, "No contribution is counted yet."),
        ("2018-01-21", 4, "Too early to say"),
        ("2018-04-01", 1, "The campaign closed"),
        ("2018-04-01", 3, "The campaign is over: there is nothing left to correct."),
        ("2018-04-01", 4, "The campaign is over: there is nothing left to suppose."),
        (MID, 5, "The list begins with the evening"),
    ],
)
def test_before_too_early_after_and_without_an_evening_there_are_words(store: Store, as_of: str, step: int, words: str) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    assert words in said(seen_at(store, opened, as_of), step)


def test_once_the_campaign_is_over_a_lever_adds_nothing(store: Store) -> None:
    words = said(seen_at(store, opened_with(store, contributions=CONTRIBUTIONS), "2018-04-01", day="5"), 4)
    assert "as if it were today" not in words


@pytest.mark.parametrize("language", [ENGLISH, FRENCH])
@pytest.mark.parametrize("as_of", ["2018-01-10", MID, "2018-04-01"])
def test_without_any_data_each_step_and_its_notes_still_open(store: Store, as_of: str, language: Language) -> None:
    seen = seen_at(store, opened_with(store), as_of, language)
    for step in range(1, STEPS + 1):
        assert said(seen, step)
        assert presenter_notes(seen, step)


def test_a_campaign_that_keeps_what_it_raises_is_told_no_chance(store: Store) -> None:
    bring(store, {"contributions": CONTRIBUTIONS}, settings=SETTINGS + "all_or_nothing = false\n")
    words = said(seen_at(store, open_campaign(store), MID, day="2"), 4)
    assert "$60 more: $160 collected." in words
    assert "keeps what it raises" in words


def test_with_the_goal_in_hand_nothing_is_missing(store: Store) -> None:
    rich = "id,contributed_at,amount,status,email\nc1,2018-01-20T09:00:00-05:00,2000.00,counted,ana@example.org\n"
    seen = seen_at(store, opened_with(store, contributions=rich), MID)
    assert "Nothing: the goal is in hand." in said(seen, 3)
    assert any("The goal is in hand" in note for note in presenter_notes(seen, 3))


def test_notes_hold_the_figures_of_the_instant(demo: tuple[Store, OpenCampaign]) -> None:
    seen = seen_at(*demo, "2018-02-23T19:30")
    notes = [" ".join(presenter_notes(seen, step)) for step in range(1, STEPS + 1)]
    assert "$10,843 in hand of $25,000, that is 43%." in notes[0]
    assert "380 contributions of the median amount, for $15,173" in notes[2]
    assert "24 × 2 × $40 = $1,920" in notes[3]
    assert len(TITLES) == len(MINUTES) == STEPS


def test_names_are_in_the_list_only_where_the_room_itself_reads_it(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    hand = hand_at(shelved(tmp_path / "shelf"), tmp_path)
    led = begin(hand.store, hand.opened.id, at=hand.at)
    commit(hand, led, Commitment("Zoé Tremblay", "Appeler dix proches", hand.today))
    seen = seen_at(hand.store, hand.opened, "2018-03-01")
    for_room, for_phones = str(picture(seen, 5, led, names=True)), str(picture(seen, 5, led))
    assert "Zoé Tremblay" in for_room
    assert "Zoé" not in for_phones
    assert "Appeler dix proches" in for_phones
    assert "commitment, by 1 person" in for_phones
