"""A store moved from a file to a server and back: every row of every table the same, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from lib.campaign.errors import StoreDamaged, UseError
from lib.services.demonstration import load_demonstration
from lib.store.campaigns import campaigns, revision
from lib.store.changes.edits import delete_row, edit_row, insert_row
from lib.store.engine import Store, open_store
from lib.store.kept import keep, save_mapping
from lib.store.safekeeping import copying
from lib.store.safekeeping.copying import contents, copy_store, is_empty
from lib.store.safekeeping.integrity import verification
from lib.store.schema import CONTROLS, DATA, JOURNAL, metadata
from tests.store.builders import NOW, contribution, new_campaign, put
from tests.support.postgres import Cluster

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def other(store: Store, tmp_path: Path, postgres: Cluster) -> Iterator[Store]:
    """An empty store of the other kind."""
    url = f"sqlite:///{tmp_path}/other.db" if store.dialect == "postgresql" else postgres.new_database()
    opened = open_store(url)
    yield opened
    opened.close()
    if opened.dialect == "postgresql":
        postgres.drop(url)


def all_contents(store: Store) -> dict[str, object]:
    with store.reading() as connection:
        return {table.name: contents(connection, table) for table in metadata.sorted_tables}


def filled(store: Store) -> int:
    """A campaign with something in most tables, rows corrected and taken out; its id."""
    campaign_id = new_campaign(store)
    put(store, campaign_id, contributions=[contribution(f"c{n}", f"2018-02-{n % 27 + 1:02} 09:30", n, name=f"Éloïse {n}") for n in range(40)])
    row = insert_row(store, campaign_id, "allies", {"name": "Koumbit", "audience": 12}, at=NOW, who="Ada")
    edit_row(store, campaign_id, "allies", row.pk, 1, {"audience": None}, at=NOW, who="Zoé")
    gone = insert_row(store, campaign_id, "allies", {"name": "Les Amies"}, at=NOW, who="Ada")
    delete_row(store, campaign_id, "allies", gone.pk, 1, at=NOW, who="Ada")
    keep(store, campaign_id, "état", {"b": [1, None, True], "a": "é"}, at=NOW)
    save_mapping(store, "s", {"x": "y"}, at=NOW)
    return campaign_id


def test_a_copy_to_the_other_kind_of_database_and_back_again_holds_the_same(store: Store, other: Store, tmp_path: Path) -> None:
    filled(store)
    load_demonstration(store, at=NOW)
    before = all_contents(store)
    copied = copy_store(store, other)
    back = open_store(f"sqlite:///{tmp_path}/back.db")
    copy_store(other, back)
    assert all_contents(other) == all_contents(back) == before == copied.tables
    assert not verification(other, thorough=True) and not verification(back, thorough=True)
    assert campaigns(other) == campaigns(store)


def test_a_row_added_to_the_copy_has_a_number_that_no_row_ever_had(store: Store, other: Store) -> None:
    campaign_id = filled(store)
    copy_store(store, other)
    here, there = (insert_row(each, campaign_id, "allies", {"name": "Nord"}, at=NOW, who="Ada").pk for each in (store, other))
    with store.reading() as connection:
        known = connection.scalar(sa.select(sa.func.max(JOURNAL.c.row_pk)))
    assert here == there == known  # above the row that was deleted, which was the highest


def test_a_database_that_is_not_empty_is_left_as_it_is(store: Store, other: Store) -> None:
    filled(store)
    new_campaign(other)
    before = all_contents(other)
    with pytest.raises(UseError, match="not empty"):
        copy_store(store, other)
    assert all_contents(other) == before


def test_what_was_there_is_replaced_and_pages_that_showed_it_see_a_higher_revision(store: Store, other: Store) -> None:
    filled(store)
    campaign_id = filled(other)
    for number in range(50):
        insert_row(other, campaign_id, "allies", {"name": f"a{number}"}, at=NOW, who="Ada")
    seen = revision(other, campaign_id)
    copy_store(store, other, replace=True)
    assert campaigns(other)[0].revision > seen
    assert not verification(other, thorough=True)
    assert all_contents(other)["allies"] == all_contents(store)["allies"]


def test_a_copy_that_is_interrupted_leaves_nothing(store: Store, other: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    monkeypatch.setattr(copying, "SLICE", 3)

    def interrupted(table: str, rows: int) -> None:
        if table == "contributions" and rows > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_store(store, other, said=interrupted)
    with other.reading() as connection:
        assert is_empty(connection)
    copy_store(store, other)
    assert all_contents(other) == all_contents(store)


def test_rows_that_arrive_otherwise_than_they_were_sent_are_not_kept(store: Store, other: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    put_rows = copying._put

    def spoilt(writing: sa.Connection, twin: sa.Table, rows: Sequence[copying.Cells]) -> None:
        amount = twin.columns.keys().index("amount_cents") if twin.name == "contributions" else 0
        changed = [[*row[:amount], 1, *row[amount + 1 :]] if amount and "c7" in row else row for row in rows]
        put_rows(writing, twin, changed)

    monkeypatch.setattr(copying, "_put", spoilt)
    with pytest.raises(StoreDamaged, match="arrived"):
        copy_store(store, other)
    with other.reading() as connection:
        assert is_empty(connection)


def test_a_source_that_does_not_agree_with_its_totals_is_not_copied(store: Store, other: Store) -> None:
    filled(store)
    with store.writing() as connection:
        connection.execute(sa.update(CONTROLS).where(CONTROLS.c.table_name == "contributions").values(cents=1))
    with pytest.raises(StoreDamaged, match="control totals"):
        copy_store(store, other)
    with other.reading() as connection:
        assert is_empty(connection)


def test_text_that_a_server_cannot_hold_is_said_with_its_row(tmp_path: Path, postgres: Cluster) -> None:
    """No door of ours lets a NUL in: an older file, or another program, may have."""
    source, target = open_store(f"sqlite:///{tmp_path}/one.db"), open_store(postgres.new_database())
    filled(source)
    with source.writing() as connection:
        rows = DATA["contributions"]
        connection.execute(sa.update(rows).where(rows.c.id == "c4").values(name="a\0b"))
    with pytest.raises(UseError) as told:
        copy_store(source, target)
    assert told.value.message.params == {"table": "contributions", "row": "5"}
    with target.reading() as connection:
        assert is_empty(connection)
    source.close()
    target.close()
