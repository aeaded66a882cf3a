"""The server-drawn curve: shares of the plot in, an accessible drawing out."""

from __future__ import annotations

from dataclasses import replace

from lib.drawing.curve import Curve, CurveLine, DeedMark, Tick, curve

HALF = Curve(
    lines=[CurveLine("raised", "raised", [(0.0, 0.0), (0.5, 0.4)])],
    days=[Tick(0.0, "20 janv."), Tick(1.0, "16 mars")],
    amounts=[Tick(0.0, "0 $"), Tick(0.96, "25 000 $")],
    goal=Tick(0.96, "Objectif 25 000 $"),
    dot=((0.5, 0.4), "10 000 $"),
    band=[(0.5, 0.4, 0.4), (1.0, 0.9, 1.0)],
    band_words="fourchette",
    deeds=[DeedMark(0.25, "20 janvier\nInfolettre <b>")],
    deeds_words="nos actions",
    posts=[DeedMark(0.5, "21 janvier")],
    posts_words="publications",
)


def test_each_day_of_actions_is_a_mark_that_says_what_was_done() -> None:
    html = curve(HALF, name="Courbe")
    assert '<svg x="25%" y="100%" overflow="visible"><title>20 janvier\nInfolettre &lt;b&gt;</title>' in html
    assert '<svg x="50%" y="100%" overflow="visible"><title>21 janvier</title>' in html
    assert "nos actions" in html and "publications" in html
    assert "publications" not in curve(replace(HALF, posts=[]), name="Courbe")


def test_a_point_at_half_time_and_four_tenths_stands_in_the_middle_and_six_tenths_down() -> None:
    html = curve(HALF, name="Courbe")
    assert 'points="0.0,1000.0 500.0,600.0"' in html
    assert 'cx="50%" cy="60%"' in html


def test_the_band_goes_out_along_its_high_edge_and_back_along_its_low_one() -> None:
    assert 'points="500.0,600.0 1000.0,0.0 1000.0,100.0 500.0,600.0"' in curve(HALF, name="Courbe")


def test_the_first_and_the_last_day_stay_inside_the_plot() -> None:
    html = curve(HALF, name="Courbe")
    assert 'x="0%" y="1.1em" class="cd-anchor-start">20 janv.' in html
    assert 'x="100%" y="1.1em" class="cd-anchor-end">16 mars' in html


def test_the_drawing_has_a_name_and_escapes_what_it_is_given() -> None:
    html = curve(Curve([], [], [], Tick(1.0, "<script>"), dot=((0.99, 0.95), "<b>")), name='Courbe "<img>"')
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<img>" not in html
    assert 'role="img"' in html


def test_the_words_of_a_high_dot_at_the_end_stand_before_it_and_inside_the_plot() -> None:
    html = curve(Curve([], [], [], Tick(1.0, "goal"), dot=((0.99, 0.95), "26 000 $")), name="Courbe")
    assert 'class="cd-curve-dot-words cd-anchor-end" x="99%" y="5%" dx="-0.8em" dy="0.35em"' in html
