"""PostgreSQL looks at its tables afresh as they grow: soon, then ever more rarely, and once at the end."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from lib.store.changes import learning
from lib.store.changes.learning import MANY, Learning
from lib.store.schema import DATA, PERSONAL


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tables that were looked at."""
    found: list[str] = []
    monkeypatch.setattr(learning, "learn", lambda _connection, table: found.append(table.name))
    return found


def learner() -> Learning:
    return Learning(sa.create_engine("sqlite://").connect())


def test_twenty_slices_are_looked_at_twice_and_at_the_end(looks: list[str]) -> None:
    one = learner()
    at = []
    for number in range(1, 21):
        one.grew(DATA["contributions"], 5_000)
        at += [number] * (len(looks) - len(at))
    assert at == [1, 11]  # 5 000 rows, then more than 50 000
    one.settle()
    assert looks == ["contributions"] * 3


def test_few_rows_are_worth_no_look(looks: list[str]) -> None:
    one = learner()
    one.grew(PERSONAL, MANY)
    one.settle()
    assert looks == []


def test_what_was_seen_is_not_looked_at_again(looks: list[str]) -> None:
    one = learner()
    one.grew(PERSONAL, MANY + 1)
    one.settle()
    assert looks == ["personal"]
