"""Notices, empty states, heads, definitions: words with a shape."""

from __future__ import annotations

import pytest

from lib.drawing.ledger import Line, ledger
from lib.drawing.notice import Kind, empty_state, invented_banner, notice
from lib.drawing.table import Header, table
from lib.drawing.templating import length
from tests.drawing.cases import EN, FR
from tests.drawing.reading import read


@pytest.mark.parametrize(("kind", "role"), [("info", "note"), ("success", "status"), ("warning", "note"), ("error", "alert")])
def test_an_error_interrupts_a_success_is_told_in_its_turn_the_rest_is_only_read(kind: Kind, role: str) -> None:
    [box] = read(notice(kind, "Une phrase.")).all(css="cd-notice")
    assert (box.attributes["role"], box.words) == (role, "Une phrase.")


def test_a_notice_may_have_a_title_and_a_way_out() -> None:
    element = read(notice("info", "Une phrase.", title="Titre", href="/donnees", link="Importer"))
    assert element.words == "Titre Une phrase. Importer"
    assert element.all("a")[0].attributes["href"] == "/donnees"


def test_an_empty_state_says_what_is_missing_and_how_to_bring_it() -> None:
    element = read(empty_state("Rien", "Ajoutez des publications.", href="/donnees", link="Importer"))
    assert (element.words, len(element.all("a"))) == ("Rien Ajoutez des publications. Importer", 1)


def test_invented_data_is_said_in_both_languages() -> None:
    assert "inventés" in invented_banner(FR) and "invented" in invented_banner(EN)


@pytest.mark.parametrize(
    "draw", [lambda href: notice("info", "x", href=href, link="x"), lambda href: empty_state("x", "x", href=href, link="x")]
)
def test_a_notice_does_not_link_to_a_script(draw: object) -> None:
    with pytest.raises(ValueError, match="a link leads to a page"):
        draw("javascript:alert(1)")  # type: ignore[operator]


def test_a_table_names_its_rows_and_aligns_its_figures() -> None:
    element = read(table(["Jour", Header("Montant", numeric=True)], [["samedi", "12,50\u00a0$"]], caption="Les jours"))
    [row_name] = [cell for cell in element.all("th") if cell.attributes["scope"] == "row"]
    [amount] = element.all("td")
    assert (row_name.words, amount.words, amount.attributes["class"]) == ("samedi", "12,50~$", "cd-numeric")
    assert (element.all("caption")[0].words, element.all(css="cd-table-scroll")[0].attributes["tabindex"]) == ("Les jours", "0")


@pytest.mark.parametrize(
    ("headers", "stacks"),
    [(["Jour", "a", "b", "c"], False), (["Jour", "a", "b", "c", "d"], True), (["Jour", Header("Pourquoi", wide=True)], True)],
)
def test_a_table_that_a_phone_has_no_room_for_names_each_cell_and_keeps_its_roles(headers: list[Header | str], stacks: bool) -> None:
    element = read(table(headers, [["x"] * len(headers)], caption="Les jours"))
    assert [cell.attributes.get("role") for cell in element.all("td")] == [*["cell" if stacks else None] * (len(headers) - 1)]
    assert element.all("td")[0].attributes.get("data-label") == ((headers[1] if isinstance(headers[1], str) else headers[1].text) if stacks else None)


def test_a_row_that_has_not_one_cell_for_each_header_is_bad_use() -> None:
    with pytest.raises(ValueError, match="one cell for each header"):
        table(["Jour", "Montant"], [["samedi"]], caption="x")


def test_a_table_may_have_no_row() -> None:
    assert read(table(["Jour"], [], caption="x")).all("td") == []


def test_a_ledger_keeps_its_order_and_draws_a_rule_above_a_total() -> None:
    element = read(ledger([Line("Collecté", "10"), Line("Reste", "5", "total", note="(net)")]))
    assert [line.words for line in element.all(css="cd-line")] == ["Collecté 10", "Reste (net) 5"]
    assert len(element.all(css="cd-line-total")) == 1


def test_a_ledger_without_a_line_is_nothing() -> None:
    assert ledger([]) == ""


@pytest.mark.parametrize(("value", "written"), [(0, "0%"), (43.214, "43.21%"), (100, "100%"), (0.001, "0%"), (1200, "1200%")])
def test_lengths_have_a_point_and_two_decimals_at_most(value: float, written: str) -> None:
    assert length(value) == written


def test_a_table_without_a_column_holds_nothing_and_breaks_nothing() -> None:
    assert read(table([], [(), ()], caption="Premières lignes")).all("td") == []
