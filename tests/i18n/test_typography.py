"""The rules of typography: what each finds, and what is right."""

from __future__ import annotations

import pytest

from lib.i18n.typography import FRENCH_RULES, faults

RIGHT = (
    "Il a dit\u00a0: «\u00a0Bonjour!\u00a0» Et vous? Oui; voilà…",
    "10\u00a0846,12\u00a0$ sur 25\u00a0000\u00a0$ (43\u00a0%), commission de 6,7\u00a0%",
    "le samedi 20\u00a0janvier 2018, le 1er\u00a0mars, la 1re et la 2e fois",
    "de 9\u00a0h\u00a005 à 19\u00a0h\u00a030, puis 20\u00a0h",
    "L’argent d’aujourd’hui: https://exemple.org/?lang=fr".replace("hui:", "hui\u00a0:"),
    "2018-01-20T19:30:00-05:00, campaign.toml, de −3 à 5, avant-hier, 2013-2016",
    "Mars 2018 commence bien.",
    "Valeur d’exemple\u00a0: 3:2",
)
WRONG = (
    ("other no-break space", "25\u202f000\u00a0$"),
    ("breaking space before a sign", "Total : 3"),
    ("breaking space before a sign", "25 %"),
    ("breaking space before a sign", "25 $ de plus"),
    ("no space before a colon", "Total: 3"),
    ("no space before a colon", "«\u00a0oui\u00a0»: non"),
    ("no space before % or $", "43% du but"),
    ("guillemet without its space", "«oui\u00a0»"),
    ("guillemet without its space", "«\u00a0oui »"),
    ("space before ; ! ?", "Vraiment ?"),
    ("space before ; ! ?", "Merci\u00a0!"),
    ("straight apostrophe", "aujourd'hui"),
    ("foreign quotation marks", "le mot “oui”"),
    ("ordinal", "la 1ère fois"),
    ("ordinal", "le 2ème jour"),
    ("capital month", "le 20\u00a0Janvier"),
    ("first of the month", "le 1\u00a0mars"),
    ("hour with a breaking space", "à 19 h 30"),
    ("hour with a colon", "à 19:30"),
    ("hour written h 00", "à 19\u00a0h\u00a000"),
    ("thousands with a breaking space", "25 000\u00a0$"),
    ("three dots", "et ainsi..."),
    ("hyphen as a minus sign", "soit -5"),
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_well_set_raises_no_fault(text: str) -> None:
    assert [str(fault) for fault in faults(text)] == []


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_each_rule_finds_its_fault(name: str, text: str) -> None:
    assert name in [fault.rule.name for fault in faults(text)]


def test_every_rule_has_an_example_of_what_it_finds() -> None:
    assert {rule.name for rule in FRENCH_RULES} == {name for name, _text in WRONG}


def test_a_fault_shows_where_it_is_and_what_is_wanted() -> None:
    [fault] = faults("Un total de 43% déjà")
    assert str(fault) == r"no space before % or $: 'Un total de 43% d\xe9j\xe0' (U+00A0 between a number and % or $)"
