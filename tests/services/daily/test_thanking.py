"""Thank-you texts: whom they call by name, that they vary, that they ask to pass it on, and the link that sends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.work import RowRef
from lib.i18n.language import ENGLISH, FRENCH, LANGUAGES, Language
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.services.daily.thanking import ASKS, OPENINGS, SUBJECTS, ThankYou, Waiting, first_name, thank_you, waiting
from lib.sources.plain import campaign_of
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import SETTINGS

CAMPAIGN = campaign_of(SETTINGS + 'url = "https://example.org/essai"\n')
WHO = Waiting(RowRef("contributions", 1, 1), "D0192", AT, 4_000, None, "Claire Clairemare", "claire@example.org")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Claire Clairemare", "Claire"),
        ("marc-andré roy", "Marc-André"),
        ("ÉMILE ROY", "Émile"),
        ("Roy, Ana", "Ana"),
        ("ROY, ANA-LÉA", "Ana-Léa"),
        ("  Zoé  ", "Zoé"),
        ("D’Arcy Roy", "D’Arcy"),
        ("李雷", "李雷"),
        (None, None),
        ("", None),
        (" , ", None),
        ("u-278587", None),
        ("ana@example.org", None),
        ("M. Roy", None),
        ("Mme Roy", None),
        ("Famille Roy", None),
        ("J. Roy", None),
        ("Anonyme", None),
        ("Coop Le Clavier", None),
        ("Ana Roy inc.", None),
    ],
)
def test_people_are_called_by_their_first_name_and_nobody_by_something_else(name: str | None, called: str | None) -> None:
    assert first_name(name) == called


@pytest.mark.parametrize(("language", "hello"), [(FRENCH, "Bonjour Claire,"), (ENGLISH, "Hello Claire,")])
def test_the_text_says_hello_by_name_thanks_asks_to_pass_it_on_and_is_signed(language: Language, hello: str) -> None:
    text = thank_you(WHO, CAMPAIGN, Translator(language))
    greeting, thanks, ask, _closing, signature = text.body.split("\n\n")
    assert greeting == hello
    assert "Essai" in thanks and "Essai" in text.subject
    assert ask.splitlines()[-1] == "https://example.org/essai"
    assert ("ambassad" in ask.casefold(), "Les Essayeuses" in signature) == (True, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_name_the_greeting_stands_alone(language: Language) -> None:
    body = thank_you(replace(WHO, name="Anonyme"), CAMPAIGN, Translator(language)).body
    assert body.startswith({"fr": "Bonjour,", "en": "Hello,"}[language.short])


def test_the_text_holds_neither_amount_nor_e_mail() -> None:
    body = thank_you(WHO, CAMPAIGN, Translator(FRENCH)).body
    assert "40" not in body and "@" not in body


def test_without_an_address_of_the_page_and_an_organisation_the_text_is_still_whole() -> None:
    bare = replace(CAMPAIGN, url="", organisation="")
    assert thank_you(WHO, bare, Translator(ENGLISH)).body.endswith("The team of Essai")


def texts(language: Language) -> set[ThankYou]:
    return {thank_you(replace(WHO, number=f"D{number:04}"), CAMPAIGN, Translator(language)) for number in range(400)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_is_used_so_that_messages_vary(language: Language) -> None:
    assert len(texts(language)) == len(SUBJECTS) * len(OPENINGS) * len(ASKS)


def test_the_same_contribution_is_always_thanked_in_the_same_words() -> None:
    assert thank_you(WHO, CAMPAIGN, Translator(FRENCH)) == thank_you(replace(WHO, amount_cents=1), CAMPAIGN, Translator(FRENCH))


def test_the_french_texts_have_no_fault_of_typography_and_say_vous() -> None:
    for text in texts(FRENCH):
        assert faults(text.subject) == faults(text.body) == ()
        assert not {"tu", "toi", "ton", "ta", "tes"} & set(text.body.casefold().replace(",", " ").split())


def test_the_link_opens_a_mail_program_with_all_of_the_text() -> None:
    text = thank_you(WHO, CAMPAIGN, Translator(FRENCH))
    link = urlsplit(text.mailto(" Claire+don@example.org "))
    said = parse_qs(link.query)
    assert (link.scheme, unquote(link.path)) == ("mailto", "Claire+don@example.org")
    assert said == {"subject": [text.subject], "body": [text.body.replace("\n", "\r\n")]}


@pytest.mark.parametrize("email", [None, "", "claire", "a@b, c@d", "a@b?bcc=c@d", "a@b&cc=c@d", "a b@c", "<a@b>"])
def test_what_is_no_address_makes_no_link(email: str | None) -> None:
    assert thank_you(WHO, CAMPAIGN, Translator(FRENCH)).mailto(email) == ""


@given(st.text(), st.text())
def test_no_name_and_no_address_ever_breaks_a_text(name: str, email: str) -> None:
    text = thank_you(replace(WHO, name=name), CAMPAIGN, Translator(ENGLISH))
    assert text.body.startswith("Hello")
    assert urlsplit(text.mailto(email)).scheme in ("", "mailto")


CONTRIBUTIONS = """\
id,contributed_at,amount,status,name,email,reward,thanked_at
c1,2018-02-28T06:59:59-05:00,60.00,counted,Ana Roy,ana@example.org,affiche,
c2,2018-02-28T07:00:00-05:00,30.00,counted,Bo Roy,bo@example.org,,
c3,2018-03-01T06:00:00-05:00,10.00,counted,Cyr Roy,cyr@example.org,,2018-03-01T06:30:00-05:00
c4,2018-03-01T06:00:00-05:00,10.00,withdrawn,Dan Roy,dan@example.org,,
"""


def test_those_who_wait_are_late_strictly_after_24_hours_and_names_are_read_only_for_who_may(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    (late,), (due,) = (waiting(store, opened, AT, personal=True, late=late) for late in (True, False))
    assert (late.number, late.name, late.email, late.reward, late.deadline) == (
        "c1", "Ana Roy", "ana@example.org", "affiche", AT - timedelta(seconds=1))  # fmt: skip
    assert (due.number, due.deadline) == ("c2", AT)
    assert {(each.name, each.email) for flag in (True, False) for each in waiting(store, opened, AT, personal=False, late=flag)} == {(None, None)}
