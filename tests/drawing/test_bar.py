"""The one bar: to scale, its marks, its names, in every stage of a campaign."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.campaign.figures import Figures, figures
from lib.campaign.model import Campaign
from lib.campaign.money import Fees
from lib.campaign.tallies import MoneyTally
from lib.drawing.bar import bar
from tests.drawing.cases import CAMPAIGN, CLOSE, EN, EVE, EVENING, FR, FREE, STATES, money
from tests.drawing.reading import Element, read


def seen(shown: Figures, campaign: Campaign = CAMPAIGN) -> Element:
    return read(bar(shown, campaign, FR))


def percent(element: Element, css: str, attribute: str) -> float:
    [drawn] = element.all(css=css)
    return float(drawn.attributes[attribute].rstrip("%"))


def test_mid_campaign_is_drawn_to_scale_on_the_gross_that_leaves_the_goal_in_hand() -> None:
    element = seen(money(1_162_500))
    assert percent(element, "cd-bar-net", "width") == pytest.approx(100 * 10_846.12 / 26_795.28, abs=0.01)
    assert percent(element, "cd-bar-fees", "width") == pytest.approx(100 * 778.88 / 26_795.28, abs=0.01)
    assert percent(element, "cd-bar-fees", "x") == percent(element, "cd-bar-net", "width")
    assert percent(element, "cd-bar-threshold", "x1") == pytest.approx(100 * 25_000 / 26_795.28, abs=0.01)
    assert percent(element, "cd-bar-goal", "x1") == 100
    assert percent(element, "cd-bar-track", "width") == 100


def test_what_is_beyond_the_goal_is_drawn_beyond_its_mark() -> None:
    element = seen(money(3_250_000))
    assert percent(element, "cd-bar-goal", "x1") == pytest.approx(100 * 26_795.28 / 32_500, abs=0.01)
    assert percent(element, "cd-bar-fees", "x") + percent(element, "cd-bar-fees", "width") == pytest.approx(100, abs=0.02)
    assert percent(element, "cd-bar-net", "width") > percent(element, "cd-bar-goal", "x1")


def test_nothing_recorded_draws_the_marks_alone() -> None:
    element = seen(figures(CAMPAIGN, MoneyTally(), EVENING))
    assert not element.all(css="cd-bar-net") and not element.all(css="cd-bar-fees")
    assert element.all(css="cd-bar-threshold") and element.all(css="cd-bar-expected")


@pytest.mark.parametrize("as_of", [EVE, CLOSE])
def test_nothing_is_expected_today_before_the_opening_nor_after_the_close(as_of: object) -> None:
    assert not seen(money(1_162_500, as_of)).all(css="cd-bar-expected")  # type: ignore[arg-type]


def test_without_fees_the_goal_is_the_only_mark() -> None:
    element = seen(money(900_000, campaign=FREE), FREE)
    assert not element.all(css="cd-bar-threshold")
    assert "25~000~$~: objectif" in element.words


def test_fees_that_leave_nothing_leave_the_threshold_alone() -> None:
    ruinous = replace(CAMPAIGN, fees=Fees(Decimal("0.9"), Decimal("0.2")))
    element = seen(money(1_000_000, campaign=ruinous), ruinous)
    assert element.all(css="cd-bar-threshold") and not element.all(css="cd-bar-goal")


def test_its_name_says_the_whole_bar_to_those_who_do_not_see_it() -> None:
    [drawing] = [svg for svg in seen(money(1_162_500)).all("svg") if svg.attributes.get("role") == "img"]
    assert drawing.attributes["aria-label"].replace("\u00a0", "~") == (
        "Progression de la campagne~: 10~846,12~$ en main sur 25~000~$ (43~%). 11~878~$~: attendu aujourd’hui. "
        "25~000~$ brut~: seuil sur Ulule. 26~795,28~$ brut~: 25~000~$ en main."
    )


def test_a_campaign_that_was_lost_has_nothing_in_hand_in_the_bar_either() -> None:
    element = seen(money(2_380_000, CLOSE))
    assert "promis, commission déduite" in element.words
    labels = [svg.attributes["aria-label"] for svg in element.all("svg") if "aria-label" in svg.attributes]
    assert labels[0].startswith("La campagne s’est terminée à")


def test_the_narrow_list_gives_every_amount() -> None:
    rows = [row.words for row in seen(money(1_162_500)).all("table")[0].all("tr")]
    assert rows == [
        "en main 10~846,12~$",
        "commission 778,88~$",
        "attendu aujourd’hui 11~878~$",
        "seuil sur Ulule 25~000~$ brut",
        "25~000~$ en main 26~795,28~$ brut",
    ]


@pytest.mark.parametrize(("name", "shown", "campaign"), STATES, ids=[state[0] for state in STATES])
def test_nothing_is_drawn_outside_the_bar_in_any_state(name: str, shown: Figures, campaign: Campaign) -> None:
    for element in read(bar(shown, campaign, EN)).all():
        for attribute in ("x", "x1", "width"):
            value = element.attributes.get(attribute, "0%")
            if value.endswith("%"):
                assert 0 <= float(value[:-1]) <= 100
