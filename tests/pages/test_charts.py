"""Every chart of every page: it has a name, one sentence that says what it shows, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lib.ui.shell import DECLARED
from tests.drawing.reading import Element, read
from tests.pages.conftest import DEMO, FEW_ROWS
from tests.pages.looking import Seen, pieces_of, seen

PAGES = tuple(page.stem for page in DECLARED)
OPENED = {"overview": {"explore": "1"}, "contributions": {"explore": "1"}}
"""What has to be in the address for a page to show all its charts."""
_SENTENCES = ("cd-figure-sentence", "cd-section-head", "cd-hero-caption", "cd-report-money")
InState = Callable[[str], None]


def charts(html: str) -> list[Element]:
    """The drawings of a page that hold a chart: a figure, or a picture with a name."""
    return [piece for piece in map(read, pieces_of(html)) if piece.all("figure") or pictures(piece)]


def pictures(piece: Element) -> list[Element]:
    """The SVG drawings that say something by themselves."""
    return [svg for svg in piece.all("svg") if svg.attributes.get("role") == "img" and "cd-sparkline" not in svg.attributes["class"]]


def faults(piece: Element) -> list[str]:
    """What a chart lacks."""
    tables, names = piece.all("table"), [figure.all(css="cd-figure-name") for figure in piece.all("figure")]
    named = [*(svg.attributes.get("aria-label", "") for svg in pictures(piece)), *(found[0].words for found in names if found)]
    return [
        *(["no name"] if not named or not all(named) else []),
        *(["no sentence"] if not any(found.words for css in _SENTENCES for found in piece.all(css=css)) else []),
        *(["no numbers"] if not any(table.all("td") for table in tables) else []),
    ]


@pytest.mark.parametrize("state", [DEMO, FEW_ROWS])
@pytest.mark.parametrize("page", PAGES)
def test_every_chart_has_a_name_a_sentence_and_its_numbers(page: str, state: str, in_state: InState) -> None:
    in_state(state)
    looked = seen(page, lang="fr", as_of="2018-02-23T19:30", **OPENED.get(page, {}))
    assert {piece.words[:60]: faults(piece) for piece in charts(looked.html) if faults(piece)} == {}


@pytest.mark.parametrize("page", OPENED)
def test_a_chart_that_is_explored_says_in_words_what_it_shows(page: str, in_state: InState) -> None:
    in_state(DEMO)
    looked = seen(page, lang="fr", **OPENED[page])
    assert explored(looked) != []
    assert all(len(alternative.split()) > 3 for alternative in explored(looked))


def explored(looked: Seen) -> list[str]:
    """What a screen reader is told of each chart that is drawn by script."""
    return [element.proto.alt for element in looked.test.main if element.type == "plotly_chart"]


def test_the_pages_that_are_made_of_charts_have_some(in_state: InState) -> None:
    in_state(DEMO)
    found = {page: len(charts(seen(page, lang="fr").html)) for page in ("overview", "contributions", "sharing", "mobilisation", "budget")}
    assert min(found.values()) > 0, found
