"""A store of the first schema brought to the present one: the same figures, the same files, on either database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from lib.campaign.tables import Cell
from lib.store import opening
from lib.store.changes.journal import journal, undo_entry
from lib.store.connections import MODE, WRITES, postgresql_engine, sqlite_engine
from lib.store.engine import Store, open_store
from lib.store.queries.lists import rows
from lib.store.queries.tallies import tallies
from lib.store.safekeeping.integrity import verification
from lib.store.schema import micros
from tests.store.builders import CAMPAIGN, NOW, TOML, contribution, local, put
from tests.support.postgres import Cluster

THEN = local("2018-02-10 12:00")
LONG = "https://example.org/" + "é" * 400
GIFTS = [
    contribution("1", "2018-01-20 09:00", 50, name="Zoé Roy", email="Zoe@x.org", platform_user="u1", note="Bravo!"),
    contribution("2", "2018-01-21 09:00", 20, name="ZOÉ ROY", email="zoe@x.org", thanked_at=NOW, thanked_by="Ana Côté"),
    contribution("3", "2018-01-22 09:00", 10, name="Bob", platform_user="u9"),
    contribution("4", "2018-01-23 09:00", 5),
]
RESHARES: list[dict[str, Cell]] = [
    {"shared_at": local("2018-01-25 09:00"), "email": "Zoe@x.org", "platform": "mastodon", "url": LONG},
    {"shared_at": local("2018-01-26 09:00"), "contribution_id": "3", "platform": "mastodon", "url": "https://x.org/3"},
    {"shared_at": local("2018-01-26 09:00"), "contribution_id": "3", "platform": "mastodon", "url": "https://x.org/3"},
    {"shared_at": local("2018-01-27 09:00"), "email": "zoe@x.org", "platform": "mastodon", "url": LONG + "2"},
]
FIRST_DAY: list[dict[str, Cell]] = [{"name": "Zoé Roy", "email": "ZOE@x.org", "identified_on": date(2018, 1, 10)}]
ALLIES: list[dict[str, Cell]] = [{"name": "Framasoft", "contact": "a@framasoft.example", "agreed_on": date(2018, 1, 15)}]


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store as the first version of the program left it."""
    server: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    url = f"sqlite:///{tmp_path}/campaign.db" if server is None else server.new_database()
    engine = sqlite_engine(f"{tmp_path}/campaign.db") if server is None else postgresql_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        connection.execution_options(**{MODE: WRITES})
        with connection.begin():
            _first_schema(connection)
            _filled(connection)
            if server is None:
                connection.exec_driver_sql(f"PRAGMA application_id = {opening.APPLICATION_ID}")
    engine.dispose()
    yield url
    if server is not None:
        server.drop(url)


def _first_schema(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def _encoded(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return micros(value) if hasattr(value, "hour") else value.isoformat() if isinstance(value, date) else value


def _cut(key: str) -> str:
    return key if len(key) <= 300 else f"{key[:300]}…{sha256(key.encode()).hexdigest()}"


class _Old:
    """What the first version wrote, as it wrote it."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection, self.tables = connection, sa.MetaData()
        self.tables.reflect(connection)

    def add(self, name: str, /, **values: Any) -> None:
        self.connection.execute(sa.insert(self.tables.tables[name]).values(**values))

    def row(self, name: str, fields: str, key: list[Any], given: dict[str, Any], number: str = "", /, **derived: Any) -> int:
        cells = {field: given.get(field) for field in fields.split()}
        base = _cut(_encoded([_plain(each) for each in key]))
        digest = crc32(_encoded([base + number, {field: _plain(cell) for field, cell in cells.items() if cell is not None}]).encode())
        stored = {field: micros(cell) if isinstance(cell, datetime) else cell for field, cell in cells.items()}
        own = {"campaign_id": 1, "row_key": base + number, "current_key": base if number else None, "version": 1, "batch_id": 1}
        self.add(name, **own, row_digest=digest, **stored, **derived)
        return digest


def _filled(connection: sa.Connection) -> None:
    old = _Old(connection)
    old.add("campaigns", name="services-faciles", settings_toml=TOML, timezone="America/Toronto", invented=False, revision=1,
            loaded_at=micros(NOW), version=1)  # fmt: skip
    sums = dict.fromkeys(("contributions", "reshares", "first_day", "allies"), 0)
    fields = "id contributed_at amount_cents currency status name email platform_user reward source medium country note thanked_at thanked_by"
    people = ("email:zoe@x.org", "email:zoe@x.org", "user:u9", "contribution:4")
    for gift, person in zip(GIFTS, people, strict=True):
        day = gift["contributed_at"].astimezone(CAMPAIGN.period.zone)  # type: ignore[union-attr]
        derived = {"person_key": person, "local_day": day.date(), "local_hour": 9, "search_text": str(gift["id"]), "search_names": "x"}
        sums["contributions"] += old.row("contributions", fields, [gift["id"]], gift, **derived)
        old.add("daily_totals", campaign_id=1, local_day=day.date(), status="counted", contributions=1, amount_cents=gift["amount_cents"])
    for share, number in zip(RESHARES, ("", "", "#2", ""), strict=True):
        email = str(share["email"]).casefold() if share.get("email") else None
        key = [share["shared_at"], share.get("contribution_id"), email, share["platform"], share["url"]]
        whose = f"email:{email}" if email else None
        sums["reshares"] += old.row("reshares", "shared_at contribution_id email platform url evidence", key, share, number, person_key=whose)
    sums["first_day"] += old.row("first_day", "name email identified_on contribution_id", ["Zoé Roy", "zoe@x.org"], FIRST_DAY[0], person_key="email:zoe@x.org")
    allies = "name kind audience contact owner agreed_on launch_relayed_on closing_relayed_on next_step next_step_on"
    sums["allies"] += old.row("allies", allies, ["Framasoft"], ALLIES[0])
    entry = {"campaign_id": 1, "batch_id": None, "at": micros(NOW), "who": "Ada", "table_name": "contributions", "row_pk": 3,
             "row_key": '["3"]', "row_batch_id": 1, "action": "update", "before": {"name": "Robert"}, "after": {"name": "Bob"},
             "version": 1, "undoes": None}  # fmt: skip
    old.add("journal", **entry, undone=False)
    journalled = crc32(json.dumps(list(entry.values()), sort_keys=True).encode())
    cents = {"contributions": 8500}
    counts = {"contributions": 4, "reshares": 4, "first_day": 1, "allies": 1}
    others = ("posts", "post_counts", "audience", "platform_totals", "news", "members", "tasks", "communication_log", "events", "budget", "rewards")
    for name in (*sums, *others):
        old.add("controls", campaign_id=1, table_name=name, row_count=counts.get(name, 0), cents=cents.get(name, 0), digest=sums.get(name, 0))
    campaign = crc32(json.dumps([1, "services-faciles", TOML, "America/Toronto", False, micros(NOW), 1], sort_keys=True).encode()) + 1
    for name, count, total in (("campaigns", 1, campaign), ("batches", 0, 0), ("journal", 1, journalled), ("kept", 0, 0)):
        old.add("controls", campaign_id=1, table_name=name, row_count=count, cents=0, digest=total)


def told(store: Store, name: str) -> list[dict[str, Any]]:
    return [{field: cell for field, cell in row.items() if cell is not None} for row in rows(store, 1, name)]


def test_an_old_store_says_the_same_in_the_present_schema(old: str) -> None:
    seen: list[str] = []
    store = open_store(old, before_upgrade=lambda _store, version: seen.append(version))
    assert seen == ["0001"]
    assert verification(store, thorough=True) == ()
    assert told(store, "contributions") == GIFTS
    assert told(store, "reshares") == RESHARES
    assert told(store, "first_day") == FIRST_DAY
    assert told(store, "allies") == ALLIES
    assert tallies(store, 1, CAMPAIGN, THEN).money.contributors == 3
    store.close()


def test_files_of_before_are_known_again_and_changes_of_before_can_be_undone(old: str) -> None:
    store = open_store(old)
    written = put(store, 1, contributions=GIFTS, reshares=RESHARES, first_day=FIRST_DAY, allies=ALLIES)
    assert written.batch_id is None
    change = journal(store, 1)[0]
    assert (change.before, change.after) == ({"name": "Robert"}, {"name": "Bob"})
    undo_entry(store, 1, change.pk, at=NOW, who="Ada")
    assert told(store, "contributions")[2]["name"] == "Robert"
    store.close()
