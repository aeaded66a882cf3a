"""Values, changes and keys that go at once, on both databases; rows, totals and digests stay as they were."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from lib.store.changes.edits import edit_row
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.people.personal import secret_of
from lib.store.people.purging import forget_values, journal_due, pseudonyms_tied, strip_journal, untie_pseudonyms, values_due
from lib.store.queries.holdings import Holding, holdings
from lib.store.queries.lists import rows, rows_found
from lib.store.safekeeping.integrity import verification
from lib.store.schema import PERSONAL
from tests.store.builders import NOW, contribution, new_campaign, put

LATER = datetime(2019, 3, 20, 12, tzinfo=UTC)


@pytest.fixture
def campaign(store: Store) -> int:
    """Ana gave twice under two spellings, Bo once; Cyr left a name alone."""
    number = new_campaign(store)
    put(store, number, contributions=[
        contribution("c1", "2018-01-20 09:00", 60, name="Ana Roy", email="ana@example.org", platform_user="u1", note="Bravo"),
        contribution("c2", "2018-01-21 09:00", 30, name="Bo Côté", email="bo@example.org"),
        contribution("c3", "2018-01-22 09:00", 10, name="Ana Roy", email="ANA@Example.org"),
        contribution("c4", "2018-01-23 09:00", 5, name="Cyr"),
    ])  # fmt: skip
    return number


def cells(store: Store, campaign: int, name: str) -> list[object]:
    return [row.cells[name] for row in rows_found(store, campaign, "contributions").rows]


def people(store: Store, campaign: int) -> list[object]:
    """Whose each contribution is, as an export tells them apart."""
    return [row["email"] for row in rows(store, campaign, "contributions")]


def test_what_is_held_is_counted_by_kind_without_reading_a_value(store: Store, campaign: int) -> None:
    found = holdings(store, campaign)
    assert found.emails == Holding(2, datetime(2018, 1, 20, 14, tzinfo=UTC))
    assert found.values == {"name": 3, "platform_user": 1, "note": 1}
    assert (found.consents, found.changes) == (Holding(0), Holding(0))
    assert found.is_encrypted is False


def test_values_go_but_those_of_the_people_who_are_kept_however_they_are_spelt(store: Store, campaign: int) -> None:
    """Two e-mails of Ana, her name and account stay; Bo's two values, Cyr's name and Ana's note go."""
    assert values_due(store, campaign, ["ana@example.org"]) == 4
    assert forget_values(store, campaign, ["ana@example.org"], at=LATER) == 4
    assert cells(store, campaign, "name") == ["Ana Roy", None, "Ana Roy", None]
    assert cells(store, campaign, "email") == ["ana@example.org", None, "ANA@Example.org", None]
    assert cells(store, campaign, "note") == [None] * 4
    assert verification(store, thorough=True) == ()


def test_values_that_went_are_not_due_again(store: Store, campaign: int) -> None:
    assert forget_values(store, campaign, [], at=LATER) == 8
    assert values_due(store, campaign, []) == 0
    assert forget_values(store, campaign, [], at=LATER) == 0
    assert holdings(store, campaign).emails == Holding(0)


def test_who_is_gone_is_still_one_person(store: Store, campaign: int) -> None:
    forget_values(store, campaign, [], at=LATER)
    first, second, third, fourth = people(store, campaign)
    assert first == third
    assert first != second
    assert fourth is None


def test_many_values_go_at_once(store: Store) -> None:
    number = new_campaign(store)
    put(store, number, contributions=[
        contribution(f"c{one}", "2018-01-20 09:00", 5, name=f"Personne {one}", email=f"p{one}@example.org") for one in range(1_500)
    ])  # fmt: skip
    kept = [f"p{one}@example.org" for one in range(1_100)]
    assert values_due(store, number, kept) == 800
    assert forget_values(store, number, kept, at=LATER) == 800
    assert verification(store, thorough=True) == ()


def test_changes_lose_the_cells_that_tell_who_somebody_is_and_stay_themselves(store: Store, campaign: int) -> None:
    row = rows_found(store, campaign, "contributions").rows[0]
    edit_row(store, campaign, "contributions", row.pk, row.version, {"name": "Anne", "reward": "affiche"}, at=NOW, who="Ada")
    assert journal_due(store, campaign, NOW.replace(year=2017)) == 0
    assert journal_due(store, campaign, NOW) == 1
    assert strip_journal(store, campaign, NOW) == 1
    (entry,) = journal(store, campaign, table="contributions")
    assert (entry.before, entry.after, entry.who) == ({"reward": None}, {"reward": "affiche"}, "Ada")
    assert journal_due(store, campaign, NOW) == 0
    assert verification(store, thorough=True) == ()


def test_once_its_key_is_thrown_away_a_pseudonym_leads_to_nobody(store: Store, campaign: int) -> None:
    assert pseudonyms_tied(store, campaign, 0) == (2, 8)
    forget_values(store, campaign, [], at=LATER)
    with store.reading() as connection:
        before = secret_of(connection, campaign).key
    highest = untie_pseudonyms(store, campaign)
    with store.reading() as connection:
        assert secret_of(connection, campaign).key != before
        assert highest == connection.scalar(sa.select(sa.func.max(PERSONAL.c.pk)))
    assert pseudonyms_tied(store, campaign, highest) == (0, 0)
    assert verification(store, thorough=True) == ()
    assert len(set(people(store, campaign))) == 3
