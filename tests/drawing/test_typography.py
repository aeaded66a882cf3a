"""Every drawing in French is well set."""

from __future__ import annotations

import pytest

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.drawing.bar import bar
from lib.drawing.hero import hero
from lib.i18n.typography import faults
from tests.drawing.cases import FR, STATES
from tests.drawing.reading import read


@pytest.mark.parametrize(("name", "shown", "campaign"), STATES, ids=[state[0] for state in STATES])
def test_what_is_shown_in_french_is_well_set(name: str, shown: Figures, campaign: Campaign) -> None:
    drawing = read(hero(shown, campaign, FR) + bar(shown, campaign, FR))
    texts = [text.strip(" \n") for element in drawing.all() for text in element.texts]
    labels = [element.attributes["aria-label"] for element in drawing.all() if "aria-label" in element.attributes]
    found = [str(fault) for text in [*texts, *labels] for fault in faults(text.replace("~", "\u00a0"))]
    assert found == []
