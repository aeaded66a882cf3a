"""Messages in a language: languages, plurals, parameters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from lib.campaign.errors import UseError
from lib.campaign.message import Message, Money, Quantity, Share, say, say_many
from lib.i18n.language import ENGLISH, FRENCH, LANGUAGES, language
from lib.i18n.translator import Translator

ZONE = ZoneInfo("America/Toronto")
FR, EN = Translator(FRENCH, ZONE), Translator(ENGLISH, ZONE)


@pytest.mark.parametrize("wanted", ["fr", "fr_CA", "fr-ca", "FR", "", None, "de", "<script>", " fr "])
def test_french_is_the_language_of_whoever_asks_for_nothing_that_we_speak(wanted: str | None) -> None:
    assert language(wanted) == FRENCH


@pytest.mark.parametrize("wanted", ["en", "en_CA", "EN-us", " en"])
def test_english_is_given_to_whoever_asks_for_it(wanted: str) -> None:
    assert language(wanted) == ENGLISH


def test_each_language_has_the_three_codes_that_pages_need() -> None:
    assert [(each.code, each.html, each.short) for each in LANGUAGES] == [("fr_CA", "fr-CA", "fr"), ("en_CA", "en-CA", "en")]


def test_a_sentence_is_looked_up_in_french_and_is_its_own_english() -> None:
    assert (FR._("On track"), EN._("On track")) == ("En bonne voie", "On track")


def test_a_sentence_that_no_catalogue_has_stays_in_english() -> None:
    assert FR._("Nobody wrote this sentence.") == "Nobody wrote this sentence."


def test_the_empty_sentence_is_not_the_catalogues_header() -> None:
    assert FR._("") == ""


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (Money(1_084_612, "CAD"), "10\u00a0846,12\u00a0$", "$10,846.12"),
        (Money(1_084_699, "CAD", whole=True), "10\u00a0846\u00a0$", "$10,846"),
        (Share(Fraction(996, 1000)), "99\u00a0%", "99%"),
        (Share(Fraction(67, 1000), digits=1), "6,7\u00a0%", "6.7%"),
        (Quantity(Fraction(62, 10)), "6,2", "6.2"),
        (61_400, "61\u00a0400", "61,400"),
        (date(2018, 3, 1), "1er\u00a0mars 2018", "March 1, 2018"),
        (
            datetime(2018, 2, 24, 0, 30, tzinfo=UTC),
            "23\u00a0février 2018 à 19\u00a0h\u00a030",
            "February 23, 2018 at 7:30\u00a0p.m.",
        ),
        ("Services Faciles", "Services Faciles", "Services Faciles"),
        (say("On track"), "En bonne voie", "On track"),
    ],
)
def test_each_kind_of_parameter_is_said_in_the_language_and_the_zone(value: object, french: str, english: str) -> None:
    message = Message("%(what)s", {"what": value})  # type: ignore[dict-item]
    assert (FR.sentence(message), EN.sentence(message)) == (french, english)


@pytest.mark.parametrize(("count", "english"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1200, "1,200 days")])
def test_english_has_a_plural_for_all_but_one(count: int, english: str) -> None:
    assert EN.sentence(say_many("%(count)s day", "%(count)s days", count)) == english


def test_french_has_a_singular_for_zero() -> None:
    days = [FR.ngettext("(%(count)s day, today)", "(%(count)s days, today included)", count) for count in (0, 1, 2)]
    assert days == [
        "(0\u00a0jour, aujourd’hui)",
        "(1\u00a0jour, aujourd’hui)",
        "(2\u00a0jours, aujourd’hui compris)",
    ]


def test_a_percent_sign_in_a_sentence_is_a_percent_sign() -> None:
    assert EN._("6.7 % is written 0.067, not %(wrong)s or %d.", wrong="5 %") == "6.7 % is written 0.067, not 5 % or %d."


def test_what_a_parameter_holds_is_not_read_as_a_placeholder() -> None:
    assert EN._("by %(name)s", name="%(goal)s") == "by %(goal)s"


def test_a_parameter_that_nobody_gives_is_bad_use() -> None:
    with pytest.raises(KeyError):
        EN._("of %(goal)s")


def test_a_parameter_may_be_called_text() -> None:
    assert EN._("said: %(text)s", text="yes") == "said: yes"


def test_an_error_is_said_by_its_message() -> None:
    error = UseError("%(day)s is before the campaign.", day=date(2018, 1, 1))
    assert EN.sentence(error.message) == "January 1, 2018 is before the campaign."


def test_a_context_tells_two_meanings_apart() -> None:
    assert EN.pgettext("of a curve", "Share %(n)s", n=2) == "Share 2"


def test_a_sentence_that_ends_with_an_abbreviation_has_one_full_stop() -> None:
    evening = datetime(2018, 2, 24, 0, 15, tzinfo=UTC)
    assert EN._("The money is known up to %(instant)s.", instant=evening) == "The money is known up to February 23, 2018 at 7:15\u00a0p.m."
    assert FR._("The money is known up to %(instant)s.", instant=evening).endswith("à 19\u00a0h\u00a015.")
    assert EN._("%(name)s. Next: %(name)s", name="Les amis inc.") == "Les amis inc. Next: Les amis inc."
