"""Imports: compared first, then whole or absent; the same rows twice change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from threading import Thread

import pytest

from lib.campaign.errors import UseError
from lib.campaign.tables import Row
from lib.store.campaigns import revision
from lib.store.changes.batches import Counts, Delivery, Written, batches, write_batch
from lib.store.changes.comparison import comparison
from lib.store.changes.edits import delete_row, edit_row
from lib.store.engine import Store
from lib.store.queries.lists import rows, table_page
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, TOML, contribution, local, new_campaign, put

ADA = contribution("1", "2018-01-20 09:00", 40, name="Ada", email="ada@example.org")
BOB = contribution("2", "2018-01-20 10:00", 20, name="Bob")


def stored(store: Store, campaign_id: int, table: str) -> list[Row]:
    return list(rows(store, campaign_id, table))


def test_an_import_puts_its_rows_in_and_says_so(store: Store, campaign_id: int) -> None:
    written = put(store, campaign_id, contributions=[ADA, BOB])
    assert written.counts == Counts(inserted=2)
    assert [row["name"] for row in stored(store, campaign_id, "contributions")] == ["Ada", "Bob"]
    assert verification(store, thorough=True) == ()


def test_every_kind_of_cell_comes_back_as_it_went_in(store: Store, campaign_id: int) -> None:
    given: dict[str, Row] = {
        "contributions": {**ADA, "contributed_at": datetime(2018, 1, 20, 14, 0, 0, 123456, tzinfo=UTC)},
        "members": {"name": "Zoé", "on_social": False, "briefed_on": date(2018, 1, 3), "minutes_pledged": 30},
        "budget": {"label": "Vidéo", "kind": "video", "planned_cents": 123_456_789_01, "actual_cents": None},
    }
    put(store, campaign_id, **{name: [row] for name, row in given.items()})
    for name, row in given.items():
        [found] = stored(store, campaign_id, name)
        assert {field: found[field] for field in row} == row


def test_the_same_rows_again_change_nothing_and_are_not_recorded(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA, BOB])
    before = revision(store, campaign_id)
    assert put(store, campaign_id, contributions=[ADA, BOB]) == Written(None, {"contributions": Counts(same=2)})
    assert revision(store, campaign_id) == before
    assert len(batches(store, campaign_id)) == 1


def test_a_changed_row_is_altered_and_its_version_rises(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA, BOB])
    richer = {**BOB, "amount_cents": 2500}
    assert put(store, campaign_id, contributions=[ADA, richer]).counts == Counts(changed=1, same=1)
    found = {row.cells["id"]: row for row in table_page(store, campaign_id, "contributions").rows}
    assert (found["2"].cells["amount_cents"], found["2"].version, found["1"].version) == (2500, 2, 1)


def test_a_field_that_is_not_mentioned_stays_and_a_blank_one_is_blanked(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[{**ADA, "note": "Bravo", "reward": "Tasse"}])
    untold = {field: value for field, value in ADA.items() if field != "name"}
    put(store, campaign_id, contributions=[{**untold, "note": None}])
    [row] = stored(store, campaign_id, "contributions")
    assert (row["name"], row["reward"], row["note"]) == ("Ada", "Tasse", None)


def test_a_preview_tells_new_changed_and_same_apart_and_writes_nothing(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA, BOB])
    before = revision(store, campaign_id)
    third = contribution("3", "2018-01-21 10:00", 5)
    found = comparison(store, campaign_id, "contributions", [ADA, {**BOB, "status": "withdrawn"}, third])
    assert [row["id"] for row in found.new] == ["3"]
    [(was, would_be)] = found.changed
    assert (was["status"], would_be["status"], would_be["name"]) == ("counted", "withdrawn", "Bob")
    assert found.same == 1
    assert revision(store, campaign_id) == before
    assert len(stored(store, campaign_id, "contributions")) == 2


def test_rows_alike_are_numbered_where_a_table_allows_them(store: Store, campaign_id: int) -> None:
    half_hour: Row = {"day": date(2018, 1, 21), "minutes": 30, "member": "Zoé"}
    assert put(store, campaign_id, communication_log=[half_hour, half_hour]).counts == Counts(inserted=2)
    assert put(store, campaign_id, communication_log=[half_hour, half_hour]).batch_id is None
    assert put(store, campaign_id, communication_log=[half_hour] * 3).counts == Counts(inserted=1, same=2)


def test_two_rows_with_one_id_are_refused_and_nothing_of_the_import_stays(store: Store, campaign_id: int) -> None:
    with pytest.raises(UseError, match="two rows have the same"):
        put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse"}], contributions=[ADA, ADA])
    assert stored(store, campaign_id, "rewards") == []
    assert batches(store, campaign_id) == ()


def test_rows_that_break_off_half_way_leave_nothing(store: Store, campaign_id: int) -> None:
    def breaking_off() -> Iterator[Row]:
        for number in range(1_500):
            yield contribution(str(number), "2018-01-20 09:00", 1)
        raise RuntimeError("the source went away")

    before = revision(store, campaign_id)
    with pytest.raises(RuntimeError, match="went away"):
        put(store, campaign_id, contributions=breaking_off())
    assert stored(store, campaign_id, "contributions") == []
    assert revision(store, campaign_id) == before
    assert verification(store) == ()


def test_a_write_that_breaks_off_after_its_rows_went_in_leaves_nothing(store: Store, campaign_id: int) -> None:
    with pytest.raises(UseError, match="must be filled in"):
        put(store, campaign_id, contributions=[ADA, BOB], rewards=[{"id": "a", "name": None}])
    assert stored(store, campaign_id, "contributions") == []
    assert verification(store) == ()


def test_several_writes_inside_one_writing_are_one_change(store: Store, campaign_id: int) -> None:
    def two_and_second_thoughts() -> None:
        with store.writing():
            put(store, campaign_id, contributions=[ADA])
            put(store, campaign_id, contributions=[BOB])
            raise RuntimeError("second thoughts")

    with pytest.raises(RuntimeError, match="second thoughts"):
        two_and_second_thoughts()
    assert stored(store, campaign_id, "contributions") == []


def test_a_refused_write_inside_a_writing_takes_only_itself_back(store: Store, campaign_id: int) -> None:
    with store.writing():
        put(store, campaign_id, contributions=[ADA])
        with pytest.raises(UseError):
            put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse"}], contributions=[BOB, BOB])
    assert [row["id"] for row in stored(store, campaign_id, "contributions")] == ["1"]
    assert stored(store, campaign_id, "rewards") == []
    assert verification(store) == ()


def test_thousands_of_rows_pass_in_one_import_and_again_without_effect(store: Store, campaign_id: int) -> None:
    many = [contribution(str(number), "2018-01-20 09:00", number % 90) for number in range(3_500)]
    assert put(store, campaign_id, contributions=iter(many)).counts == Counts(inserted=3_500)
    assert put(store, campaign_id, contributions=iter(many)).counts == Counts(same=3_500)
    assert verification(store) == ()


def test_an_import_is_listed_with_its_control_totals(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA])
    delivery = Delivery("files", NOW, "Zoé", ("contributions.csv", "rewards.csv"), refused=3, digest="c0ffee")
    write_batch(store, campaign_id, {"contributions": [ADA, BOB], "rewards": [{"id": "a", "name": "Tasse"}]}, delivery)
    newest, oldest = batches(store, campaign_id)
    assert oldest.inserted == 1
    assert (newest.source, newest.files, newest.at, newest.who) == (
        "files", ("contributions.csv", "rewards.csv"), NOW, "Zoé",
    )  # fmt: skip
    assert (newest.rows_read, newest.inserted, newest.changed, newest.same, newest.refused) == (6, 2, 0, 1, 3)
    assert (newest.cents, newest.digest, newest.state) == (60_00, "c0ffee", "done")
    assert newest.by_table == {"contributions": Counts(1, 0, 1), "rewards": Counts(1, 0, 0)}


def test_without_a_digest_of_the_input_the_rows_are_digested(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA])
    put(store, campaign_id, contributions=[BOB])
    second, first = (batch.digest for batch in batches(store, campaign_id))
    assert len(first) == len(second) == 64
    assert first != second


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoe\u0301 \n", "Zoé"),
        ("a\x00b", "ab"),
        ("deux\r\nlignes\rici", "deux\nlignes\nici"),
        ("\ud83d seule", "\ufffd seule"),
        (" \u00a0 ", None),
        ("𝕿𝖍𝖊 🐈 مرحبا", "𝕿𝖍𝖊 🐈 مرحبا"),
        ("'; DROP TABLE contributions; --", "'; DROP TABLE contributions; --"),
    ],
)
def test_text_is_kept_in_one_form(store: Store, campaign_id: int, typed: str, kept: str | None) -> None:
    put(store, campaign_id, contributions=[{**ADA, "note": typed}])
    assert stored(store, campaign_id, "contributions")[0]["note"] == kept
    assert put(store, campaign_id, contributions=[{**ADA, "note": typed}]).batch_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_cents": "40.00"},
        {"amount_cents": 40.0},
        {"amount_cents": 2**63},
        {"contributed_at": datetime(2018, 1, 20)},
        {"contributed_at": date(2018, 1, 20)},
        {"status": "payment-done"},
        {"id": "x" * 501},
        {"id": "   "},
        {"montant": 1},
    ],
    ids=str,
)
def test_a_cell_of_the_wrong_kind_is_refused(store: Store, campaign_id: int, wrong: dict[str, object]) -> None:
    with pytest.raises(UseError):
        put(store, campaign_id, contributions=[{**ADA, **wrong}])  # type: ignore[dict-item]
    assert stored(store, campaign_id, "contributions") == []


def test_a_key_that_is_a_long_text_is_still_one_key(store: Store, campaign_id: int) -> None:
    line: Row = {"day": date(2018, 1, 21), "minutes": 30, "what": "é" * 20_000}
    other: Row = {**line, "what": "é" * 19_999 + "e"}
    assert put(store, campaign_id, communication_log=[line, other]).counts == Counts(inserted=2)
    assert put(store, campaign_id, communication_log=[line, other]).batch_id is None


def test_a_table_or_a_campaign_that_is_not_there_is_refused(store: Store, campaign_id: int) -> None:
    with pytest.raises(UseError, match="There is no table"):
        put(store, campaign_id, donations=[ADA])
    with pytest.raises(UseError, match="not in the database any more"):
        put(store, campaign_id + 1, contributions=[ADA])


def test_contributions_rest_on_their_local_day_and_hour(store: Store, campaign_id: int) -> None:
    """2018-03-11 has 23 hours in Toronto: 01:59:59 is followed by 03:00:00."""
    instants = {
        "before the change": datetime(2018, 3, 11, 6, 59, 59, tzinfo=UTC),
        "after the change": datetime(2018, 3, 11, 7, 0, 0, tzinfo=UTC),
        "last of the day": datetime(2018, 3, 12, 3, 59, 59, 999999, tzinfo=UTC),
        "first of the next": datetime(2018, 3, 12, 4, 0, 0, tzinfo=UTC),
    }
    put(store, campaign_id, contributions=[{**ADA, "id": name, "contributed_at": at} for name, at in instants.items()])
    with store.reading() as connection:
        found = connection.exec_driver_sql("SELECT id, local_day, local_hour FROM contributions").all()
    assert {name: (str(day), hour) for name, day, hour in found} == {
        "before the change": ("2018-03-11", 1),
        "after the change": ("2018-03-11", 3),
        "last of the day": ("2018-03-11", 23),
        "first of the next": ("2018-03-12", 0),
    }


def test_a_row_edited_then_exported_is_known_again_when_it_comes_back(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": "Koumbit", "audience": 900}])
    [ally] = table_page(store, campaign_id, "allies").rows
    edit_row(store, campaign_id, "allies", ally.pk, 1, {"name": "Réseau Koumbit"}, at=NOW, who="Zoé")
    exported = stored(store, campaign_id, "allies")
    assert put(store, campaign_id, allies=exported).counts == Counts(same=1)


def test_the_first_file_still_knows_a_row_that_was_renamed_since(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": "Koumbit", "audience": 900}])
    [ally] = table_page(store, campaign_id, "allies").rows
    edit_row(store, campaign_id, "allies", ally.pk, 1, {"name": "Réseau Koumbit"}, at=NOW, who="Zoé")
    found = comparison(store, campaign_id, "allies", [{"name": "Koumbit", "audience": 900}])
    assert [(was["name"], would_be["name"]) for was, would_be in found.changed] == [("Réseau Koumbit", "Koumbit")]


def test_an_export_without_a_deleted_twin_comes_back_as_it_is(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, allies=[{"name": "Koumbit", "audience": 1}, {"name": "Koumbit", "audience": 2}])
    first, _ = table_page(store, campaign_id, "allies").rows
    delete_row(store, campaign_id, "allies", first.pk, 1, at=NOW, who="Zoé")
    exported = stored(store, campaign_id, "allies")
    assert put(store, campaign_id, allies=exported).counts == Counts(same=1)


def test_what_is_exported_makes_the_same_store_elsewhere(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[ADA, BOB], posts=[
        {"platform": "facebook", "id": "p1", "published_at": local("2018-01-22 12:00"), "text": "Bonjour"},
    ], first_day=[{"name": "Ada", "identified_on": date(2018, 1, 12)}])  # fmt: skip
    exported = {name: stored(store, campaign_id, name) for name in ("contributions", "posts", "first_day")}
    twin = new_campaign(store, TOML.replace("services-faciles", "jumelle"))
    put(store, twin, **exported)
    assert {name: stored(store, twin, name) for name in exported} == exported


def test_a_slow_source_keeps_nobody_waiting(store: Store, campaign_id: int) -> None:
    """Somebody else writes while the rows are still being read."""

    def slow() -> Iterator[Row]:
        yield ADA
        other = Thread(target=lambda: put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse"}]))
        other.start()
        other.join()
        yield BOB

    assert put(store, campaign_id, contributions=slow()).counts == Counts(inserted=2)
    assert len(stored(store, campaign_id, "rewards")) == 1
