"""What the screen says, state by state, worked out by hand: a goal of 1 000 $ less 6.7 %, gifts of round amounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lib.drawing.screen import Figure, ScreenWords
from lib.i18n.formats import NBSP
from lib.i18n.language import ENGLISH, FRENCH
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from tests.services.screens import AFTER, HALFWAY, LATE, PLAN, TEN_DAYS_BEFORE, ZONE, gifts, held_campaign, settings_of, words_of


def plain(text: str) -> str:
    """With ordinary spaces, to be read here."""
    return text.replace(NBSP, " ")


def hero(words: ScreenWords) -> tuple[str, str]:
    return plain(words.figure), plain(words.caption)


def figures(words: ScreenWords) -> list[tuple[str, str]]:
    return [(plain(each.value), plain(each.label)) for each in words.figures]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[object]:
    def campaign(*amounts: str, **tables: str) -> tuple[Store, OpenCampaign]:
        given = {"contributions": gifts(*amounts)} if amounts else {}
        return held_campaign(tmp_path, settings=settings_of(), **given, **tables)

    return campaign  # type: ignore[return-value]


def test_before_the_opening_the_days_are_counted(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made(**PLAN), TEN_DAYS_BEFORE, FRENCH)
    assert hero(words) == ("10 jours", "avant l’ouverture, le 20 janvier")
    assert figures(words) == [("1 000 $", "à avoir en main"), ("56 jours", "de campagne")]
    assert (words.day, words.data, words.data_icon) == (f"10{NBSP}janvier 2018", "Aucune donnée encore", "dashed-square")
    assert [(each.value, each.of, each.label) for each in words.movement] == [
        ("2", "sur 3", "membres ont une responsabilité"), ("0", "sur 3", "membres sont formés"),
    ]  # fmt: skip


def test_in_its_course_it_says_what_is_in_hand(made) -> None:  # type: ignore[no-untyped-def]
    """400 $ gross, 26,80 $ of commission: 373,20 $; 671,81 $ to raise in 29 days is 23,17 $ a day, or 17 gifts of 40 $."""
    words = words_of(*made(*["40"] * 10), HALFWAY, FRENCH)
    assert hero(words) == ("373 $", "en main, sur les 1 000 $ qu’il nous faut")
    assert figures(words) == [("10", "contributeurs"), ("24 $", "par jour d’ici la fin"), ("17", "contributions de 40 $ suffiraient")]
    assert plain(words.day) == "16 février 2018, J−28"
    assert words.bar is not None
    assert (float(words.bar.done), float(words.bar.goal), words.bar.start) == (0.3732, 1.0, "")


def test_near_its_goal_it_leads_with_what_is_missing(made) -> None:  # type: ignore[no-untyped-def]
    """880 $ gross are 821,04 $ in hand; 1 071,81 $ are needed: 191,81 $, said as 192 $."""
    words = words_of(*made(*["80"] * 11), LATE, ENGLISH)
    assert hero(words) == ("$192", "still to raise to have $1,000 in hand")
    assert words.bar is not None and words.bar.start == "$821 in hand"
    assert figures(words)[-1] == ("11", "contributors"), "late in a campaign a large number of givers lowers giving"


def test_just_under_seven_tenths_it_does_not_yet(made) -> None:  # type: ignore[no-untyped-def]
    """750 $ gross are 699,75 $ in hand; 751 $ are 700,68 $."""
    assert hero(words_of(*made("750"), LATE, ENGLISH))[0] == "$699"


def test_the_threshold_of_the_platform_is_said_before_the_goal_is_in_hand(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made(*["101"] * 10), LATE, FRENCH)
    assert hero(words)[0] == "62 $"
    assert plain(words.line) == "Le seuil de la plateforme est atteint : l’argent sera versé."


def test_past_its_goal_the_goal_is_a_mark_on_the_way(made) -> None:  # type: ignore[no-untyped-def]
    """1 500 $ gross are 1 399,50 $ in hand: the goal stands at 1 000 / 1 399.50 of the bar."""
    words = words_of(*made(*["150"] * 10), LATE, FRENCH)
    assert hero(words) == ("1 399 $", "en main : l’objectif de 1 000 $ est dépassé")
    assert figures(words)[1] == ("399 $", "au-delà de l’objectif")
    assert words.bar is not None
    assert (float(words.bar.done), round(float(words.bar.goal), 4)) == (1.0, 0.7145)


def test_closed_under_its_threshold_nothing_is_called_in_hand(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made(*["40"] * 10), AFTER, FRENCH)
    assert hero(words) == ("373 $", "promis à la clôture, sur les 1 000 $ qu’il fallait")
    assert plain(words.line) == "Le seuil n’a pas été atteint : rien n’est versé."
    assert plain(words.day) == "terminée le 16 mars 2018"


def test_nothing_known_is_not_zero(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made(), HALFWAY, FRENCH)
    assert hero(words)[0] == "—"
    assert "n’est pas connu" in (words.bar.name if words.bar else "")
    assert words.movement == ()


def test_the_counter_of_the_evening_takes_the_place_of_the_forecast(made) -> None:  # type: ignore[no-untyped-def]
    at, since = datetime(2018, 2, 1, 20, 0, tzinfo=ZONE), datetime(2018, 2, 1, 9, 0, tzinfo=ZONE)
    words = words_of(*made(*["40"] * 10), at, FRENCH, since=since)
    assert figures(words)[1] == ("+400 $", "de 10 contributeurs depuis le début de la soirée")
    assert words.line == ""


def test_what_is_to_be_done_is_the_plans_unless_the_lead_says_it(made) -> None:  # type: ignore[no-untyped-def]
    store, opened = made("40", **PLAN)
    planned = words_of(store, opened, HALFWAY, FRENCH)
    assert planned.actions[0] == "Tenir la soirée de mi-parcours"
    assert planned.actions[2] == "Relancer tous les organismes alliés avant la…"
    assert words_of(store, opened, HALFWAY, FRENCH, actions=("Coller des affiches",)).actions == ("Coller des affiches",)


def test_scenes_that_have_nothing_to_say_do_not_turn_up(made) -> None:  # type: ignore[no-untyped-def]
    store, opened = made("40", news=PLAN["news"])
    assert words_of(store, opened, HALFWAY, FRENCH).scenes == ("money", "movement")
    assert words_of(store, opened, HALFWAY, FRENCH, scenes=("next",)).scenes == ("next",)
    assert words_of(store, opened, HALFWAY, FRENCH, scenes=("money",)).rotation_seconds == 0


def test_data_that_are_old_are_said_to_be(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made("40"), HALFWAY, FRENCH)
    assert (plain(words.data), words.data_icon) == ("Données périmées, du 1er févr. à 12 h", "clock")
    fresh = words_of(*made("40"), datetime(2018, 2, 1, 20, 0, tzinfo=ZONE), FRENCH)
    assert (plain(fresh.data), fresh.data_icon) == ("Données de 12 h", "")


def test_a_party_says_what_the_milestone_pays_for(made) -> None:  # type: ignore[no-untyped-def]
    party = words_of(*made("40"), HALFWAY, FRENCH, party=True).party
    assert party is not None
    assert (party.title, plain(party.figure), party.words) == ("Un quart de l’objectif!", "250 $", "amassés ensemble. Merci!")


def test_the_address_is_said_as_people_type_it(made) -> None:  # type: ignore[no-untyped-def]
    words = words_of(*made("40"), HALFWAY, FRENCH)
    assert words.address == "ulule.com"
    assert words.url == "https://fr.ulule.com/services-faciles-pour-toutes-et-tous/"


def test_a_share_of_nothing_is_not_drawn_past_the_whole() -> None:
    from fractions import Fraction

    assert Figure("3", "x", "of 2", Fraction(3, 2)).done == "100%"
    assert Figure("3", "x").done == ""
