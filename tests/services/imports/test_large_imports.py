"""A large file is imported by a process of its own: as the same file read whole, told as it goes, whole or absent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.campaign.errors import UnknownLayout, UseError
from lib.services.campaigns import open_campaign
from lib.services.imports import large_imports, streaming_import
from lib.services.imports.importing import Answers, confirm, file_preview
from lib.services.imports.large_import_child import DONE, HEARD, Looked, Order
from lib.services.imports.large_imports import LargeImport, begin, heard, is_large_text, looked_over, started, under_way
from lib.services.imports.previews import Outcome
from lib.services.imports.streaming_import import COMPARING, LOOKING, SETTLING, WRITING, StreamedImport
from lib.services.leaving.exporting import table_file_bytes
from lib.services.safekeeping.verifying import discrepancies
from lib.store.changes.batches import Counts, batches
from lib.store.engine import Store, open_store
from tests.services.held import AT, bring, empty_store
from tests.support.postgres import Cluster
from tests.support.stores import store_address

WAIT_SECONDS = 120
HEADER = "id,contributed_at,amount,status,name,email\n"
LINES = "".join(f"g{n},2018-02-01T10:00:00-05:00,{n % 90 + 1}.50,counted,Zoé {n},z{n % 2500}@exemple.org\n" for n in range(6_000))
FILE = (HEADER + LINES + "g7,2018-02-01T10:00:00-05:00,99,counted,,\ng99999,hier,5,counted,,\n").encode()


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    large_imports._HELD.clear()  # what is under way in one test is no other's


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with a campaign and no contribution, named by the environment."""
    address = store_address(tmp_path / "own.db")
    monkeypatch.setenv("DATABASE_URL", address)
    store = open_store(address)
    bring(store, {})
    store.close()
    return address


def ended(one: LargeImport) -> list[float]:
    """Wait until it is over; how far it was meanwhile."""
    shares = [one.share]
    until = time.monotonic() + WAIT_SECONDS
    while not one.is_over:
        assert time.monotonic() < until, one
        time.sleep(0.01)
        shares.append(one.share)
    return shares


def look(data: bytes = FILE, name: str = "dons.csv") -> LargeImport:
    return looked_over(f"k-{name}", name, data, "essai", Answers(), at=AT, who="ana")


def test_a_large_file_leaves_what_the_same_file_read_whole_leaves(url: str, tmp_path: Path) -> None:
    looked = look()
    ended(looked)
    assert isinstance(looked.answer, Looked)
    assert looked.answer.preview is not None
    (part,) = looked.answer.preview.parts
    assert (part.counts, part.refused_count, len(part.parsed.rows)) == (Counts(6_000, 0, 0), 2, 5)
    store = open_store(url)
    assert batches(store, open_campaign(store).id) == ()
    one = begin(looked, Answers(), at=AT, who="ana")
    assert under_way("essai") == (one,)
    ended(one)
    assert isinstance(one.answer, Outcome)
    other = empty_store(tmp_path / "whole")
    bring(other, {})
    expected = confirm(other, file_preview(other, "dons.csv", FILE, open_campaign(other), at=AT), at=AT, who="ana")
    assert (one.answer.written.by_table, one.answer.refusals) == (expected.written.by_table, expected.refusals)
    files = [table_file_bytes(each, open_campaign(each), "contributions") for each in (store, other)]
    assert files[0] == files[1]
    assert discrepancies(store, thorough=True) == ()
    assert under_way("essai") == ()
    assert not Path(one.folder.name).exists()


def test_what_is_said_of_it_never_goes_back_and_ends_at_the_end(url: str) -> None:
    looked = look()
    shares = ended(looked)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    one = begin(looked, Answers(), at=AT, who="ana")
    with pytest.raises(UseError, match="Another large file"):
        begin(looked, Answers(), at=AT, who="ana")
    shares = ended(one)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1], one.rows, one.stage) == (0.0, 1.0, 6_002, SETTLING)


def test_stages_follow_one_another_and_rows_are_counted_up(url: str) -> None:
    one = LargeImport("k", "essai", "f", "ana", AT, False, None)  # type: ignore[arg-type]  # no file is looked at
    told = []
    for stage, share, rows in ((LOOKING, 0.0, 0), (LOOKING, 0.5, 50), (LOOKING, 1.0, 100), (COMPARING, 0.0, 0), (COMPARING, 1.0, 100)):
        one.hear(stage, share, rows)
        told.append((one.stage, round(one.share, 2), one.about))
    assert told == [(LOOKING, 0.0, 0), (LOOKING, 0.2, 100), (LOOKING, 0.4, 100), (COMPARING, 0.4, 100), (COMPARING, 0.99, 100)]


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A store with a campaign and no contribution, on either database."""
    server: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    address = server.new_database() if server else f"sqlite:///{tmp_path}/own.db"
    store = open_store(address)
    bring(store, {})
    store.close()
    yield address
    if server:
        server.drop(address)


def test_the_time_left_is_foreseen_from_the_time_that_went_by(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(large_imports.time, "monotonic", lambda: now[0])
    one = LargeImport("k", "essai", "f", "ana", AT, True, None, _begun_at=now[0])  # type: ignore[arg-type]  # no file
    assert one.seconds_left is None
    now[0] += 10
    one.hear(WRITING, 1 / 6, 0)  # a quarter of the whole: 0.15 + 0.6 × 1/6
    assert one.share == pytest.approx(0.25)
    assert one.seconds_left == pytest.approx(30)
    now[0] += 12
    assert one.seconds_left == pytest.approx(18)
    now[0] += 60
    assert one.seconds_left is None


def test_what_became_of_it_is_known_for_an_hour_to_whoever_comes_back_unless_it_was_taken_back(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = look()
    ended(looked)
    one = begin(looked, Answers(), at=AT, who="ana")
    assert large_imports.ended("essai") == ()
    ended(one)
    assert isinstance(one.answer, Outcome)
    assert large_imports.ended("essai") == (one,)
    assert large_imports.ended("autre") == ()
    assert (one.answer.refused_count, len(one.answer.refusals)) == (2, 2)
    number = one.answer.written.batch_id
    assert number is not None
    large_imports.forget_import(number)
    assert large_imports.ended("essai") == ()
    large_imports._HELD[one.key] = one
    one.used_at -= large_imports.KEPT_SECONDS + 1
    assert large_imports.ended("essai") == ()


def test_refused_rows_are_all_counted_though_not_all_are_kept(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming_import, "REFUSALS_KEPT", 1)
    path = tmp_path / "dons.csv"
    path.write_bytes(FILE)
    store = open_store(url)
    one = StreamedImport(store, path, open_campaign(store), Answers(), at=AT, heard=lambda _stage, _share, _rows: None)
    one.compared()
    assert (one.preview.refused_count, len(one.preview.refusals)) == (2, 1)
    done = one.write("ana")
    assert (done.refused_count, len(done.refusals)) == (2, 1)
    store.close()


def test_the_file_goes_with_its_import_though_the_program_that_ordered_it_is_gone(url: str, tmp_path: Path) -> None:
    path = tmp_path / "dons.csv"
    path.write_bytes(FILE)
    with started(Order(path, "essai", Answers(), AT, "ana", writes=True), url) as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.wait(WAIT_SECONDS) == 0
    assert not path.exists()


@pytest.mark.parametrize("stage", [LOOKING, WRITING, SETTLING, "the last word"])
def test_killed_at_any_stage_it_is_whole_or_absent(either: str, tmp_path: Path, stage: str) -> None:
    path = tmp_path / "dons.csv"
    path.write_bytes(FILE)
    order = Order(path, "essai", Answers(), AT, "ana", writes=True)
    with started(order, either) as child:
        for kind, *said in heard(child):
            if kind == DONE or (kind == HEARD and said[0] == stage and said[1] >= 0.3):
                child.kill()
    store = open_store(either)
    listed = batches(store, open_campaign(store).id)
    assert [batch.inserted for batch in listed] == ([6_000] if stage == "the last word" else [])
    assert discrepancies(store, thorough=True) == ()
    store.close()


def test_it_goes_on_when_nobody_listens_any_more(url: str, tmp_path: Path) -> None:
    path = tmp_path / "dons.csv"
    path.write_bytes(FILE)
    with started(Order(path, "essai", Answers(), AT, "ana", writes=True), url) as child:
        next(heard(child))
        assert child.stdout is not None
        child.stdout.close()
        assert child.wait(WAIT_SECONDS) == 0
    store: Store = open_store(url)
    assert [batch.inserted for batch in batches(store, open_campaign(store).id)] == [6_000]


def test_a_process_that_is_killed_is_said_to_be_broken_off(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_imports, "_CHILD", "raise SystemExit(3)")
    one = look()
    ended(one)
    assert isinstance(one.refusal, UseError)
    assert "broken off" in one.refusal.message.text


def test_columns_that_nobody_has_matched_are_asked_about(url: str) -> None:
    one = look(b"qui;combien\na;1\n", "liste.csv")
    ended(one)
    assert isinstance(one.refusal, UnknownLayout)


def test_an_export_whose_rows_must_be_read_together_is_left_to_the_usual_way(url: str) -> None:
    one = look(b"order.id,order.status,order.created_at,order.total,order.reward.price\n1,x,2018-02-01,5,5\n", "export.csv")
    ended(one)
    assert one.answer == Looked(None)


def test_only_large_texts_are_read_elsewhere() -> None:
    big = b"x" * 3_000_000
    assert is_large_text("a.csv", big)
    assert not is_large_text("a.csv", b"x")
    assert not is_large_text("a.zip", big)
    assert not is_large_text("a.xlsx", b"PK\x03\x04" + big)
