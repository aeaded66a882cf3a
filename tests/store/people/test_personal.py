"""Supporters' names and e-mails at rest: apart, in clear or encrypted, and nothing else of the campaign knows them; both databases."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.columns import UNREADABLE
from lib.campaign.errors import KeyMissing, SettingsError, UseError
from lib.campaign.tables import Cell
from lib.store.changes.batches import batches
from lib.store.changes.comparison import comparison
from lib.store.changes.edits import edit_row, insert_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store, open_store
from lib.store.people.encryption import ALREADY, ENCRYPTED, RENEWED, encrypt, wiped
from lib.store.people.keys import keyring, new_key
from lib.store.queries.by_hand import arriving, hand_edits
from lib.store.queries.lists import contribution_page, rows, rows_found, table_page
from lib.store.queries.public import nameless
from lib.store.queries.same_gifts import alike_groups
from lib.store.queries.tallies import tallies
from lib.store.rows import StoredRow
from lib.store.safekeeping.integrity import verification
from lib.store.schema import DATA, PERSONAL, metadata
from tests.store.builders import CAMPAIGN, NOW, contribution, local, new_campaign, put

KEY, OTHER = new_key(), new_key()
THEN = local("2018-02-10 12:00")
PLANTED = ("Zénobie Quatrevaux", "zenobie.quatrevaux@exemple.org", "zenobie-q", "Courage à Wenceslas", "ecrire@wenceslas.example")
GIFTS = [
    contribution("1", "2018-01-20 09:00", 50, name=PLANTED[0], email=PLANTED[1], platform_user=PLANTED[2], note=PLANTED[3]),
    contribution("2", "2018-01-21 09:00", 20, name="ZÉNOBIE QUATREVAUX", email="Zenobie.Quatrevaux@exemple.org"),
    contribution("3", "2018-01-22 09:00", 10, name="Bob", platform_user="bob"),
    contribution("4", "2018-01-23 09:00", 5),
]
ALLIES = [{"name": "Framasoft", "contact": PLANTED[4]}]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of its own, that can be opened with one key after another."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/campaign.db"
        return
    server = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop(url)


def opened(address: str, present: str | None = None, former: str | None = None) -> Store:
    return open_store(address, keys=keyring(present, former))


def filled(store: Store) -> int:
    campaign_id = new_campaign(store)
    put(store, campaign_id, contributions=GIFTS, allies=ALLIES)
    page = rows_found(store, campaign_id, "contributions", "bob")
    edit_row(store, campaign_id, "contributions", page.rows[0].pk, 1, {"name": PLANTED[0] + " fils"}, at=NOW, who="Ada")
    return campaign_id


def exported(store: Store, campaign_id: int) -> list[dict[str, object]]:
    return [dict(row) for name in ("contributions", "allies") for row in rows(store, campaign_id, name)]


def elsewhere(store: Store) -> str:
    """All that the database holds but its table of values."""
    with store.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table is not PERSONAL]
        return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(sa.select(table)))


@pytest.mark.parametrize("key", [None, KEY], ids=["clear", "encrypted"])
def test_no_other_table_knows_a_name_and_files_come_out_as_they_went_in(address: str, key: str | None) -> None:
    store = opened(address, key)
    campaign_id = filled(store)
    held = elsewhere(store).casefold()
    assert [planted for planted in PLANTED if planted.casefold() in held] == []
    assert [row["name"] for row in exported(store, campaign_id)] == [PLANTED[0], "ZÉNOBIE QUATREVAUX", PLANTED[0] + " fils", None, "Framasoft"]
    assert verification(store, thorough=True) == ()
    assert put(store, campaign_id, contributions=[*GIFTS[:2], GIFTS[3]], allies=ALLIES).batch_id is None
    store.close()


@pytest.mark.parametrize("key", [None, KEY], ids=["clear", "encrypted"])
def test_people_are_counted_searched_and_ordered_alike_with_and_without_a_key(address: str, key: str | None) -> None:
    store = opened(address, key)
    campaign_id = filled(store)
    assert tallies(store, campaign_id, CAMPAIGN, THEN).money.contributors == 3
    assert [row.cells["id"] for row in rows_found(store, campaign_id, "contributions", "zenobie QUATREVAUX").rows] == ["1", "2", "3"]
    assert [row.cells["id"] for row in rows_found(store, campaign_id, "contributions", "wenceslas").rows] == ["1"]
    by_name = {"order_by": "name", "personal": True, "descending": False}
    page = contribution_page(store, campaign_id, CAMPAIGN, THEN, limit=3, offset=1, **by_name)  # type: ignore[arg-type]
    assert ([row.cells["id"] for row in page.rows], page.total) == (["2", "3", "4"], 4)
    assert table_page(store, campaign_id, "contributions", personal=True, where={"email": PLANTED[1]}).total == 1
    assert nameless(store, campaign_id, ["Appeler Zénobie", "Appeler Léa", "Écrire à Quatrevaux"]) == ("Appeler Léa",)
    assert alike_groups(store, campaign_id) == ()
    store.close()


@pytest.mark.parametrize("key", [None, KEY], ids=["clear", "encrypted"])
def test_what_came_in_since_is_found_by_the_next_search(address: str, key: str | None) -> None:
    store = opened(address, key)
    campaign_id = filled(store)
    assert rows_found(store, campaign_id, "contributions", "yvonne").total == 0
    put(store, campaign_id, contributions=[contribution("9", "2018-01-25 09:00", 5, name="Yvonne")])
    assert rows_found(store, campaign_id, "contributions", "yvonne").total == 1
    store.close()


def test_values_pass_under_a_key_then_under_another_and_nothing_else_changes(address: str) -> None:
    store = opened(address)
    campaign_id = filled(store)
    before, figures, history = exported(store, campaign_id), tallies(store, campaign_id, CAMPAIGN, THEN), journal(store, campaign_id)
    for present, former, said in ((KEY, None, ENCRYPTED), (KEY, None, ALREADY), (OTHER, KEY, RENEWED)):
        store.close()
        store = opened(address, present, former)
        assert [done.what for done in encrypt(store)] == [said]
        assert wiped(store)
        store.close()
        store = opened(address, present)
        assert (exported(store, campaign_id), journal(store, campaign_id)) == (before, history)
        assert tallies(store, campaign_id, CAMPAIGN, THEN) == figures
        assert verification(store, thorough=True) == ()
        assert put(store, campaign_id, allies=ALLIES).batch_id is None
    store.close()


def test_once_encrypted_the_file_of_the_database_holds_no_name_at_all(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path}/campaign.db")
    filled(store)
    store.close()
    store = opened(f"sqlite:///{tmp_path}/campaign.db", KEY)
    encrypt(store)
    wiped(store)
    campaign_id = next(iter(batches(store, 1))).id and 1
    put(store, campaign_id, contributions=[contribution("9", "2018-01-25 09:00", 5, name="Yolande Xavière-Planté")])
    held = b"".join(path.read_bytes() for path in tmp_path.glob("campaign.db*"))
    names = (*PLANTED, "Yolande Xavière-Planté", "Quatrevaux", "QUATREVAUX")
    assert [name for name in names if name.encode() in held] == []
    assert b"2018" in held
    store.close()


def _asked_of_people(store: Store, campaign_id: int, shown: StoredRow) -> tuple[Callable[[], object], ...]:
    """What cannot be done to supporters' rows without their key."""
    return (
        lambda: put(store, campaign_id, contributions=GIFTS),
        lambda: comparison(store, campaign_id, "contributions", GIFTS),
        lambda: insert_row(store, campaign_id, "contributions", GIFTS[0], at=NOW, who="Ada"),
        lambda: edit_row(store, campaign_id, "contributions", shown.pk, shown.version, {"reward": "x"}, at=NOW, who="Ada"),
        lambda: list(rows(store, campaign_id, "contributions")),
        lambda: rows_found(store, campaign_id, "contributions", "bob"),
    )


def test_without_its_key_figures_stand_names_are_said_unreadable_and_nothing_is_written_over(address: str) -> None:
    store = opened(address, KEY)
    campaign_id = filled(store)
    before, figures = exported(store, campaign_id), tallies(store, campaign_id, CAMPAIGN, THEN)
    store.close()
    for wrong, sentence in ((None, "their key is not there"), (OTHER, "with another key")):
        store = opened(address, wrong)
        assert tallies(store, campaign_id, CAMPAIGN, THEN) == figures
        shown = contribution_page(store, campaign_id, CAMPAIGN, THEN, personal=True, descending=False).rows[0]
        assert (shown.cells["name"], shown.cells["amount_cents"]) == (UNREADABLE, 5000)
        assert nameless(store, campaign_id, ["Appeler Léa", "tenir la soirée"]) == ("tenir la soirée",)
        for ask in _asked_of_people(store, campaign_id, shown):
            with pytest.raises(KeyMissing, match=sentence):
                ask()
        put(store, campaign_id, rewards=[{"id": "r", "name": str(wrong)}])
        assert verification(store, thorough=True) == ()
        store.close()
    store = opened(address, KEY)
    assert exported(store, campaign_id) == before
    store.close()


def test_encrypting_without_a_key_or_without_the_former_one_is_refused(address: str) -> None:
    store = opened(address, KEY)
    filled(store)
    store.close()
    with pytest.raises(UseError, match="no key to encrypt with"):
        encrypt(opened(address))
    with pytest.raises(KeyMissing, match="with another key"):
        encrypt(opened(address, OTHER))
    with pytest.raises(SettingsError, match="44 characters"):
        keyring("abc")


def test_edits_and_imports_are_undone_to_the_letter(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    before = exported(store, campaign_id)
    row = rows_found(store, campaign_id, "contributions", "bob").rows[0]
    edited = edit_row(store, campaign_id, "contributions", row.pk, 1, {"name": "Bobby", "email": "B@x.org"}, at=NOW, who="Ada")
    assert (edited.cells["name"], edited.cells["email"]) == ("Bobby", "B@x.org")
    put(store, campaign_id, contributions=[{**GIFTS[0], "name": "Autre"}])
    undo_batch(store, campaign_id, batches(store, campaign_id)[0].id, at=NOW, who="Ada")
    undo_entry(store, campaign_id, next(each.pk for each in journal(store, campaign_id) if each.after == {"name": "Bobby", "email": "B@x.org"}), at=NOW, who="Ada")
    assert exported(store, campaign_id) == before
    assert verification(store, thorough=True) == ()


def test_a_preview_tells_names_before_and_after(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    seen = comparison(store, campaign_id, "contributions", [{**GIFTS[0], "name": "Zoé"}, GIFTS[1], contribution("8", "2018-01-25 09:00", 5, name="Léo")])
    assert [(before["name"], after["name"]) for before, after in seen.changed] == [(PLANTED[0], "Zoé")]
    assert ([row["name"] for row in seen.new], seen.same) == (["Léo"], 1)


def test_a_correction_by_hand_is_known_again_when_the_source_repeats_itself(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=GIFTS)
    row = rows_found(store, campaign_id, "contributions", "bob").rows[0]
    edit_row(store, campaign_id, "contributions", row.pk, 1, {"name": "Bobby"}, at=NOW, who="Ada")
    edits = hand_edits(store, campaign_id, "contributions")
    again = arriving(store, campaign_id, "contributions", GIFTS)
    assert [edits[each.key].before == {"name": each.cells["name"]} for each in again if each.key in edits] == [True]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE personal SET value = 'Zoé' WHERE value = 'Bob'", "UPDATE personal SET kind = 'note' WHERE value = 'Bob'",
     "DELETE FROM personal WHERE value = 'Bob'", "UPDATE personal SET erased_at = 5 WHERE value = 'Bob'",
     "UPDATE secrets SET epoch = 7", "DELETE FROM secrets"],
)  # fmt: skip
def test_the_thorough_look_finds_what_changed_a_value(store: Store, campaign_id: int, statement: str) -> None:
    put(store, campaign_id, contributions=GIFTS)
    with store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert [each.table for each in verification(store, thorough=True)] == ["personal"]


def test_the_thorough_look_finds_an_encrypted_value_put_in_the_place_of_another(address: str) -> None:
    store = opened(address, KEY)
    filled(store)
    with store.writing() as connection:
        held = connection.execute(sa.select(PERSONAL.c.pk, PERSONAL.c.ciphertext).order_by(PERSONAL.c.pk)).all()
        connection.execute(sa.update(PERSONAL).where(PERSONAL.c.pk == held[0].pk).values(ciphertext=held[1].ciphertext))
    assert [each.table for each in verification(store, thorough=True)] == ["personal"]
    store.close()


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
_GIFT = st.fixed_dictionaries({"name": _TEXT | st.none(), "email": _TEXT | st.none(), "platform_user": _TEXT | st.none(), "note": _TEXT | st.none()})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_GIFT, max_size=6))
def test_an_export_imported_elsewhere_is_exported_the_same(tmp_path_factory: pytest.TempPathFactory, gifts: list[dict[str, str | None]]) -> None:
    folder = tmp_path_factory.mktemp("trip")
    given_rows = [contribution(str(number), "2018-01-20 09:00", 5, **gift) for number, gift in enumerate(gifts)]  # type: ignore[arg-type]
    told: list[list[dict[str, Cell]]] = []
    people: list[int] = []
    for number, key in enumerate((None, KEY)):
        store = opened(f"sqlite:///{folder}/{number}.db", key)
        campaign_id = new_campaign(store)
        put(store, campaign_id, contributions=given_rows if number == 0 else told[0])
        told.append([dict(row) for row in rows(store, campaign_id, "contributions")])
        people.append(tallies(store, campaign_id, CAMPAIGN, THEN).money.contributors)
        assert put(store, campaign_id, contributions=told[-1]).batch_id is None
        store.close()
    shutil.rmtree(folder)
    assert told[0] == told[1] and people[0] == people[1]


def test_a_pseudonym_is_another_one_in_another_campaign(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, '''
name = "other"
title = "Other"
currency = "CAD"
goal = 1
opens_on = 2018-01-20
closes_on = 2018-03-16
timezone = "America/Toronto"
''')  # fmt: skip
    for each in (campaign_id, other):
        put(store, each, contributions=GIFTS[:1])
    with store.reading() as connection:
        found = connection.execute(sa.select(DATA["contributions"].c.email)).scalars().all()
    assert len(set(found)) == 2
