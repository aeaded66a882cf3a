"""Opening a store: made when it is not there, known when it is ours, refused in words when it is anything else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from lib.campaign.errors import SettingsError, StoreDamaged, StoreError, StoreTooNew, StoreUnreachable
from lib.store import opening
from lib.store.campaigns import revision
from lib.store.connections import refuse_old_sqlite
from lib.store.engine import Store, open_store
from lib.store.programs.passing_table import PASSING
from lib.store.queries.lists import rows
from lib.store.schema import metadata
from tests.store.builders import contribution, new_campaign, put
from tests.support.postgres import Cluster

ROOT = Path(__file__).parents[2]
MIGRATIONS = Path(opening.__file__).parent / "migrations"


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_fresh_file_is_made_with_its_folder_in_less_than_half_a_second(tmp_path: Path) -> None:
    """In a process of its own, so that the time to import Alembic counts; the best of two, others use the machine."""
    code = (
        "import sys, time; from lib.store.engine import open_store; start = time.process_time();"
        "open_store(sys.argv[1]).close(); print(time.process_time() - start)"
    )
    took = [
        float(python(code, f"sqlite:///{tmp_path}/a/b{number}/campaign.db").communicate()[0]) for number in range(2)
    ]
    assert min(took) < 0.5


def test_opening_again_neither_migrates_nor_imports_alembic(store: Store, store_url: str) -> None:
    code = (
        "import sys; from lib.store.engine import open_store; open_store(sys.argv[1]).close();"
        "print(any(name.startswith('alembic') for name in sys.modules))"
    )
    assert python(code, store_url).communicate()[0] == "False\n"


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        opts = {"version_table": opening.VERSION_TABLE, "include_object": lambda thing, name, *more: name != PASSING.name}
        context = MigrationContext.configure(connection, opts=opts)
        differences = compare_metadata(context, metadata)
        assert differences == []


def test_the_latest_version_is_the_last_migration() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert script.get_current_head() == opening.LATEST
    assert {step.revision for step in script.walk_revisions()} == {*opening.EARLIER, opening.LATEST}


def test_a_sqlite_store_is_set_up_for_several_writers_and_power_cuts(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/campaign.db")
    with store.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
        }
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    refuse_old_sqlite(str(version))
    assert told == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000,
        "application_id": opening.APPLICATION_ID,
    }  # fmt: skip
    store.close()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    path.touch()
    store = open_store(f"sqlite:///{path}")
    assert new_campaign(store) == 1
    store.close()


@pytest.mark.parametrize(
    "content",
    [b"<html><body>Not found</body></html>" * 100, b"x", b"SQLite format 3\x00", b"\x00" * 5000],
    ids=["a page", "one byte", "a header alone", "zeros"],
)
def test_a_file_that_is_not_a_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "campaign.db"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_somebody_elses_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE contributions (donor TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="is not a database of this program"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_server_database_with_tables_of_our_names_is_refused(postgres: Cluster) -> None:
    url = postgres.new_database()
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE contributions (donor TEXT)")
    engine.dispose()
    with pytest.raises(StoreDamaged, match="is not a database of this program"):
        open_store(url)
    postgres.drop(url)


def test_a_truncated_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "campaign.db"
    store = open_store(f"sqlite:///{path}")
    put(store, new_campaign(store), contributions=[contribution("1", "2018-01-20 09:00", 5)])
    store.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(StoreDamaged):
        list(rows(open_store(f"sqlite:///{path}"), 1, "contributions"))


def test_a_store_of_a_later_version_is_refused(postgres: Cluster, tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/campaign.db", postgres.new_database()):
        store = open_store(url)
        with store.writing() as connection:
            connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '9999'")
        store.close()
        with pytest.raises(StoreTooNew, match="Update the program"):
            open_store(url)


def test_an_older_sqlite_is_refused_in_words() -> None:
    refuse_old_sqlite("3.51.3")
    with pytest.raises(StoreUnreachable) as refused:
        refuse_old_sqlite("3.51.2")
    assert refused.value.message.params == {"found": "3.51.2", "needed": "3.51.3"}


@pytest.mark.parametrize("url", ["", "campaign.db", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "http://[::1"])
def test_an_address_that_is_not_one_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="not understood"):
        open_store(url)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachable, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}/file/campaign.db")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_is_not_there_is_said_without_the_password(scheme: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="does not answer") as refused:
        open_store(f"{scheme}://ada:s3cret@127.0.0.1:9/campaign")
    assert refused.value.message.params == {"address": "127.0.0.1/campaign"}
    said = [str(error) for error in chain(refused.value)]
    assert not any("s3cret" in text for text in said)


def chain(error: BaseException | None) -> list[BaseException]:
    return [] if error is None else [error, *chain(error.__cause__ or error.__context__)]


def test_the_folder_of_a_socket_may_stand_in_the_place_of_the_host(postgres: Cluster) -> None:
    url = postgres.new_database()
    name = url.partition("@/")[2].partition("?")[0]
    store = open_store(f"postgresql://postgres@{quote(str(postgres.folder), safe='')}/{name}")
    assert store.address == f"{postgres.folder}/{name}"
    assert new_campaign(store) == 1
    store.close()
    postgres.drop(url)


def test_a_database_that_is_not_there_is_said(postgres: Cluster) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(postgres.url("nowhere"))
    assert isinstance(refused.value, StoreUnreachable)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_programs_that_start_at_once_make_the_store_once(database: str, postgres: Cluster, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/campaign.db" if database == "sqlite" else postgres.new_database()
    code = (
        "import sys; from lib.store.engine import open_store; from tests.store.builders import new_campaign;"
        "sys.stdin.read(); print(new_campaign(open_store(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    starting = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(3)]  # type: ignore[call-overload]
    told = [program.communicate() for program in starting]
    assert [(out, err) for out, err in told] == [(told[0][0], "")] * 3
    assert told[0][0].strip().isdecimal()


def test_a_busy_database_is_said_after_some_seconds_and_nothing_is_written(
    store: Store, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.store.connections.WAIT_SECONDS", 0.2)
    monkeypatch.setattr("lib.store.connections._set_up_sqlite", lambda connection, _record: None)
    campaign_id = new_campaign(store)
    impatient = open_store(store_url)
    start = time.monotonic()
    with store.writing():
        put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 5)])
        with pytest.raises(StoreUnreachable, match="busy"):
            put(impatient, campaign_id, contributions=[contribution("2", "2018-01-20 09:00", 5)])
    assert time.monotonic() - start < 5
    assert [row["id"] for row in rows(store, campaign_id, "contributions")] == ["1"]
    impatient.close()


def test_readers_see_the_whole_of_an_import_or_nothing_of_it(store: Store, store_url: str) -> None:
    campaign_id = new_campaign(store)
    viewer = open_store(store_url)
    with store.writing():
        put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 5)])
        assert list(rows(viewer, campaign_id, "contributions")) == []
    assert len(list(rows(viewer, campaign_id, "contributions"))) == 1
    viewer.close()


def test_queries_inside_one_reading_agree_whatever_is_written_meanwhile(store: Store, store_url: str) -> None:
    campaign_id = new_campaign(store)
    writer = open_store(store_url)
    with store.reading():
        before = revision(store, campaign_id)
        put(writer, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 5)])
        assert revision(store, campaign_id) == before
    assert revision(store, campaign_id) == before + 1
    writer.close()


STEP_DOWN = "os.setgroups([]); os.setgid(65534); os.setuid(65534)"
READ_ONLY = f"""
import os, sys, pysqlite3, sqlalchemy.dialects.sqlite
from lib.campaign.errors import StoreUnreachable
from lib.store.engine import open_store
from lib.store.campaigns import campaigns, delete_campaign
{STEP_DOWN}
store = open_store(sys.argv[1])
print(store.read_only, [record.name for record in campaigns(store)])
try:
    delete_campaign(store, "services-faciles")
except StoreUnreachable as error:
    print(error)
"""


def test_a_store_on_a_disk_that_refuses_writing_can_still_be_read(tmp_path: Path) -> None:
    """Rights stop nobody who is root, so that root steps down first; anybody else closes the folder to himself."""
    folder = Path(tempfile.mkdtemp())
    try:
        store = open_store(f"sqlite:///{folder}/campaign.db")
        new_campaign(store)
        store.close()
        (folder / "campaign.db").chmod(0o444)
        folder.chmod(0o555)
        code = READ_ONLY if os.geteuid() == 0 else READ_ONLY.replace(STEP_DOWN, "")
        out, err = python(code, f"sqlite:///{folder}/campaign.db").communicate()
        seen, said = out.splitlines() or ("", err)
        assert seen == "True ['services-faciles']"
        assert said.startswith("The database %(address)s cannot be written.")
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
