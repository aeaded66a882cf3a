"""The lines of several campaigns: each has its words at its end, and no two lie over one another."""

from __future__ import annotations

import re
from itertools import pairwise

from lib.drawing.portfolio import CampaignLine, campaign_lines


def drawn(*lines: CampaignLine) -> str:
    shares = [(0.0, "0 %", "0 %"), (1.0, "100 % of the time", "100 %")]
    return str(campaign_lines(lines, name="Campaigns", shares=shares, goals=[(0.0, "0 %"), (1.0, "100 %")], held=(0.5, "50 %"), goal="the goal"))


def heights(html: str) -> list[float]:
    return sorted(float(y) for y in re.findall(r'class="cd-lines-end" x="1em" y="([\d.]+)%"', html))


def test_words_of_lines_that_end_together_are_a_line_apart() -> None:
    found = heights(drawn(*(CampaignLine("ended", f"{n} Une campagne", [(0.0, 0.0), (1.0, 1.0)]) for n in range(12))))
    assert len(found) == 12
    assert min(after - before for before, after in pairwise(found)) >= 6.99
    assert found[0] >= 0
    assert found[-1] <= 100


def test_words_at_the_foot_are_pushed_up_and_stay_within_the_plot() -> None:
    found = heights(drawn(*(CampaignLine("ended", f"{n}", [(0.0, 0.0), (1.0, 0.0)]) for n in range(5))))
    assert found == [72.0, 79.0, 86.0, 93.0, 100.0]


def test_a_line_that_runs_has_its_words_where_it_stops_and_a_grey_one_has_none() -> None:
    html = drawn(CampaignLine("shown", "1 <b>Nous</b>", [(0.0, 0.0), (0.6, 0.4)]), CampaignLine("rest", "", [(0.0, 0.0), (1.0, 0.9)]))
    assert "1 &lt;b&gt;Nous&lt;/b&gt;" in html
    assert heights(html) == []
    assert html.count("<polyline") == 2
