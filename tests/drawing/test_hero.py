"""The one number: what it says before, during and after, and when nothing is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lib.campaign.figures import Figures, figures
from lib.campaign.model import Campaign
from lib.campaign.money import Fees
from lib.campaign.tallies import MoneyTally
from lib.drawing.hero import hero
from lib.i18n.translator import Translator
from tests.drawing.cases import CAMPAIGN, CLOSE, EN, EVE, EVENING, FR, FREE, TAXED, at, money
from tests.drawing.reading import Element, read


def seen(shown: Figures, campaign: Campaign = CAMPAIGN, t: Translator = FR) -> Element:
    return read(hero(shown, campaign, t))


def figure(element: Element) -> str:
    return element.all(css="cd-hero-figure")[0].words


def caption(element: Element) -> str:
    return element.all(css="cd-hero-caption")[0].words


def remarks(element: Element) -> list[str]:
    return [remark.words for remark in element.all(css="cd-hero-remark")]


def lines(element: Element) -> list[tuple[str, str]]:
    return [(line.all("dt")[0].words, line.all("dd")[0].words) for line in element.all(css="cd-line")]


def test_mid_campaign_says_what_is_in_hand_and_how_it_comes_about() -> None:
    element = seen(money(1_162_500))
    assert figure(element) == "10~846,12~$"
    assert caption(element) == "en main au 23~février 2018 à 19~h~30, sur~25~000~$ (43~%)"
    assert lines(element) == [
        ("Collecté sur Ulule", "11~625,00~$"),
        ("Commission de 6,7~%", "−778,88~$"),
        ("Pour avoir 25~000~$ en main, il faut encore collecter", "15~170,28~$"),
        ("soit, par jour, d’ici le 16~mars (22~jours, aujourd’hui compris)", "689,56~$"),
        ("Reste à collecter pour le seuil sur Ulule", "13~375,00~$"),
    ]
    assert remarks(element) == []


def test_english_says_the_same() -> None:
    element = seen(money(1_162_500), t=EN)
    assert (figure(element), caption(element)) == (
        "$10,846.12",
        "in hand on February 23, 2018 at 7:30~p.m., of $25,000 (43%)",
    )
    assert lines(element)[1] == ("Commission of 6.7%", "−$778.88")


def test_nothing_recorded_is_a_dash_and_a_sentence_and_never_zero() -> None:
    element = seen(figures(CAMPAIGN, MoneyTally(), EVENING))
    assert (figure(element), caption(element)) == ("—", "en main, sur~25~000~$")
    assert remarks(element) == ["Aucune contribution n’est encore inscrite~: la somme collectée n’est pas connue."]
    assert "Collecté sur Ulule" not in element.words


def test_before_the_opening_the_day_is_announced_and_no_day_is_called_today() -> None:
    element = seen(money(0, EVE))
    assert remarks(element) == ["La campagne ouvre le samedi 20~janvier 2018."]
    assert ("soit, par jour, d’ici le 16~mars", "478,49~$") in lines(element)


def test_the_instant_is_that_of_the_data_where_it_is_given() -> None:
    element = read(hero(money(1_162_500), CAMPAIGN, FR, data_at=at("2018-02-22 09:05")))
    assert caption(element).startswith("en main au 22~février 2018 à 9~h~05,")


def test_the_end_of_a_day_is_said_as_a_day() -> None:
    element = seen(money(1_162_500, at("2018-02-23 23:59:59.999999")))
    assert caption(element).startswith("en main au 23~février 2018, sur")


def test_the_threshold_can_be_reached_without_the_goal_in_hand() -> None:
    element = seen(money(2_550_000))
    assert remarks(element) == ["Le seuil est atteint~: l’argent sera versé."]
    assert ("Pour avoir 25~000~$ en main, il faut encore collecter", "1~295,28~$") in lines(element)
    assert "Reste à collecter" not in element.words


def test_the_goal_in_hand_replaces_what_is_needed_by_what_is_beyond() -> None:
    element = seen(money(2_679_528))
    assert remarks(element) == ["L’objectif est en main."]
    assert lines(element)[-1] == ("Au-delà de l’objectif, en main", "0,00~$")


def test_one_cent_short_is_99_percent_and_not_in_hand() -> None:
    element = seen(money(2_679_527))
    assert "(99~%)" in caption(element)
    assert "L’objectif est en main." not in element.words


def test_a_campaign_that_closed_with_its_goal_says_the_day_of_the_close() -> None:
    element = seen(money(2_734_000, CLOSE))
    assert caption(element) == "en main à la clôture, le 16~mars 2018, sur~25~000~$ (102~%)"


def test_a_campaign_that_closed_between_its_threshold_and_its_goal_says_what_is_missing() -> None:
    element = seen(money(2_600_000, CLOSE))
    assert remarks(element) == [
        "Le seuil est atteint~: l’argent sera versé.",
        "Il manque 742,00~$ pour avoir l’objectif en main.",
    ]
    assert "par jour" not in element.words


def test_a_campaign_that_closed_below_its_threshold_has_nothing_in_hand() -> None:
    element = seen(money(2_380_000, CLOSE))
    assert caption(element).startswith("promis à la clôture, le 16~mars 2018")
    assert remarks(element) == ["La campagne s’est terminée à 1~200,00~$ de son seuil~: c’est tout ou rien, rien n’est versé."]


def test_a_platform_that_pays_whatever_is_raised_has_no_threshold() -> None:
    kept = replace(CAMPAIGN, all_or_nothing=False)
    assert "seuil" not in seen(money(1_162_500, campaign=kept), kept).words
    closed = seen(money(2_380_000, CLOSE, kept), kept)
    assert caption(closed).startswith("en main à la clôture")


def test_tax_and_pending_money_have_their_lines_when_there_is_any() -> None:
    element = seen(money(640_000, campaign=TAXED, from_platform=True, pending_cents=12_500), TAXED)
    assert lines(element)[1:4] == [
        ("Commission de 6,67~%", "−426,88~$"),
        ("Taxes sur la commission, 14,975~%", "−63,93~$"),
        ("En attente, non compté ci-dessus", "125,00~$"),
    ]
    assert remarks(element) == ["D’après le total de la plateforme~: les contributions elles-mêmes ne sont pas importées."]


def test_a_platform_without_a_name_nor_a_fee_has_neither_in_the_ledger() -> None:
    labels = [label for label, _value in lines(seen(money(900_000, campaign=FREE), FREE))]
    assert labels[0] == "Collecté"
    assert not any("Commission" in label for label in labels)


def test_fees_that_leave_nothing_give_a_dash_for_what_is_needed() -> None:
    ruinous = replace(CAMPAIGN, fees=Fees(Decimal("0.9"), Decimal("0.2")))
    element = seen(money(1_000_000, campaign=ruinous), ruinous)
    assert ("Pour avoir 25~000~$ en main, il faut encore collecter", "—") in lines(element)


@pytest.mark.parametrize(("gross", "css"), [(1_162_500, False), (1_162_500_000_00, True)])
def test_a_very_long_amount_is_set_smaller(gross: int, css: bool) -> None:
    assert bool(seen(money(gross)).all(css="cd-hero-figure-long")) is css
