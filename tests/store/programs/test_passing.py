"""What passes beside the store: kept until its end by the database's clock, told to who listens, led by one."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from lib.store.changes.edits import insert_row
from lib.store.engine import Store, open_store
from lib.store.programs import leading, passing
from lib.store.programs.listening import Listener
from lib.store.programs.passing_table import PASSING, made
from tests.store.builders import NOW, new_campaign
from tests.support.postgres import Cluster

PATIENTLY_SECONDS = 20.0


@pytest.fixture(autouse=True)
def emptied(store: Store) -> Iterator[None]:
    yield
    with store.writing() as connection:
        made(connection)
        connection.execute(sa.delete(PASSING))


@pytest.fixture
def served(postgres: Cluster) -> Iterator[Store]:
    """A store on a server, of this test alone."""
    url = postgres.new_database()
    opened = open_store(url)
    yield opened
    leading.let_go(opened)
    opened.close()
    postgres.drop(url)


def until(true: Callable[[], object]) -> None:
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < PATIENTLY_SECONDS
        time.sleep(0.02)


def test_a_text_is_kept_replaced_forgotten_and_ends(store: Store) -> None:
    assert passing.found(store, "draft", "a") is None
    passing.put(store, "draft", "a", "été", seconds=60)
    passing.put(store, "draft", "a", "hiver", seconds=60)
    passing.put(store, "session", "a", "autre", seconds=60)
    assert passing.found(store, "draft", "a") == "hiver"
    passing.drop(store, "draft", "a")
    assert (passing.found(store, "draft", "a"), passing.found(store, "session", "a")) == (None, "autre")
    passing.put(store, "draft", "b", "fini", seconds=-10)
    assert passing.found(store, "draft", "b") is None


def test_several_texts_change_together(store: Store) -> None:
    seen: list[tuple[str | None, ...]] = []
    for number in range(2):
        passing.changed(store, "try", ("x", "y"), lambda held: (seen.append(held), (str(number), "z"))[1], seconds=60)  # noqa: B023
    assert seen == [(None, None), ("0", "z")]


def test_what_passes_is_no_part_of_the_store_of_record(store: Store) -> None:
    from lib.store.safekeeping.server_copy import our_tables

    passing.put(store, "session", "a", "b", seconds=60)
    assert "passing" not in our_tables()


def test_a_change_by_another_program_is_heard(served: Store) -> None:
    listener = Listener(served)
    listener.start()
    until(lambda: listener.is_told)
    other, before = open_store(str(served._engine.url.render_as_string(hide_password=False))), listener.heard
    campaign_id = new_campaign(other)
    insert_row(other, campaign_id, "allies", {"name": "Koumbit"}, at=NOW, who="Ada")
    until(lambda: listener.heard >= before + 2)
    other.close()
    listener.stop()


def test_a_line_that_is_cut_is_said_to_be_and_taken_up_again(served: Store) -> None:
    listener = Listener(served)
    listener.start()
    until(lambda: listener.is_told)
    before = listener.heard
    with served.outside() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"))
    until(lambda: listener.heard >= before + 2 and listener.is_told)
    listener.stop()


def test_one_program_of_several_leads_and_another_when_it_dies(served: Store, postgres: Cluster) -> None:
    code = "import sys, time; from lib.store.engine import open_store; from lib.store.programs.leading import leads; " \
           "store = open_store(sys.argv[1]); print(leads(store), leads(store), flush=True); time.sleep(60)"  # fmt: skip
    url = served._engine.url.render_as_string(hide_password=False)
    first = subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None and first.stdout.readline() == "True True\n"
    assert not leading.leads(served)
    first.kill()
    first.wait()
    until(lambda: leading.leads(served))
    assert leading.leads(served)


def test_a_file_has_one_program_which_leads(tmp_path: object) -> None:
    store = open_store(f"sqlite:///{tmp_path}/one.db")
    assert leading.leads(store)
    store.close()


def test_json_of_a_session_is_never_in_clear(served: Store) -> None:
    from lib.services.edits.envelopes import label, opened, sealed

    text = json.dumps({"name": "Zoé"})
    held = sealed("secret", "session", text)
    assert "Zo" not in held and "secret" not in label("secret", "session")
    assert opened("secret", "session", held) == text
    assert [opened(*wrong) for wrong in (("other", "session", held), ("secret", "draft", held), ("secret", "session", held[:-4] + "AAA="), ("secret", "session", "?"))] == [None] * 4
