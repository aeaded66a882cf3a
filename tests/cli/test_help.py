"""The help that a newcomer reads, whole in each language."""

from __future__ import annotations

import re

import pytest

from lib.cli.main import parser
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from tests.cli.conftest import Typed
from tests.support.languages import english_words

NAMES = ("import", "export", "figures", "digest", "calendar", "demo", "verify", "fit-forecast", "backtest")
COMMANDS = ((), *((name,) for name in NAMES))


def said(text: str) -> str:
    """What the help says, without what is typed as it stands: the program’s own names, options and settings (DIGEST_FROM)."""
    return re.sub(r"python -m lib|\b[A-Z]+_[A-Z_]+\b|--[a-z-]+|\b(" + "|".join(NAMES) + r")\b", " ", text)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0] if command else "top")
def test_the_french_help_holds_no_english_word_and_no_fault_of_typography(typed: Typed, command: tuple[str, ...]) -> None:
    answer = typed(*command, "--help", lang="fr_CA.UTF-8")
    assert answer.code == 0
    assert english_words(said(answer.output)) == []
    shown = answer.output.replace(" ...", "")  # argparse’s own sign for “and so on”
    assert faults(re.sub(r"\s*\n\s*", "\n", shown)) == ()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0] if command else "top")
def test_the_english_help_says_what_each_word_that_can_be_typed_is_for(typed: Typed, command: tuple[str, ...]) -> None:
    answer = typed(*command, "--help", "--lang", "en", lang="fr_CA.UTF-8")
    assert answer.code == 0
    assert answer.output.startswith("usage: python -m lib")
    assert "show this help message and exit" in answer.output


def test_the_top_help_names_every_command(typed: Typed) -> None:
    for language in (FRENCH, ENGLISH):
        text = parser(Translator(language)).format_help()
        assert all(re.search(rf"^ +{command[0]}\s", text, re.MULTILINE) for command in COMMANDS if command)


@pytest.mark.parametrize(
    ("lang", "arguments", "is_french"),
    [
        ("fr_CA.UTF-8", (), True),
        ("fr_FR", (), True),
        ("en_US.UTF-8", (), False),
        ("C", (), False),
        ("POSIX", (), False),
        ("de_DE.UTF-8", (), True),
        ("en_CA.UTF-8", ("--lang", "fr"), True),
        ("fr_CA.UTF-8", ("--lang=en",), False),
    ],
)
def test_the_language_is_that_of_lang_unless_it_is_typed(typed: Typed, lang: str, arguments: tuple[str, ...], is_french: bool) -> None:
    assert ("Aucune campagne" in typed("figures", *arguments, lang=lang).errors) is is_french


@pytest.mark.parametrize("lang", ["fr_CA.UTF-8", "en_CA.UTF-8"])
@pytest.mark.parametrize("arguments", [(), ("bogus",), ("import",), ("export",), ("figures", "--nope"), ("figures", "--as-of"), ("--lang",)], ids=str)
def test_wrong_use_is_one_sentence_and_where_the_help_is(typed: Typed, arguments: tuple[str, ...], lang: str) -> None:
    answer = typed(*arguments, lang=lang)
    assert (answer.code, answer.output) == (2, "")
    sentence, where = answer.errors.splitlines()
    assert where.endswith("--help")
    if lang.startswith("fr"):
        assert english_words(said(sentence)) == []
