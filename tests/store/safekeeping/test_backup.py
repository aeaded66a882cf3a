"""A back-up is whole, checked and private; a restore brings everything back, sets aside what was there, or does nothing."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from lib.campaign.errors import StoreDamaged, StoreTooNew, StoreUnreachable, UseError
from lib.store import opening
from lib.store.campaigns import campaigns, revision
from lib.store.connections import postgresql_engine
from lib.store.engine import Store, open_store
from lib.store.queries.lists import rows
from lib.store.safekeeping import server_copy
from lib.store.safekeeping.backup import back_up, faults_of
from lib.store.safekeeping.integrity import verification
from lib.store.safekeeping.restoring import restore_file, restore_server
from tests.store.builders import contribution, new_campaign, put
from tests.support.postgres import Cluster, programs

AT = datetime(2018, 2, 1, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own tools, wherever the server of the tests was found."""
    monkeypatch.setenv("PATH", str(programs()), prepend=":")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    """A SQLite store of its own with two contributions."""
    store = open_store(f"sqlite:///{tmp_path}/campaign.db")
    fill(store)
    yield store
    store.close()


def fill(store: Store) -> int:
    campaign_id = new_campaign(store)
    put(store, campaign_id, contributions=[contribution(str(n), "2018-01-20 09:00", 20, name="Ada") for n in range(2)])
    return campaign_id


def ids(store: Store) -> list[object]:
    return [row["id"] for row in rows(store, campaigns(store)[0].id, "contributions")]


def damage(path: Path) -> None:
    """Writes zeros over the middle of a file, a page of it."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\x00" * 4096
    path.write_bytes(content)


def test_a_back_up_taken_in_use_is_a_whole_store_that_its_owner_alone_may_read(here: Store, tmp_path: Path) -> None:
    path = tmp_path / "copies" / "one.db"
    with here.reading():
        assert back_up(here, path) == ()
    assert back_up(here, path) == ()
    assert [each.name for each in path.parent.iterdir()] == ["one.db"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    copy = open_store(f"sqlite:///{path}")
    assert ids(copy) == ["0", "1"]
    assert verification(copy, thorough=True) == ()
    copy.close()


def test_a_back_up_that_cannot_be_written_is_said_and_leaves_nothing(here: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachable, match="cannot be written"):
        back_up(here, tmp_path / "file" / "one.db")


def test_a_back_up_of_a_store_that_does_not_agree_says_so(here: Store, tmp_path: Path) -> None:
    with here.writing() as connection:
        connection.exec_driver_sql("UPDATE contributions SET amount_cents = amount_cents + 1 WHERE id = '1'")
    assert {each.table for each in back_up(here, tmp_path / "one.db")} == {"contributions", "daily_totals", "giving_totals"}


def test_a_damaged_copy_is_found_by_looking_at_it_and_nothing_is_left_beside_it(here: Store, tmp_path: Path) -> None:
    path = tmp_path / "copies" / "one.db"
    back_up(here, path)
    damage(path)
    assert faults_of(path) != ()
    assert [each.name for each in path.parent.iterdir()] == ["one.db"]


def test_a_restore_brings_everything_back_while_others_have_the_store_open(here: Store, tmp_path: Path) -> None:
    back_up(here, tmp_path / "one.db")
    campaign_id = campaigns(here)[0].id
    put(here, campaign_id, contributions=[contribution("late", "2018-01-21 09:00", 5)])
    seen, other = revision(here, campaign_id), open_store(f"sqlite:///{tmp_path}/campaign.db")
    assert restore_file(tmp_path / "one.db", tmp_path / "campaign.db", here, AT) is None
    assert ids(other) == ids(here) == ["0", "1"]
    assert revision(here, campaign_id) > seen
    put(other, campaign_id, contributions=[contribution("new", "2018-01-21 09:00", 5)])
    assert ids(here) == ["0", "1", "new"]
    assert verification(here, thorough=True) == ()
    other.close()


def test_a_damaged_store_is_moved_aside_untouched_with_its_side_files(here: Store, tmp_path: Path) -> None:
    back_up(here, tmp_path / "one.db")
    here.close()
    path = tmp_path / "campaign.db"
    damage(path)
    path.with_name("campaign.db-wal").write_bytes(b"what was not written yet")
    before = path.read_bytes()
    aside = restore_file(tmp_path / "one.db", path, None, AT)
    assert aside is not None and aside.name == "campaign.db.set-aside-20180201T170000Z"
    assert aside.read_bytes() == before
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"what was not written yet"
    back = open_store(f"sqlite:///{path}")
    assert ids(back) == ["0", "1"]
    back.close()


@pytest.mark.parametrize("spoil", [damage, lambda path: path.write_bytes(b"<html>"), lambda path: path.write_bytes(path.read_bytes()[:9000])],
                         ids=["damaged", "a page", "cut"])  # fmt: skip
def test_a_back_up_that_is_not_good_is_refused_and_the_store_stays(here: Store, tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    back_up(here, tmp_path / "one.db")
    spoil(tmp_path / "one.db")
    with pytest.raises(StoreDamaged):
        restore_file(tmp_path / "one.db", tmp_path / "campaign.db", here, AT)
    assert ids(here) == ["0", "1"]
    assert not [each for each in tmp_path.iterdir() if "restoring" in each.name or "set-aside" in each.name]


def test_a_back_up_of_a_later_version_is_refused(here: Store, tmp_path: Path) -> None:
    back_up(here, tmp_path / "one.db")
    later = open_store(f"sqlite:///{tmp_path}/one.db")
    with later.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '9999'")
    later.close()
    with pytest.raises(StoreTooNew):
        restore_file(tmp_path / "one.db", tmp_path / "campaign.db", here, AT)
    assert ids(here) == ["0", "1"]


def test_an_earlier_schema_is_handed_over_to_be_backed_up_before_it_is_altered(
    here: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "EARLIER", ("0000",))
    with here.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '0000'")
    here.close()
    told: list[str] = []

    def stop(store: Store, version: str) -> None:
        told.append(version)
        back_up(store, tmp_path / "before.db")
        raise StoreUnreachable("the disk is full")

    with pytest.raises(StoreUnreachable, match="the disk is full"):
        open_store(f"sqlite:///{tmp_path}/campaign.db", before_upgrade=stop)
    assert told == ["0000"]
    for name in ("campaign.db", "before.db"):
        assert schema_of(tmp_path / name) == "0000"


def schema_of(path: Path) -> str:
    import sqlite3

    with sqlite3.connect(path) as connection:
        return str(connection.execute(f"SELECT version_num FROM {opening.VERSION_TABLE}").fetchone()[0])


def test_a_store_whose_file_was_moved_away_takes_no_more_writes(here: Store, tmp_path: Path) -> None:
    (tmp_path / "campaign.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(StoreUnreachable, match="moved or replaced"):
        new_campaign(here)


@pytest.fixture
def server(postgres: Cluster) -> Iterator[tuple[Store, str]]:
    """A store of its own on the server, with two contributions."""
    url = postgres.new_database()
    store = open_store(url)
    fill(store)
    yield store, url
    store.close()
    postgres.drop(url)


def test_a_server_is_backed_up_and_restored_and_keeps_what_was_there_in_a_schema(server: tuple[Store, str], tmp_path: Path) -> None:
    store, url = server
    assert back_up(store, tmp_path / "one.dump") == ()
    assert stat.S_IMODE((tmp_path / "one.dump").stat().st_mode) == 0o600
    campaign_id = campaigns(store)[0].id
    put(store, campaign_id, contributions=[contribution("late", "2018-01-21 09:00", 5)])
    seen = revision(store, campaign_id)
    schema = restore_server(tmp_path / "one.dump", store, url, AT)
    assert ids(store) == ["0", "1"]
    assert revision(store, campaign_id) > seen
    put(store, campaign_id, contributions=[contribution("new", "2018-01-21 09:00", 5)])
    assert verification(store, thorough=True) == ()
    with store.reading() as connection:
        kept = connection.exec_driver_sql(f"SELECT count(*) FROM {schema}.contributions").scalar()
    assert (schema, kept) == ("set_aside_20180201t170000z", 3)


@pytest.mark.parametrize("torn", [b"<html>", b"PGDMP", None], ids=["a page", "a beginning", "cut in half"])
def test_a_dump_that_cannot_be_restored_leaves_the_server_as_it_was(server: tuple[Store, str], tmp_path: Path, torn: bytes | None) -> None:
    store, url = server
    path = tmp_path / "one.dump"
    back_up(store, path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if torn is None else torn)
    with pytest.raises(StoreDamaged):
        restore_server(path, store, url, AT)
    assert ids(store) == ["0", "1"]
    assert new_campaign(store) == campaigns(store)[0].id


def test_a_dump_that_does_not_agree_is_taken_back(server: tuple[Store, str], tmp_path: Path) -> None:
    store, url = server
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE contributions SET amount_cents = 1 WHERE id = '1'")
    assert back_up(store, tmp_path / "one.dump") != ()
    put(store, campaigns(store)[0].id, contributions=[contribution("late", "2018-01-21 09:00", 5)])
    with pytest.raises(StoreDamaged, match="control totals"):
        restore_server(tmp_path / "one.dump", store, url, AT)
    assert ids(store) == ["0", "1", "late"]


def test_without_its_tool_a_server_is_not_backed_up_and_that_is_said(server: tuple[Store, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UseError, match="postgresql-client"):
        back_up(server[0], tmp_path / "one.dump")
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_never_among_the_words_of_a_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text('#!/bin/sh\necho "$@ / $PGPASSWORD" >&2\nexit 1\n')
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    store = Store(postgresql_engine(sa.make_url("postgresql+psycopg://ada:s3cret@somewhere:5433/campaign")), "somewhere/campaign")
    with pytest.raises(StoreUnreachable) as refused:
        server_copy.run(store, "pg_dump", "--version")
    words, password = str(refused.value.message.params["reason"]).split(" / ")
    assert password == "s3cret" and "s3cret" not in words
    assert "host=somewhere" in words and "port=5433" in words
