"""The KPI board: rows, links, status by shape and word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.drawing.board import BoardRow, board
from lib.drawing.icons import ICONS, icon
from lib.drawing.status import STATUSES, status, status_word
from lib.kpis.reading import Status
from tests.drawing.cases import EN, FR
from tests.drawing.reading import read

ROW = BoardRow("Contributeurs-ambassadeurs", "/visibilite", "20\u00a0%", "25\u00a0%", "at_risk", "60 sur 287")
WORDS = {
    "reached": ("Objectif atteint", "Reached"),
    "on_track": ("En bonne voie", "On track"),
    "at_risk": ("À surveiller", "At risk"),
    "off_track": ("En retard", "Off track"),
    "missed": ("Manqué", "Missed"),
    "too_early": ("Trop tôt pour conclure", "Too early to tell"),
    "no_data": ("Aucune donnée", "No data"),
    "stale": ("Données périmées", "Stale data"),
    "not_started": ("Pas commencé", "Not started"),
}


def test_a_row_says_indicator_value_target_status_and_why() -> None:
    element = read(board([ROW], FR, caption="Les engagements du plan"))
    assert [cell.words for cell in element.all("tbody")[0].all("td")] == ["20~%", "cible~: 25~%", "À surveiller", "60 sur 287"]
    [name] = element.all(css="cd-board-name")
    assert (name.tag, name.words, name.all("a")[0].attributes["href"]) == ("th", ROW.name, "/visibilite")


def test_the_table_has_its_name_and_its_headers_in_the_language() -> None:
    element = read(board([ROW], EN, caption="The plan"))
    assert [head.words for head in element.all("thead")[0].all("th")] == ["Indicator", "Value", "Target", "Status", "Why"]
    assert element.all("caption")[0].words == "The plan"


def test_rows_stay_in_the_order_given() -> None:
    rows = [replace(ROW, name=name) for name in "cab"]
    assert [name.words for name in read(board(rows, FR, caption="x")).all(css="cd-board-name")] == ["c", "a", "b"]


def test_a_row_without_an_address_is_not_a_link() -> None:
    assert read(board([replace(ROW, href="")], FR, caption="x")).all("a") == []


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_would_run_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="a link leads to a page"):
        board([replace(ROW, href=href)], FR, caption="x")


def test_a_status_that_is_none_is_bad_use() -> None:
    with pytest.raises(KeyError):
        board([replace(ROW, status="fine")], FR, caption="x")


def test_every_status_of_a_kpi_has_its_words_and_no_other_has() -> None:
    assert {each.value for each in Status} == set(STATUSES) == set(WORDS)


@pytest.mark.parametrize(("name", "words"), WORDS.items())
def test_a_status_is_a_word_and_a_shape(name: str, words: tuple[str, str]) -> None:
    assert (status_word(name, FR), status_word(name, EN)) == words
    element = read(status(name, FR))
    assert element.words == words[0]
    assert element.all("svg")[0].attributes["aria-hidden"] == "true"


def test_no_two_statuses_share_a_shape() -> None:
    assert len({look.icon for look in STATUSES.values()}) == len(STATUSES)
    assert len({icon(look.icon) for look in STATUSES.values()}) == len(STATUSES)


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_one_drawing_hidden_from_screen_readers(name: str) -> None:
    [svg] = read(icon(name)).all("svg")
    assert (svg.attributes["aria-hidden"], len(svg.all("path"))) == ("true", len(ICONS[name]))
