"""`docs/files.md` says what a campaign folder holds: every key, file and column as declared, and nothing else."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.campaign.columns import Column, Kind, Table
from lib.campaign.errors import SettingsError
from lib.campaign.model import Campaign, KpiSettings, Milestone
from lib.campaign.settings import KEYS, campaign
from lib.campaign.tables import TABLES, TABLES_BY_NAME
from lib.sources.cells.choices import choice, yes_no
from lib.sources.layouts.layouts import named_layout
from lib.sources.plain import campaign_of, settings_of

PAGE = (Path(__file__).parents[1] / "docs" / "files.md").read_text("utf-8")
KIND_WORDS = {
    Kind.TEXT: "text", Kind.EMAIL: "e-mail", Kind.INSTANT: "instant", Kind.DAY: "day", Kind.AMOUNT: "amount", Kind.COUNT: "count",
    Kind.YES_NO: "yes/no",
}  # fmt: skip


def rows(text: str) -> list[list[str]]:
    """The cells of every table's rows below its header."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    ruled = [index for index, cells in enumerate(lines) if set(cells[0]) == {"-"}]
    return [cells for index, cells in enumerate(lines) if index not in ruled and index + 1 not in ruled]


SETTINGS = re.split(r"^## ", PAGE.split("## `campaign.toml`\n")[1], flags=re.M)[0]
KEY_ROWS = rows(SETTINGS)
SECTIONS: dict[str, str] = dict(re.findall(r"^### `(\w+)\.csv`\n(.*?)(?=^### |\Z)", PAGE, re.M | re.S))
CHOICES: dict[str, str] = {cells[0].strip("`"): cells[1] for cells in rows(PAGE.split("| choice |")[1].split("### ")[0])}
FRENCH_NAMES = {
    "dons": "contributions", "repartages": "reshares", "publications": "posts", "auditoire": "audience", "nouvelles": "news",
    "alliés": "allies", "membres": "members", "tâches": "tasks", "journal": "communication_log", "événements": "events",
    "premier jour": "first_day", "contreparties": "rewards", "consentements": "consents",
    "registre des incidents": "incidents",
}  # fmt: skip


def documented_columns(table: str) -> dict[str, list[str]]:
    """The cells of a section's rows, by column name; bold kept in the first."""
    return {cells[0].strip("*`"): cells for cells in rows(SECTIONS[table])}


def kind_words(column: Column) -> str:
    """What the page must say that a column holds; a dot where it tells who somebody is."""
    words = ", ".join(f"`{each}`" for each in column.choices) or KIND_WORDS[column.kind]
    return f"{words} ●" if column.personal else words


def test_every_key_of_the_settings_is_explained_and_no_other() -> None:
    named = [name for key, *_ in KEY_ROWS for name in re.findall(r"`\[*(\w+)", key)]
    assert sorted(named) == sorted(KEYS)


def test_the_keys_in_bold_are_those_without_which_there_is_no_campaign() -> None:
    bold = {name for key, *_ in KEY_ROWS for name in re.findall(r"\*\*`(\w+)`\*\*", key)}
    whole = settings_of(re.search(r"```toml\n(.*?)```", PAGE, re.S)[1])  # type: ignore[index]  # the page has an example
    given = bold & whole.keys()
    for name in given:
        with pytest.raises(SettingsError):
            campaign({key: value for key, value in whole.items() if key != name})
    assert bold - given == {"opens_at", "closes_at"}
    assert campaign({name: whole[name] for name in given}).name == whole["name"]


def test_instants_can_stand_for_the_first_and_the_last_day() -> None:
    settings = {"name": "essai", "currency": "CAD", "goal": 100, "timezone": "America/Toronto"}
    read = campaign(settings | {"opens_at": "2018-01-20T09:00:00-05:00", "closes_at": "2018-01-21T09:00:00"})
    assert read.period.opens_at == datetime(2018, 1, 20, 14, tzinfo=UTC)
    assert read.period.closes_at == datetime(2018, 1, 21, 14, tzinfo=UTC)


def test_what_a_key_is_without_is_what_the_page_says() -> None:
    bare = campaign({"name": "essai", "currency": "CAD", "goal": 100, "opens_on": "2018-01-20", "closes_on": "2018-01-21"})
    said = {key.strip("`"): without for key, _what, without in KEY_ROWS}
    assert said["title"] == "`name`" and bare.title == bare.name
    assert (said["commission_rate"], said["commission_tax_rate"]) == ("0", "0")
    assert (bare.fees.commission_rate, bare.fees.commission_tax_rate) == (0, 0)
    assert (said["all_or_nothing"], bare.all_or_nothing) == ("`true`", True)
    assert (said["invented"], bare.invented) == ("`false`", False)
    assert (said["timezone"], bare.period.zone.key) == ("`UTC`", "UTC")
    assert (said["language"], bare.language) == ("`fr-CA`", "fr_CA")


def test_the_blocks_hold_the_settings_that_are_named() -> None:
    kpi, milestone = (re.search(rf"A `\[+{name}.*?holds (.*?)\.(?= A |\n\n)", SETTINGS, re.S) for name in ("kpi", "milestones"))
    assert kpi and milestone
    assert {field.name for field in fields(KpiSettings)} <= set(re.findall(r"`(\w+)`", kpi[1]))
    assert {field.name for field in fields(Milestone)} <= set(re.findall(r"`(\w+)`", milestone[1]))


def test_the_example_is_a_campaign() -> None:
    read: Campaign = campaign_of(re.search(r"```toml\n(.*?)```", PAGE, re.S)[1])  # type: ignore[index]  # the page has one
    assert (read.goal_cents, read.period.day(56).isoformat()) == (2_500_000, "2018-03-16")
    assert [milestone.pays_for for milestone in read.milestones] == ["Three months, part time"]


def test_every_file_has_its_section_in_the_order_of_the_declaration() -> None:
    assert list(SECTIONS) == list(TABLES_BY_NAME)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_section_names_its_columns_and_shows_in_bold_those_that_must_be_there(table: Table) -> None:
    said = [cells[0] for cells in documented_columns(table.name).values()]
    assert said == [f"**`{column.name}`**" if column.required else f"`{column.name}`" for column in table.columns]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_section_says_what_each_column_holds_and_the_other_names_it_goes_by(table: Table) -> None:
    said = {name: tuple(cells[1:3]) for name, cells in documented_columns(table.name).items()}
    assert said == {column.name: (kind_words(column), ", ".join(column.aliases)) for column in table.columns}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_section_says_by_what_a_row_is_known_and_whether_that_may_come_again(table: Table) -> None:
    key = ", ".join(f"`{name}`" for name in table.key)
    assert f"Key: {key}{'; the same key may come again' if table.repeats else ''}.\n" in SECTIONS[table.name]


@pytest.mark.parametrize(("name", "table"), FRENCH_NAMES.items())
def test_a_file_with_a_french_name_is_read_as_the_page_says(name: str, table: str) -> None:
    assert f"`{name}`" in PAGE
    layout = named_layout(f"{name} (1).csv")
    assert layout is not None and layout.name == table


@pytest.mark.parametrize(("ours", "theirs"), CHOICES.items())
def test_a_choice_can_be_written_with_the_french_words_that_are_given(ours: str, theirs: str) -> None:
    column = next(column for table in TABLES for column in table.columns if ours in column.choices)
    assert {word: choice(column, word, {}) for word in theirs.split(", ")} == dict.fromkeys(theirs.split(", "), ours)


def test_yes_and_no_can_be_written_as_the_page_says() -> None:
    assert "oui/non, true/false, vrai/faux, 1/0, a tick" in PAGE
    assert [yes_no(word) for word in ("oui", "true", "vrai", "1", "✓", "non", "false", "faux", "0")] == [True] * 5 + [False] * 4
