"""The first sentence of a page answers its question, and says nothing where nothing is known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH, FRENCH, Language
from lib.i18n.translator import Translator
from lib.services.analyses.answers import commitments_answer, day_answer, freshness_answer, giving_answer
from lib.services.daily.today import today
from lib.services.viewing import View, view
from lib.store.engine import Store
from tests.services.held import empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

HALF_TIME = datetime(2018, 2, 17, 5, 0, tzinfo=UTC)
FRESH = datetime(2018, 2, 11, 2, 0, tzinfo=UTC)
"""An hour after the last contribution: figures of the money are not stale yet."""
EARLY = datetime(2017, 6, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def looked_at(store: Store, language: Language = ENGLISH, as_of: datetime = HALF_TIME, **tables: str) -> tuple[View, Translator]:
    opened = opened_with(store, **tables)
    return view(store, opened, as_of), Translator(language, opened.campaign.period.zone)


def test_who_gave_how_much_and_what_one_contribution_in_two_is(store: Store) -> None:
    """100 $ in 3 contributions of 2 people, the one in the middle 30 $."""
    seen, translator = looked_at(store, FRENCH, contributions=CONTRIBUTIONS)
    people = seen.figures.contributors
    assert giving_answer(seen.figures, "CAD", translator) == (
        f"{people} personnes ont donné 100,00\u00a0$; la moitié des contributions sont de 30\u00a0$ ou moins."
    )


def test_the_commitments_that_are_behind_are_named_with_their_value_and_target_the_worst_first(store: Store) -> None:
    seen, translator = looked_at(store, as_of=FRESH, contributions=CONTRIBUTIONS)
    said, behind = commitments_answer([each for each in seen.readings if each.kpi.id == "funds"], "CAD", translator)
    assert said == "0 commitments of 1 are kept or on track."
    assert behind == "Behind: Money in hand ($93, target $1,000)."


def test_nothing_is_said_where_nothing_is_known(store: Store) -> None:
    seen, translator = looked_at(store, as_of=EARLY)
    assert commitments_answer(seen.readings, "CAD", translator) == ("", "")
    assert giving_answer(seen.figures, "CAD", translator) == ""
    assert freshness_answer(None, translator) == ""


def test_what_is_late_is_counted_among_what_is_to_be_done_today(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    said = day_answer(today(store, opened, HALF_TIME), Translator(ENGLISH, opened.campaign.period.zone))
    assert "today" in said and "late" in said


@pytest.mark.parametrize(("tasks", "said"), [
    ("", "1 chose à faire aujourd’hui, et elle est en retard."),
    ("id,name,starts_on\nt1,Afficher,2018-03-01\n", "2 choses à faire aujourd’hui, toutes en retard."),
    ("id,name,starts_on\nt1,Afficher,2018-03-20\n", "2 choses à faire aujourd’hui, dont 1 en retard."),
])  # fmt: skip
def test_where_all_is_late_the_number_is_not_said_twice(store: Store, tasks: str, said: str) -> None:
    """Four days after the close, one contribution waits for its thanks."""
    opened = opened_with(store, contributions=CONTRIBUTIONS, **({"tasks": tasks} if tasks else {}))
    after = datetime(2018, 3, 20, 16, 0, tzinfo=UTC)
    assert day_answer(today(store, opened, after), Translator(FRENCH, opened.campaign.period.zone)) == said
