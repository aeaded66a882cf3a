"""The evening's drawings: what people typed is escaped, dots and bands stand where their numbers say."""

from __future__ import annotations

import re
from fractions import Fraction

from markupsafe import Markup

from lib.drawing.evening import Dot, Entry, MoneyBar, Panel, Scale, notes, panels, phones, supposing
from lib.drawing.following import REFRESH_SECONDS, following_part, following_stylesheet
from lib.drawing.status import status
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator

NASTY = "<img src=x onerror=alert(1)>"
NOW = Dot(0.4, 0.3, 0.55, "between 30 and 55 in 100")
THEN = Dot(0.8, 0.7, 0.85, "between 70 and 85 in 100")


def test_what_people_typed_is_escaped_and_a_status_keeps_its_drawing() -> None:
    mark = status("at_risk", Translator(ENGLISH))
    html = panels((Panel(NASTY, (Entry(NASTY, NASTY, NASTY, mark),), NASTY, NASTY),), remark=NASTY) + notes(NASTY, [NASTY])
    assert "<img" not in html
    assert html.count("&lt;img") == 9
    assert "cd-status" in html


def test_an_empty_panel_says_why() -> None:
    assert "Nothing yet" in panels((Panel("Posts", empty="Nothing yet"),))
    assert "Nothing yet" not in panels((Panel("Posts", (Entry("a post"),), empty="Nothing yet"),))


def test_what_is_supposed_follows_what_is_raised_and_the_dot_goes_to_its_end() -> None:
    bar = MoneyBar("name", Fraction(1, 2), Fraction(1, 10), Fraction(1, 5), (("raised", "collected", "$50"),), ((Fraction(9, 10), "goal"),))
    html = str(supposing(["part"], bar, None, "headline"))
    assert re.findall(r'class="cd-evening-(raised|given|promised)" x="([\d.%]+)" y="14" width="([\d.%]+)"', html) == [
        ("raised", "0%", "50%"), ("given", "50%", "10%"), ("promised", "60%", "20%"),
    ]  # fmt: skip
    assert re.findall(r'class="cd-evening-dot-(now|then)" cx="([\d.%]+)"', html) == [("now", "50%"), ("then", "80%")]


def test_at_rest_one_dot_stands_alone() -> None:
    bar = MoneyBar("name", Fraction(1, 2), Fraction(0), Fraction(0), (), ())
    html = str(supposing([], bar, Scale("name", NOW, None, "Now:", "Then:"), "headline"))
    assert "cd-evening-dot-then" not in html
    assert html.count("cd-evening-dot-now") == 2


def test_both_chances_have_their_band_and_their_words() -> None:
    html = str(supposing([], None, Scale("now 40, then 80", NOW, THEN, "Now:", "Then:"), "headline"))
    assert re.findall(r'class="cd-evening-band" x="([\d.%]+)" y="7" width="([\d.%]+)"', html) == [("30%", "25%"), ("70%", "15%")]
    assert 'aria-label="now 40, then 80"' in html
    assert "between 70 and 85 in 100" in html


def test_a_phone_asks_again_often_enough_to_be_in_step_within_five_seconds() -> None:
    oldest_answer_seconds, jitter = 1, 1.1
    assert REFRESH_SECONDS * jitter + oldest_answer_seconds < 5


def test_a_phone_s_part_says_its_language_its_hours_and_escapes_its_titles() -> None:
    part = following_part(Markup("<p>x</p>"), Translator(FRENCH), campaign=NASTY, place="Étape 1 sur 5", title="Où", invented=NASTY)
    assert 'data-lang="fr-CA"' in part
    assert 'data-clock="24"' in part
    assert "<img" not in part
    english = following_part(Markup("<p>x</p>"), Translator(ENGLISH), campaign="c", place="p", title="t")
    assert 'data-clock="12"' in english
    assert "following-invented" not in english


def test_the_phone_s_style_holds_the_drawings_and_asks_no_other_host() -> None:
    style = following_stylesheet()
    assert ".cd-evening" in style
    assert ".cd-bar-track" in style
    assert "http" not in re.sub(r"http://www\.w3\.org\S*", "", style)


def test_the_address_is_written_out_beside_its_square() -> None:
    html = phones("http://salle.example:8501/suivre?lang=fr&x=1", [NASTY], Markup("<svg></svg>"))
    assert "http://salle.example:8501/suivre?lang=fr&amp;x=1" in html
    assert "<img" not in html
