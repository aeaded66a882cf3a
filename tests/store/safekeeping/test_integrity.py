"""A cent, a row, a letter that changes by itself is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.store.changes.edits import edit_row, insert_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store, open_store
from lib.store.kept import forget, keep, kept, kept_all, mapping, save_mapping
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, TOML, contribution, local, new_campaign, put


@pytest.fixture
def filled(store: Store, campaign_id: int) -> int:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-20 09:00", 20, name="Ada"), contribution("2", "2018-01-21 09:00", 50, name="Bob"),
    ], rewards=[{"id": "a", "name": "Tasse", "price_cents": 20_00, "unit_cost_cents": 3_50}],
       posts=[{"platform": "facebook", "id": "p", "published_at": local("2018-01-21 19:30")}])  # fmt: skip
    return campaign_id


def tamper(store: Store, statement: str) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql(statement)


def found(store: Store, thorough: bool) -> list[tuple[str, str]]:
    return [(one.table, one.message.text) for one in verification(store, thorough=thorough)]


def test_a_store_that_was_only_written_by_the_program_agrees(store: Store, filled: int) -> None:
    assert verification(store) == verification(store, thorough=True) == ()


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("UPDATE contributions SET amount_cents = amount_cents + 1 WHERE id = '1'", {"contributions", "daily_totals"}),
        ("UPDATE contributions SET amount_cents = amount_cents + CASE id WHEN '1' THEN 5 ELSE -5 END", {"daily_totals"}),
        ("UPDATE contributions SET status = 'withdrawn' WHERE id = '1'", {"daily_totals"}),
        ("UPDATE contributions SET local_day = '2018-02-01' WHERE id = '1'", {"daily_totals"}),
        ("DELETE FROM contributions WHERE id = '2'", {"contributions", "daily_totals"}),
        ("DELETE FROM posts", {"posts"}),
        ("UPDATE rewards SET unit_cost_cents = 351", {"rewards"}),
        ("UPDATE posts SET row_digest = row_digest + 1", {"posts"}),
        ("UPDATE daily_totals SET amount_cents = 0", {"daily_totals"}),
        ("DELETE FROM daily_totals", {"daily_totals"}),
        ("UPDATE controls SET cents = 1 WHERE table_name = 'contributions'", {"contributions"}),
        ("DELETE FROM controls", {"contributions", "rewards", "posts"}),
    ],
)
def test_the_quick_look_finds_what_changed_totals(store: Store, filled: int, statement: str, tables: set[str]) -> None:
    tamper(store, statement)
    assert {table for table, _ in found(store, thorough=False)} == tables


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contributions SET name = email WHERE id = '2'",
        "UPDATE contributions SET contributed_at = contributed_at + 1 WHERE id = '2'",
        "UPDATE contributions SET person_key = 'email:else@example.org' WHERE id = '2'",
        "UPDATE contributions SET local_hour = 3 WHERE id = '2'",
        "UPDATE contributions SET search_names = 'ada' WHERE id = '2'",
        "UPDATE contributions SET row_key = '[\"3\"]' WHERE id = '2'",
        "UPDATE contributions SET reward = 'tasse' WHERE id = '2'",
    ],
)
def test_the_thorough_look_finds_what_changed_a_row(store: Store, filled: int, statement: str) -> None:
    tamper(store, statement)
    assert found(store, thorough=False) == []
    assert {table for table, _ in found(store, thorough=True)} - {"giving_totals"} == {"contributions"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE giving_totals SET people = people + 1",
        "DELETE FROM giving_totals WHERE kind = 'new'",
        "UPDATE contributions SET reward = 'tasse' WHERE id = '2'",
        "UPDATE contributions SET person_key = 'email:else@example.org' WHERE id = '2'",
    ],
)
def test_the_thorough_look_finds_totals_of_who_gave_that_are_not_those_of_the_rows(store: Store, filled: int, statement: str) -> None:
    tamper(store, statement)
    assert "giving_totals" in {table for table, _ in found(store, thorough=True)}


@pytest.fixture
def lived_in(store: Store, campaign_id: int, filled: int) -> int:
    """The same after an edit and its undoing, an import and its undoing, other settings, values kept aside and dropped."""
    row = insert_row(store, campaign_id, "allies", {"name": "Koumbit", "audience": 900}, at=NOW, who="Ada")
    edit_row(store, campaign_id, "allies", row.pk, row.version, {"audience": 901}, at=NOW, who="Zoé")
    undo_entry(store, campaign_id, journal(store, campaign_id)[0].pk, at=NOW, who="Zoé")
    late = put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 21), contribution("3", "2018-01-22 09:00", 5)])
    undo_batch(store, campaign_id, late.batch_id or 0, at=NOW, who="Ada")
    new_campaign(store, TOML.replace("25000", "26000"))
    for name, value in (("a", 1), ("a", {"chance": 0.5, "why": ["é", None]}), ("b", [1.0, -0.0, 1e22]), ("c", "gone")):
        keep(store, campaign_id, name, value, at=NOW)
    forget(store, campaign_id, "c")
    save_mapping(store, "abc", {"Montant": "amount"}, at=NOW)
    return campaign_id


def test_sums_follow_whatever_is_written(store: Store, lived_in: int) -> None:
    assert verification(store, thorough=True) == ()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE campaigns SET settings_toml = replace(settings_toml, '26000', '27000')", "campaigns"),
        ("UPDATE campaigns SET revision = revision + 1", "campaigns"),
        ("UPDATE batches SET refused = refused + 1", "batches"),
        ("UPDATE batches SET state = 'done'", "batches"),
        ("UPDATE journal SET who = 'Zoe' WHERE who = 'Zoé'", "journal"),
        ("UPDATE journal SET undone = NOT undone WHERE pk = (SELECT max(pk) FROM journal)", "journal"),
        ("DELETE FROM journal WHERE pk = (SELECT min(pk) FROM journal)", "journal"),
        ("UPDATE kept SET at = at + 1 WHERE name = 'a'", "kept"),
        ("DELETE FROM kept WHERE name = 'a'", "kept"),
        ("UPDATE mappings SET signature = 'abd'", "mappings"),
    ],
)
def test_the_thorough_look_finds_what_changed_beside_the_tables(store: Store, lived_in: int, statement: str, table: str) -> None:
    tamper(store, statement)
    assert found(store, thorough=False) == []
    assert [name for name, _ in found(store, thorough=True)] == [table]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("statement", [
    "UPDATE journal SET before = '{\"audience\": 9' WHERE before IS NOT NULL", "UPDATE contributions SET local_day = '2018-0x-01'",
    "UPDATE daily_totals SET local_day = '2018-0x-' || substr(local_day, 9)", "UPDATE kept SET at = 'x'",
    "UPDATE journal SET who = CAST(who AS BLOB)", "UPDATE campaigns SET timezone = 'America/Soronto'", "UPDATE campaigns SET loaded_at = 'x'",
    "UPDATE secrets SET pseudonym_key = 'x'",
])  # fmt: skip
def test_what_cannot_be_read_any_more_is_found_and_not_a_crash(store: Store, lived_in: int, statement: str) -> None:
    tamper(store, statement)
    assert found(store, thorough=True)


def test_what_does_not_agree_is_said_with_both_figures(store: Store, filled: int) -> None:
    tamper(store, "UPDATE rewards SET unit_cost_cents = 351")
    [one] = verification(store)
    assert (one.campaign, one.table) == ("services-faciles", "rewards")
    assert one.message.params == {"table": "rewards", "expected": 23_50, "found": 23_51}


def test_each_campaign_is_looked_at(store: Store, filled: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", "autre"))
    put(store, other, contributions=[contribution("1", "2018-01-20 09:00", 20)])
    tamper(store, f"UPDATE contributions SET amount_cents = 0 WHERE campaign_id = {other}")
    assert {one.campaign for one in verification(store)} == {"autre"}


def test_a_damaged_page_of_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    store = open_store(f"sqlite:///{path}")
    put(store, new_campaign(store), contributions=[
        contribution(str(number), "2018-01-20 09:00", 1, note="x" * 500) for number in range(200)
    ])  # fmt: skip
    store.close()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 64] = b"\x00" * 64
    path.write_bytes(content)
    reopened = open_store(f"sqlite:///{path}")
    [damage] = verification(reopened, thorough=True)
    assert damage.message.text.startswith("The file of the database is damaged.")
    reopened.close()


def test_values_kept_aside_are_replaced_listed_and_dropped(store: Store, campaign_id: int) -> None:
    keep(store, campaign_id, "forecast/2018-01-21", {"probability": 0.8, "why": ["é", None, 3]}, at=NOW)
    keep(store, campaign_id, "forecast/2018-01-20", 1, at=NOW)
    keep(store, campaign_id, "Forecast%", "other", at=NOW)
    keep(store, campaign_id, "forecast/2018-01-20", 2, at=NOW)
    assert kept(store, campaign_id, "forecast/2018-01-21") == {"probability": 0.8, "why": ["é", None, 3]}
    assert next(iter(kept_all(store, campaign_id, "forecast/").items())) == ("forecast/2018-01-20", 2)
    assert len(kept_all(store, campaign_id)) == 3
    forget(store, campaign_id, "Forecast%")
    assert kept(store, campaign_id, "Forecast%") is None


def test_how_a_layout_was_read_is_kept_for_the_next_file_like_it(store: Store) -> None:
    assert mapping(store, "abc") is None
    save_mapping(store, "abc", {"Montant": "amount"}, at=NOW)
    save_mapping(store, "abc", {"Montant": "amount", "Date": "contributed_at"}, at=NOW)
    assert mapping(store, "abc") == {"Montant": "amount", "Date": "contributed_at"}
