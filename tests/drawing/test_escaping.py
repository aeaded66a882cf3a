"""Whatever people typed is shown as they typed it, and nothing asks another host for anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lib.drawing.bar import bar
from lib.drawing.board import BoardRow, board
from lib.drawing.columns import Column, bars, columns
from lib.drawing.hero import hero
from lib.drawing.ledger import Line, ledger
from lib.drawing.notice import empty_state, notice
from lib.drawing.sparkline import sparkline
from lib.drawing.table import table
from tests.drawing.cases import CAMPAIGN, FR, STATES, money
from tests.drawing.gallery import gallery
from tests.drawing.reading import read

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</svg></table></details><b>hors de là</b>",
    "{{ 7 * 7 }}{% raw %}",
    "**gras** [lien](javascript:alert(1)) $x^2$ :smile:",
    "&lt;déjà échappé&gt; & co",
    "%(goal)s %d %%",
)
NAMES = ("name", "sentence", "label_header", "value_header")


def words(text: str) -> dict[str, Any]:
    """The same text for everything that a chart says."""
    return dict.fromkeys(NAMES, text)


DRAWINGS: dict[str, Callable[[str], str]] = {
    "hero": lambda text: hero(money(1_000), replace(CAMPAIGN, platform=text), FR),
    "bar": lambda text: bar(money(1_000), replace(CAMPAIGN, platform=text), FR),
    "board": lambda text: board([BoardRow(text, "/x", text, text, "reached", text)], FR, caption=text),
    "columns": lambda text: columns([Column(text, 1, text)], FR, **words(text)),
    "bars": lambda text: bars([Column(text, 1, text)], **words(text)),
    "sparkline": lambda text: sparkline([1, 2], name=text),
    "ledger": lambda text: ledger([Line(text, text, note=text)]),
    "table": lambda text: table([text, text], [[text, text]], caption=text),
    "notice": lambda text: notice("error", text, title=text, href="/x", link=text),
    "empty": lambda text: empty_state(text, text, href="/x", link=text),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_hostile_text_is_shown_as_it_was_written_and_changes_nothing_else(draw: Callable[[str], str], text: str) -> None:
    harmless, hostile = read(draw("inoffensif")), read(draw(text))
    assert [element.tag for element in hostile.all()] == [element.tag for element in harmless.all()]
    assert [set(element.attributes) for element in hostile.all()] == [set(element.attributes) for element in harmless.all()]
    assert hostile.words == harmless.words.replace("inoffensif", text)


@pytest.mark.parametrize("href", ['/x"><script>', "/x?a=1&b='2'"])
def test_an_address_stays_within_its_attribute(href: str) -> None:
    element = read(board([BoardRow("x", href, "1", "2", "reached", "y")], FR, caption="x"))
    assert element.all("a")[0].attributes["href"] == href


def test_the_whole_gallery_is_well_formed_and_asks_for_nothing_elsewhere() -> None:
    page = read(gallery(FR, "light"))
    assert page.all("script") == [] and page.all("iframe") == []
    for element in page.all():
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        assert not element.attributes.get("src") and not element.attributes.get("href", "").startswith("http")


def test_drawings_say_each_state_apart() -> None:
    heroes = {str(hero(shown, campaign, FR)) for _name, shown, campaign in STATES}
    assert len(heroes) == len(STATES)
