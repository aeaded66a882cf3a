"""Signs that the printed pages cannot draw are replaced before they are set: a name in another script stops no report."""

from __future__ import annotations

import pytest

from lib.drawing.glyphs import MISSING, drawn_signs, settable
from lib.drawing.typeset import FONTS


@pytest.mark.parametrize(("typed", "set_as"), [
    ("Éloïse, « œuvre » — 25 000,00 $…", "Éloïse, « œuvre » — 25 000,00 $…"), ("＝１＋１", "=1+1"), ("e\u0301t\u00e9", "\u00e9t\u00e9"),
    ("田中さん", MISSING * 4), ("👩\u200d👩", MISSING * 2), ("a\u202eb\x00c", "abc"), ("deux\u2028lignes", "deux\nlignes"), ("une\nligne\tet", "une\nligne\tet"),
])  # fmt: skip
def test_what_no_font_has_becomes_its_plain_form_or_a_box_and_what_is_unseen_goes(typed: str, set_as: str) -> None:
    assert settable(typed, FONTS) == set_as


def test_texts_are_found_however_deep_and_the_rest_is_left() -> None:
    assert settable({"a": [{"b": "漢"}, 1, None, ("é", True)]}, FONTS) == {"a": [{"b": MISSING}, 1, None, ["é", True]]}


def test_french_is_drawn_by_every_font() -> None:
    assert set("ABCÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸabcàâæçèéêëîïôœùûüÿ«»“”’…—–−×→□\u00a0") <= drawn_signs(FONTS)
