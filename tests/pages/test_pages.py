"""Every page × language × state × moment: it opens, has a title, says figures right, and speaks one language."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from lib.i18n.typography import faults
from lib.ui.shell import DECLARED
from tests.pages.conftest import DEMO, FEW_ROWS, NOTHING, SETTINGS_ONLY
from tests.pages.looking import Seen, seen
from tests.support.languages import english_words

PAGES = tuple(page.stem for page in DECLARED)
LANGUAGES = ("fr", "en")
BEFORE, FIRST_DAY, DURING, PAST_DAY, AFTER = "2018-01-10", "2018-01-20", "2018-02-23T19:30", "2018-01-31", "2018-04-01"
VIEWS = (
    *((SETTINGS_ONLY, as_of) for as_of in (BEFORE, DURING, AFTER, "")),
    *((FEW_ROWS, as_of) for as_of in (BEFORE, FIRST_DAY, DURING, AFTER)),
    *((DEMO, as_of) for as_of in (BEFORE, FIRST_DAY, PAST_DAY, AFTER, "")),
)
InState = Callable[[str], None]

every_page = pytest.mark.parametrize("page", PAGES)
every_view = pytest.mark.parametrize(("state", "as_of"), VIEWS, ids=lambda value: value or "of itself")


def viewed(page: str, lang: str, as_of: str) -> Seen:
    """A page at an instant; the campaign's own where none is given."""
    return seen(page, lang=lang, **({"as_of": as_of} if as_of else {}))


@every_page
@every_view
def test_a_page_opens_in_both_languages_and_the_french_one_is_french(page: str, state: str, as_of: str, in_state: InState) -> None:
    in_state(state)
    for lang in LANGUAGES:
        looked = viewed(page, lang, as_of)
        assert looked.errors == []
        assert len(re.findall(r"<h1\b", looked.html)) == 1
        assert "%(" not in looked.said
        if lang == "fr":
            assert english_words(looked.said) == []
            assert [str(fault) for text in looked.texts for fault in faults(text)] == []


@every_page
@pytest.mark.parametrize(("lang", "sentence"), [("fr", "Aucune campagne"), ("en", "No campaign is loaded yet")])
def test_with_nothing_loaded_a_page_says_how_to_begin(page: str, lang: str, sentence: str, in_state: InState) -> None:
    in_state(NOTHING)
    looked = seen(page, lang=lang)
    assert len(looked.errors) == 1
    assert looked.errors[0].startswith(sentence)
    assert_framed(looked, lang)


def assert_framed(looked: Seen, lang: str) -> None:
    """A page that has nothing to show still says what it is, in good words, and in which languages it can be read."""
    assert len(re.findall(r"<h1\b", looked.html)) == 1
    assert {"FR", "EN"} <= set(looked.said.split())
    if lang == "fr":
        assert [str(fault) for text in (*looked.texts, *looked.errors) for fault in faults(text)] == []
        assert english_words(looked.said.replace("English", "")) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "data"])
def test_a_database_that_does_not_answer_is_said_under_the_page_s_own_title(page: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/absente")
    looked = seen(page, lang=lang)
    assert len(looked.errors) == 1
    assert "127.0.0.1/absente" in looked.errors[0]
    assert_framed(looked, lang)


@every_page
def test_the_demonstration_says_on_every_page_that_it_is_invented(page: str, in_state: InState) -> None:
    in_state(DEMO)
    assert "inventés" in seen(page, lang="fr").said
    assert "invented" in seen(page, lang="en").said
    in_state(FEW_ROWS)
    assert "invented" not in seen(page, lang="en").said


@every_page
def test_the_same_address_shows_the_same_page(page: str, in_state: InState) -> None:
    in_state(DEMO)
    first, second = (seen(page, lang="fr", as_of=PAST_DAY) for _ in range(2))
    assert re.sub(r"/download/[\w-]+", "", first.html) == re.sub(r"/download/[\w-]+", "", second.html)


@every_page
def test_headings_go_down_one_level_at_a_time(page: str, in_state: InState) -> None:
    in_state(DEMO)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", seen(page, lang="fr").html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_every_anchor_of_a_page_is_there_once(page: str, in_state: InState) -> None:
    in_state(DEMO)
    names = re.findall(r'\sid="([^"]+)"', seen(page, lang="fr").html)
    assert sorted(names) == sorted(set(names))
