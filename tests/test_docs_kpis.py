"""`docs/kpis.md` says what every figure means: all of them, as they are declared, and none that no longer exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lib.campaign.definitions import MONEY_DEFINITIONS
from lib.campaign.figures import Figures
from lib.campaign.model import KpiSettings
from lib.campaign.pace import REFERENCE_CURVE
from lib.campaign.tables import TABLES_BY_NAME
from lib.i18n.formats import Formats
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.kpis.reading import Kpi, Status, Unit
from lib.kpis.registry import KPI_IDS, KPIS
from tests.kpis.cases import POSSIBLE

PAGE = (Path(__file__).parents[1] / "docs" / "kpis.md").read_text("utf-8")
FORMATS = Formats(FRENCH, ZoneInfo("America/Toronto"))
SAID = Translator(FRENCH, ZoneInfo("America/Toronto"))
TIME = ("day_number", "days_left", "elapsed")
MONEY = (
    "gross", "pending", "withdrawn", "commission", "commission_tax", "net", "costs", "available", "goal", "gross_progress",
    "net_progress", "gross_needed", "remaining_gross", "remaining_net", "needed_per_day", "expected", "contributors",
    "contributions", "mean_contribution", "median_contribution",
)  # fmt: skip
"""The figures of the money that other programs may read; their ids are fixed."""


def chapter(title: str) -> str:
    """What stands below a heading, down to the next one of its level."""
    return re.split(r"^## ", PAGE.split(f"## {title}\n")[1], flags=re.M)[0]


def ids_of_table(title: str) -> list[str]:
    """The ids in the first column of a chapter's tables."""
    return re.findall(r"^\| `(\w+)` \|", chapter(title), re.M)


SECTIONS: Mapping[str, str] = dict(re.findall(r"^### `(\w+)`(.*?)(?=^### |\Z)", chapter("Les quinze indicateurs"), re.M | re.S))


def entry(kpi_id: str, name: str) -> str:
    """What a KPI's section says under a name such as Cible."""
    return dict(re.findall(r"^- \*\*(.+?)\*\*\u00a0: (.+)$", SECTIONS[kpi_id], re.M))[name]


def target_in_words(kpi: Kpi) -> str:
    """The default target as the page must write it."""
    if kpi.default_target is None:
        return "l’objectif de la campagne"
    if kpi.unit is Unit.YES_NO:
        return "oui"
    number = FORMATS.percent(kpi.default_target) if kpi.unit is Unit.SHARE else FORMATS.count(int(kpi.default_target))
    return f"plus de {number}" if kpi.is_strict else number


def test_every_kpi_has_its_section_in_the_board_s_order() -> None:
    assert tuple(SECTIONS) == KPI_IDS


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_a_section_gives_the_unit_the_target_and_the_limit_that_are_declared(kpi: Kpi) -> None:
    assert entry(kpi.id, "Unité") == f"`{kpi.unit.value}`"
    assert entry(kpi.id, "Cible") == target_in_words(kpi)
    assert entry(kpi.id, "Limite") == ("aucune" if kpi.stale_after_hours is None else f"{kpi.stale_after_hours}\u00a0h")


@pytest.mark.parametrize("kpi_id", KPI_IDS)
def test_a_section_names_the_states_that_its_kpi_can_be_in(kpi_id: str) -> None:
    assert set(re.findall(r"`(\w+)`", entry(kpi_id, "États"))) == POSSIBLE[kpi_id]


@pytest.mark.parametrize("kpi_id", KPI_IDS)
def test_a_section_names_files_that_exist(kpi_id: str) -> None:
    files = re.findall(r"`(\w+)\.csv`", entry(kpi_id, "Données"))
    assert files and set(files) <= set(TABLES_BY_NAME)


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_a_section_opens_with_the_name_and_the_definition_that_the_pages_show(kpi: Kpi) -> None:
    assert SECTIONS[kpi.id].splitlines()[:2] == [f"\u00a0: {SAID._(kpi.name)}", SAID._(kpi.definition)]


def test_every_status_is_explained_in_the_order_of_precedence() -> None:
    assert ids_of_table("Les états") == [
        "not_started", "no_data", "reached", "missed", "stale", "too_early", "on_track", "at_risk", "off_track",
    ]  # fmt: skip
    assert set(ids_of_table("Les états")) == {status.value for status in Status}


def test_every_figure_of_the_money_is_explained_and_can_be_had() -> None:
    assert tuple(ids_of_table("L’argent")) == MONEY == tuple(definition.id for definition in MONEY_DEFINITIONS)
    held = {field.name.removesuffix("_cents") for field in fields(Figures)} | {"gross_progress", "net_progress"}
    assert set(MONEY) | set(TIME) <= held


def test_every_figure_of_time_is_explained() -> None:
    assert tuple(ids_of_table("Le temps")) == TIME


def test_every_setting_of_a_kpi_is_explained() -> None:
    assert sorted(ids_of_table("Ce qui se règle")) == sorted(field.name for field in fields(KpiSettings))


def test_the_curve_is_given_point_by_point() -> None:
    rows = dict(re.findall(r"^\| (temps passé|part du total) \| (.+) \|$", chapter("Les états"), re.M))
    points = zip(*(row.split(" | ") for row in rows.values()), strict=True)
    assert list(points) == [(FORMATS.percent(elapsed), FORMATS.percent(raised)) for elapsed, raised in REFERENCE_CURVE]


def test_no_other_id_is_documented() -> None:
    known = {*KPI_IDS, *MONEY, *TIME, *(status.value for status in Status), *(unit.value for unit in Unit)}
    known |= {field.name for field in fields(KpiSettings)} | {"counted", "launch", "ulule", "thanked_at", "done_on", "false"}
    assert set(re.findall(r"`(\w+)`", PAGE)) - known == set()


def test_the_page_follows_the_typography_of_quebec() -> None:
    prose = "\n".join(line for line in PAGE.splitlines() if not re.fullmatch(r"[|\- ]*", line))
    assert [str(fault) for fault in faults(re.sub(r"`[^`]*`", "x", prose))] == []
