"""A connection to a server that is cut while something is written: done once more, or known to be done, never twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from lib.campaign.errors import StoreUnreachable
from lib.store import engine
from lib.store.changes.edits import edit_row, insert_row, stored_row
from lib.store.engine import Store, open_store
from lib.store.failures import SILENT, UNKNOWN
from lib.store.queries.lists import rows
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, contribution, new_campaign, put
from tests.support.postgres import Cluster
from tests.support.relay import Relay, relay


@pytest.fixture
def line(postgres: Cluster) -> Iterator[Relay]:
    with relay(postgres) as found:
        yield found


@pytest.fixture
def distant(line: Relay, postgres: Cluster) -> Iterator[Store]:
    """A store at the other end of the line, with a campaign."""
    url = postgres.new_database()
    store = open_store(line.url(url))
    new_campaign(store)
    yield store
    line.is_open = True
    store.close()
    postgres.drop(url)


def allies(store: Store) -> list[object]:
    return [row["name"] for row in rows(store, 1, "allies")]


def test_a_change_that_never_reached_the_server_is_done_once_more(distant: Store, line: Relay) -> None:
    line.cut_before = 1
    insert_row(distant, 1, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
    assert allies(distant) == ["Koumbit"]
    assert line.cut_before == 0 and not verification(distant, thorough=True)


def test_a_change_whose_answer_never_came_back_is_known_to_be_done(distant: Store, line: Relay) -> None:
    row = insert_row(distant, 1, "allies", {"name": "Koumbit", "audience": 1}, at=NOW, who="Ada")
    line.cut_after = 1
    written = edit_row(distant, 1, "allies", row.pk, row.version, {"audience": 2}, at=NOW, who="Ada")
    assert (written.version, line.cut_after) == (2, 0)
    assert stored_row(distant, 1, "allies", row.pk) == written
    line.cut_after = 1
    assert put(distant, 1, contributions=[contribution("1", "2018-02-01 09:00", 20)]).counts.inserted == 1
    assert line.cut_after == 0 and not verification(distant, thorough=True)


def test_a_change_that_nobody_can_ask_about_is_said_to_be_so_and_not_done_again(distant: Store, line: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.6)
    line.cut_after, line.closes_then = 1, True
    with pytest.raises(StoreUnreachable) as told:
        insert_row(distant, 1, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
    assert told.value.message.text == UNKNOWN
    line.is_open = True
    assert allies(distant) == ["Koumbit"]


def test_a_server_that_stays_away_is_said_in_words_and_nothing_is_written(distant: Store, line: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_SECONDS", 0.6)
    line.cut_before, line.is_open = 1, False
    distant.close()
    with pytest.raises(StoreUnreachable) as told:
        insert_row(distant, 1, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
    assert told.value.message.text == SILENT
    line.cut_before, line.is_open = 0, True
    assert allies(distant) == []


def test_a_connection_that_died_in_the_pool_costs_nobody_anything(distant: Store) -> None:
    assert allies(distant) == []
    with distant.outside() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                                   "AND datname = current_database()"))  # fmt: skip
    assert allies(distant) == []


def test_a_change_that_is_part_of_a_larger_one_is_not_done_again_by_itself(distant: Store, line: Relay) -> None:
    line.cut_before = 1

    def both() -> None:
        with distant.writing():
            insert_row(distant, 1, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
            insert_row(distant, 1, "allies", {"name": "Les Amies"}, at=NOW, who="Ada")

    with pytest.raises(StoreUnreachable):
        both()
    assert allies(distant) == []
