"""What the documents tell people to type, to press or to follow is there."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from pathlib import Path

import pytest

from lib.cli.main import parser
from lib.i18n.catalogue import catalogue_path, read_catalogue
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}
GUIDE = TEXTS["docs/guide.md"]
LINKS = [(page, link) for page, text in TEXTS.items() for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
LINES = [
    shlex.split(line, comments=True)
    for text in TEXTS.values() for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()
]  # fmt: skip
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def anchors(text: str) -> set[str]:
    """What a link can point at: each heading in lower case, without its marks, hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower())) for heading in headings}


def labels() -> set[str]:
    """Everything that a French page can say."""
    catalogue = read_catalogue(catalogue_path(FRENCH), FRENCH.code)
    said = (message.string for message in catalogue if message.id)
    return set(chain.from_iterable((each,) if isinstance(each, str) else each for each in said))


def is_understood(arguments: list[str]) -> bool:
    """Whether the command line takes these words; asking for its help is one way to be understood."""
    try:
        parser(Translator(ENGLISH)).parse_args(arguments)
    except SystemExit as end:
        return end.code == 0
    return True


@pytest.mark.parametrize(("page", "link"), LINKS, ids=lambda each: each)
def test_no_link_is_dead(page: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    assert not anchor or anchor in anchors(target.read_text("utf-8"))


@pytest.mark.parametrize("line", [line for line in LINES if line[1:3] == ["-m", "lib"]], ids=" ".join)
def test_every_command_of_the_product_can_be_typed_as_it_is_written(line: list[str]) -> None:
    assert is_understood(line[3:])


@pytest.mark.parametrize("line", [line for line in LINES if line[:1] == ["make"]], ids=" ".join)
def test_every_word_after_make_is_one_of_its_targets(line: list[str]) -> None:
    assert line[1] in TARGETS


def test_no_other_command_is_asked_of_people_than_these() -> None:
    assert {line[0] for line in LINES if line} <= {"make", ".venv/bin/python", "sudo", "curl", "ssh"}


def test_every_label_in_bold_in_the_guide_is_on_a_page() -> None:
    assert set(re.findall(r"\*\*(.+?)\*\*", GUIDE)) - labels() == set()


@pytest.mark.parametrize("text", [GUIDE, TEXTS["README.md"].split("### Premiers pas")[1].split("\n## ")[0]], ids=["guide", "README"])
def test_the_french_follows_the_typography_of_quebec(text: str) -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|^\|[-| :]*\|$", "x", re.sub(r"```.*?```", "", text, flags=re.S), flags=re.M)
    assert [str(fault) for fault in faults(prose)] == []
