"""The printed charts: drawings that stand alone, say what they show, and keep their words on the sheet."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from markupsafe import Markup

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.drawing.curve import Curve, CurveLine, DeedMark, Tick
from lib.drawing.labels import text_width_em
from lib.drawing.print_bar import print_bar
from lib.drawing.print_charts import ChanceWords, PrintedDay, SaidChance, print_chances, print_curve, print_days
from lib.drawing.print_frame import PHONE_PX, TEXT_PX, WIDTH_PX, Plot, ticks
from lib.i18n.typography import faults
from tests.drawing.cases import EN, FR, STATES
from tests.drawing.test_escaping import HOSTILE

_SVG = "{http://www.w3.org/2000/svg}"
DAYS = [Tick(0, "20\u00a0janv."), Tick(0.5, "17\u00a0févr."), Tick(1, "16\u00a0mars")]
AMOUNTS = [Tick(0, "0\u00a0$"), Tick(0.5, "12\u00a0500\u00a0$"), Tick(0.96, "25\u00a0000\u00a0$")]


def curve_of(words: str) -> Markup:
    """A curve all of whose words are the same."""
    return print_curve(
        Curve([CurveLine("raised", words, [(0, 0), (0.4, 0.3)]), CurveLine("straight", words, [(0, 0), (1, 1)])], DAYS, AMOUNTS,
              Tick(0.96, words), dot=((0.4, 0.3), words), band=[(0.4, 0.2, 0.4), (1, 0.5, 1)], band_words=words, deeds=[DeedMark(0.1, words), DeedMark(1, words)],
              deeds_words=words), name=words)  # fmt: skip


def chances_of(words: str, *, is_reached: bool | None = True) -> Markup:
    """Three evenings, one of which was wrong, all of whose words are the same."""
    said = [SaidChance(0.1, 0.4, False), SaidChance(0.2, 0.6, True), SaidChance(0.3, 0.9, True)]
    chance_words = ChanceWords(words, words, words, words, words)
    return print_chances(said, DAYS, [Tick(0, "0"), Tick(1, "1")], chance_words, name=words, is_reached=is_reached)


def days_of(words: str) -> Markup:
    """Three days, one with deeds."""
    return print_days([PrintedDay(1.0, has_deeds=True), PrintedDay(0), PrintedDay(0.2)], DAYS, AMOUNTS, name=words, deeds_words=words)


DRAWN = {"curve": curve_of, "days": days_of, "chances": chances_of}


def parsed(drawing: Markup) -> ET.Element:
    """The drawing as an XML reader takes it, without a page around it."""
    return ET.fromstring(drawing)


@pytest.mark.parametrize("made", DRAWN.values(), ids=DRAWN)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_people_typed_is_shown_as_they_typed_it(made: object, hostile: str) -> None:
    root = parsed(made(hostile))  # type: ignore[operator]
    assert root.get("aria-label") == hostile
    assert hostile in [text.text for text in root.iter(f"{_SVG}text")]
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= {"svg", "g", "line", "text", "rect", "path", "polyline", "polygon", "circle"}


@pytest.mark.parametrize("translator", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("wide", [WIDTH_PX, PHONE_PX])
@pytest.mark.parametrize(("name", "shown", "campaign"), STATES, ids=[state[0] for state in STATES])
def test_the_bar_keeps_its_words_on_the_sheet_in_every_state(name: str, shown: Figures, campaign: Campaign, wide: int, translator: object) -> None:
    root = parsed(print_bar(shown, campaign, translator, width=wide))  # type: ignore[arg-type]
    width, height = (float(size) for size in root.attrib["viewBox"].split()[2:])
    for text in root.iter(f"{_SVG}text"):
        size, x = text_width_em(text.text or "") * float(text.get("font-size", TEXT_PX)), float(text.attrib["x"])
        left = x - {"start": 0, "middle": size / 2, "end": size}[text.attrib["text-anchor"]]
        assert left >= -1 and left + size <= width + 1 and TEXT_PX * 0.7 <= float(text.attrib["y"]) <= height
    if translator is FR:
        assert [str(fault) for text in root.iter(f"{_SVG}text") for fault in faults(text.text or "")] == []


def test_a_day_without_anything_has_no_column_and_one_with_deeds_a_mark() -> None:
    root = parsed(days_of("d"))
    assert len(list(root.iter(f"{_SVG}rect"))) == 2
    assert len(list(root.iter(f"{_SVG}path"))) == 2, "one under the day, one in the legend"


def test_the_evenings_on_the_wrong_side_are_hollow_and_the_end_is_marked() -> None:
    hollow = [circle.get("fill") for circle in parsed(chances_of("d")).iter(f"{_SVG}circle")].count("#fff")
    assert hollow == 2, "one evening, and the legend"
    ends = {is_reached: [path.get("d") for path in parsed(chances_of("d", is_reached=is_reached)).iter(f"{_SVG}path")] for is_reached in (True, False, None)}
    assert len(ends[True]) == len(ends[False]) == 1 and ends[True] != ends[False] and ends[None] == []


def test_a_long_legend_goes_on_under_the_first_line() -> None:
    short, long = (float(parsed(curve_of(words)).attrib["height"]) for words in ("collecté", "une légende bien plus longue que d’habitude"))
    assert long > short


def test_days_that_would_touch_on_a_phone_are_left_out_and_the_last_never() -> None:
    days = [Tick(place / 4, words) for place, words in enumerate(("20 janv.", "3 févr.", "17 févr.", "2 mars", "16 mars"))]
    assert [words for _x, _side, words in ticks(Plot(250), days)] == ["20 janv.", "3 févr.", "17 févr.", "2 mars", "16 mars"]
    assert [words for _x, _side, words in ticks(Plot(200, width=PHONE_PX), days)] == ["20 janv.", "17 févr.", "16 mars"]
