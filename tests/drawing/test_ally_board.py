"""The allies' board: four headed columns, each ally with its audience and its lines."""

from __future__ import annotations

import pytest

from lib.drawing.ally_board import AllyCard, AllyColumn, ally_board
from tests.drawing.reading import Element, read
from tests.drawing.test_escaping import HOSTILE

RADIO = AllyCard("Radio", "7\u00a0400", ("Média", "depuis le 22 janvier"))
COLUMNS = (
    AllyColumn("À demander", "0 allié", (), "Tout le monde a été approché."),
    AllyColumn("Accord conclu", "2 alliés", (RADIO, AllyCard("Festival", "inconnu")), "Personne."),
)


def seen() -> Element:
    return read(ally_board(COLUMNS, name="Le tableau"))


def test_columns_are_headed_and_stay_in_the_order_given() -> None:
    assert [head.words for head in seen().all("h3")] == ["À demander", "Accord conclu"]
    assert [count.words for count in seen().all(css="cd-allies-count")] == ["0 allié", "2 alliés"]


def test_a_card_says_the_ally_its_audience_and_its_lines() -> None:
    assert [card.words for card in seen().all("li")] == ["Radio 7~400 Média depuis le 22 janvier", "Festival inconnu"]


def test_an_empty_column_says_so_and_has_no_list() -> None:
    empty, full = seen().all("section")
    assert (empty.all("ul"), empty.all(css="cd-allies-empty")[0].words) == ([], "Tout le monde a été approché.")
    assert full.all(css="cd-allies-empty") == []


def test_the_board_has_a_name_for_a_screen_reader() -> None:
    board = seen().all(css="cd-allies")[0]
    assert (board.attributes["role"], board.attributes["aria-label"]) == ("group", "Le tableau")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_was_written(text: str) -> None:
    def drawn(words: str) -> Element:
        cards = (AllyCard(words, words, (words, words)),)
        return read(ally_board([AllyColumn(words, words, cards, words), AllyColumn(words, words, (), words)], name=words))

    harmless, hostile = drawn("inoffensif"), drawn(text)
    assert [element.tag for element in hostile.all()] == [element.tag for element in harmless.all()]
    assert hostile.words == harmless.words.replace("inoffensif", text)
