"""`docs/glossary.md`: one word per thing in each language, and a line that says what it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from lib.i18n.typography import faults

GLOSSARY = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in GLOSSARY.splitlines() if line.startswith("| ")][2:]
WORDS = (
    "contribution", "contributor", "ambassador", "ally", "post", "share", "re-share", "reach", "audience", "goal",
    "commission", "net", "gross", "reward", "milestone", "run rate", "campaign", "as of", "batch", "refusal", "reading", "tally",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_field_is_explained(word: str) -> None:
    assert word in [english for _, english, *_ in ROWS]


@pytest.mark.parametrize("language", [0, 1])
def test_no_word_stands_for_two_things(language: int) -> None:
    times = Counter(row[language].casefold() for row in ROWS)
    assert [word for word, count in times.items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_a_word_is_explained_in_one_sentence_in_both_languages(row: list[str]) -> None:
    assert len(row) == 4
    assert all(re.fullmatch(r"[^.]+[.…]", sentence) for sentence in row[2:])


def test_the_french_follows_the_typography_of_quebec() -> None:
    french = "\n".join(f"{word}. {meaning}" for word, _, meaning, _ in ROWS)
    assert [str(fault) for fault in faults(french)] == []
