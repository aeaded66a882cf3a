"""A cent, a row, a letter that changes by itself is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import StoreUnreachable, UseError
from lib.store.backup import back_up
from lib.store.engine import Store, open_store
from lib.store.integrity import verification
from lib.store.kept import forget, keep, kept, kept_all, mapping, save_mapping
from lib.store.queries.lists import rows
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
        "UPDATE contributions SET name = 'Bdb' WHERE id = '2'",
        "UPDATE contributions SET contributed_at = contributed_at + 1 WHERE id = '2'",
        "UPDATE contributions SET person_key = 'email:else@example.org' WHERE id = '2'",
        "UPDATE contributions SET local_hour = 3 WHERE id = '2'",
        "UPDATE contributions SET search_names = '' WHERE id = '2'",
        "UPDATE contributions SET row_key = '[\"3\"]' WHERE id = '2'",
        "UPDATE contributions SET reward = 'tasse' WHERE id = '2'",
    ],
)
def test_the_thorough_look_finds_what_changed_a_row(store: Store, filled: int, statement: str) -> None:
    tamper(store, statement)
    assert found(store, thorough=False) == []
    assert [table for table, _ in found(store, thorough=True)] == ["contributions"]


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


def test_a_back_up_taken_in_use_is_a_whole_store(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/campaign.db")
    campaign_id = new_campaign(store)
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 20)])
    with store.reading():
        back_up(store, tmp_path / "copies" / "one.db")
    back_up(store, tmp_path / "copies" / "one.db")
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["one.db"]
    store.close()
    copy = open_store(f"sqlite:///{tmp_path}/copies/one.db")
    assert len(list(rows(copy, campaign_id, "contributions"))) == 1
    assert verification(copy, thorough=True) == ()
    with copy.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    copy.close()


def test_a_back_up_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/campaign.db")
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachable):
        back_up(store, tmp_path / "file" / "one.db")
    store.close()


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_server_database_is_backed_up_with_its_own_tool(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UseError, match="pg_dump"):
        back_up(store, tmp_path / "one.db")


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
