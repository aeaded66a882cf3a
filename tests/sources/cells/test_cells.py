"""Ids, e-mails, choices and yes/no cells."""

from __future__ import annotations

import pytest

from lib.campaign.message import Message
from lib.campaign.tables import CONTRIBUTIONS, POSTS, Column, Kind
from lib.sources.cells.cells import Asked, reader
from tests.sources.given import CAMPAIGN, words

ID, STATUS = CONTRIBUTIONS.column("id"), CONTRIBUTIONS.column("status")
SOCIAL, EMAIL = Column("on_social", Kind.YES_NO), Column("email", Kind.EMAIL)


def values(column: Column, *texts: str, words_of: dict[str, str] | None = None) -> list[object]:
    """What the cells of one column become; reasons in words."""
    read = reader(column, texts, Asked(CAMPAIGN, "Colonne", words=words_of or {})).read
    return [words(value) if isinstance(value := read(text), Message) else value for text in texts]


def test_ids_stay_texts() -> None:
    assert values(ID, "007", "12.0", "a-b") == ["007", "12.0", "a-b"]


def test_ids_that_a_spreadsheet_turned_into_numbers_get_their_digits_back() -> None:
    assert values(ID, "12.0", "13.0", "") == ["12", "13", None]


@pytest.mark.parametrize("text", ["8.49049020249121E+17", "8,49E+17"])
def test_an_id_that_lost_digits_is_refused_with_what_to_do(text: str) -> None:
    (said,) = values(ID, text)
    assert "Format the column as text" in str(said)


def test_only_ids_mind_an_exponent_and_only_as_spreadsheets_write_it() -> None:
    assert values(POSTS.column("text"), "8.49E+17") == ["8.49E+17"]
    assert values(ID, "1e5", "3E8") == ["1e5", "3E8"]


@pytest.mark.parametrize("text", ["eve@exemple.ca", "mailto:eve@exemple.ca", "MAILTO:eve@exemple.ca"])
def test_an_address_is_kept_as_written(text: str) -> None:
    assert values(EMAIL, text) == ["eve@exemple.ca"]


@pytest.mark.parametrize("text", ["eve", "eve@", "@exemple.ca", "eve@x@y", "eve @x.ca", "a@x.ca, b@x.ca", "<a@x.ca>"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert "is not an e-mail address" in str(values(EMAIL, text)[0])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("oui", "non", ""), [True, False, None]),
        (("Yes", "NO"), [True, False]),
        (("vrai", "FAUX", "true", "false", "1", "0"), [True, False, True, False, True, False]),
        (("x", "", "X"), [True, False, True]),
        (("✓", ""), [True, False]),
        (("", ""), [None, None]),
    ],
)
def test_yes_and_no_in_words_digits_and_ticks(texts: tuple[str, ...], expected: list[object]) -> None:
    assert values(SOCIAL, *texts) == expected


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    assert values(SOCIAL, "peut-être") == ["“peut-être” is neither yes nor no."]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("counted", "counted"), ("payment-completed", "counted"), ("payment-done", "counted"),
        ("Paiement effectué", "counted"), ("PAIEMENT EFFECTUE", "counted"), ("Paiement effectué (carte)", "counted"),
        ("processing", "pending"), ("awaiting-confirmation", "pending"), ("En attente", "pending"),
        ("cancelled", "withdrawn"), ("payment-invalid", "withdrawn"), ("payment-reimbursed", "withdrawn"),
        ("error", "withdrawn"), ("Annulée", "withdrawn"), ("remboursé", "withdrawn"),
    ],
)  # fmt: skip
def test_a_known_status_is_understood(text: str, status: str) -> None:
    assert values(STATUS, text) == [status]


@pytest.mark.parametrize(
    "text", ["paid", "Aucun paiement effectué", "Paiement effectué puis remboursé", "validé", "payment", "done"]
)
def test_an_unknown_status_is_refused_and_never_guessed(text: str) -> None:
    assert "known here" in str(values(STATUS, text)[0])


def test_a_near_choice_is_named() -> None:
    assert values(STATUS, "countd") == ["“countd” is not known here. Did you mean “counted”?"]


def test_a_person_can_say_what_a_status_means() -> None:
    assert values(STATUS, "Validé", words_of={"Validé": "counted"}) == ["counted"]


def test_platforms_go_by_their_usual_names() -> None:
    assert values(POSTS.column("platform"), "Facebook", "FB", "X", "Autre") == ["facebook", "facebook", "twitter", "other"]
