"""The product's command line against the second calculation, on random campaigns; CAMPAIGNS sets how many (12)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from .campaigns import instants, write_campaign
from .commands import Answer, answer, answers
from .comparing import differences
from .facts import Figures
from .oracle import oracle
from .reading import campaign

SEEDS = range(int(os.environ.get("CAMPAIGNS", "12")))
MACHINES = ("UTC", "America/Toronto", "Pacific/Auckland", "Asia/Kolkata")
SHOWN = 40


class Told(NamedTuple):
    """A campaign folder, the instants looked at, and what the product printed for each of them."""

    folder: Path
    name: str
    as_ofs: list[str]
    figures: list[Figures]
    store: Path


def questions(name: str, as_ofs: list[str]) -> list[list[str]]:
    """The commands that ask for the figures of a campaign at each instant."""
    return [["figures", "--campaign", name, "--as-of", as_of, "--json"] for as_of in as_ofs]


def done(command: list[str], told: Answer) -> str:
    """The output of a command that had to succeed."""
    assert told.code == 0, f"{' '.join(command)}: exit {told.code}\n{told.output[-2000:]}\n{told.errors[-3000:]}"
    return told.output


def figures_after(first: list[str], name: str, as_ofs: list[str], store: Path, zone: str) -> list[Figures]:
    """The figures at each instant once a first command has been run on a store."""
    commands = [first, *questions(name, as_ofs)]
    told = answers(commands, store, zone)
    outputs = [done(command, said) for command, said in zip(commands, told, strict=True)]
    return [json.loads(output) for output in outputs[1:]]


def machine(seed: int) -> str:
    """The time zone of the machine, which no figure may depend on."""
    return MACHINES[seed % len(MACHINES)]


@pytest.fixture(scope="module")
def told_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Told]:
    """Writes and imports the campaign of a seed, once, and gives what the product says of it."""

    @cache
    def told(seed: int) -> Told:
        place = tmp_path_factory.mktemp(f"seed-{seed}")
        folder, store = place / "campaign", place / "store.db"
        write_campaign(folder, seed)
        as_ofs = instants(folder, seed)
        name = campaign(folder).name
        figures = figures_after(["import", str(folder)], name, as_ofs, store, machine(seed))
        return Told(folder, name, as_ofs, figures, store)

    return told


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_agrees_with_the_second_calculation(seed: int, told_of: Callable[[int], Told]) -> None:
    told = told_of(seed)
    found = [
        f"seed {seed}, as of {as_of}: {one.key}: expected {one.expected!r}, the product says {one.told!r}"
        for as_of, figures in zip(told.as_ofs, told.figures, strict=True)
        for one in differences(oracle(told.folder, as_of), figures)
    ]
    assert not found, f"{len(found)} differences\n" + "\n".join(found[:SHOWN])


@pytest.mark.parametrize("seed", SEEDS[::3])
def test_an_export_imported_into_an_empty_store_gives_the_same_figures(
    seed: int, told_of: Callable[[int], Told], tmp_path: Path
) -> None:
    told = told_of(seed)
    export = ["export", str(tmp_path / "out"), "--campaign", told.name]
    done(export, answer(export, told.store, machine(seed)))
    again = figures_after(["import", str(tmp_path / "out")], told.name, told.as_ofs, tmp_path / "empty.db", machine(seed + 1))
    assert dict(zip(told.as_ofs, again, strict=True)) == dict(zip(told.as_ofs, told.figures, strict=True))


@pytest.mark.parametrize("seed", SEEDS[1::3])
def test_importing_the_same_folder_twice_changes_no_figure(seed: int, told_of: Callable[[int], Told]) -> None:
    told = told_of(seed)
    again = figures_after(["import", str(told.folder)], told.name, told.as_ofs, told.store, machine(seed + 1))
    assert dict(zip(told.as_ofs, again, strict=True)) == dict(zip(told.as_ofs, told.figures, strict=True))


def test_a_process_of_its_own_prints_what_many_commands_in_one_process_print(
    told_of: Callable[[int], Told],
) -> None:
    told = told_of(0)
    question = questions(told.name, told.as_ofs[-1:])[0]
    assert json.loads(done(question, answer(question, told.store))) == told.figures[-1]
