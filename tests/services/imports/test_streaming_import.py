"""A file imported slice by slice leaves the store as the same file imported whole; the file again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.imports.importing import Answers, Outcome, confirm, file_preview
from lib.services.imports.streaming_import import LOOKING, SETTLING, WRITING, StreamedImport, is_large
from lib.services.safekeeping.verifying import discrepancies
from lib.sources.tables import separated
from lib.store.changes.batches import Counts, batches
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

LINES = "".join(f"g{n},2018-02-01T10:00:00-05:00,{n}.50,CAD,counted,Zoé {n},z{n}@exemple.org\n" for n in range(40))
FILE = ("id,contributed_at,amount,currency,status,name,email\n" + LINES
        + "g7,2018-02-01T10:00:00-05:00,99,CAD,counted,,\n"
        + "g8,2018-02-01T10:00:00-05:00,8.50,CAD,counted,Zoé 8,z8@exemple.org\n"
        + "g99,hier,5,CAD,counted,,\n")  # fmt: skip


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separated, "_LINES_A_TIME", 7)


def streamed(store: Store, opened: OpenCampaign, path: Path, heard: list[str] | None = None) -> tuple[StreamedImport, Outcome]:
    stages: list[str] = [] if heard is None else heard
    one = StreamedImport(store, path, opened, Answers(), at=AT, heard=lambda stage, share, count: stages.append(stage))
    return one, one.write("ana")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contributions.csv"
    path.write_text(FILE)
    return path


def test_slices_leave_what_the_whole_file_leaves(tmp_path: Path, file: Path) -> None:
    stores = [empty_store(tmp_path / name) for name in ("slices", "whole")]
    slices, whole = (opened_with(store, contributions=CONTRIBUTIONS) for store in stores)
    one, done = streamed(stores[0], slices, file)
    preview = file_preview(stores[1], file.name, file.read_bytes(), whole, at=AT)
    expected = confirm(stores[1], preview, at=AT, who="ana")
    assert done.written.by_table == expected.written.by_table == {"contributions": Counts(40, 0, 0)}
    assert done.refusals == expected.refusals
    assert one.refused_count == 2
    found = [list(rows(store, opened.id, "contributions")) for store, opened in zip(stores, (slices, whole), strict=True)]
    assert found[0] == found[1]
    listed = [batches(store, opened.id)[0] for store, opened in zip(stores, (slices, whole), strict=True)]
    for name in ("source", "files", "rows_read", "inserted", "refused", "cents", "digest"):
        assert getattr(listed[0], name) == getattr(listed[1], name), name
    assert discrepancies(stores[0], thorough=True) == ()


def test_the_same_file_again_writes_nothing(tmp_path: Path, file: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store)
    heard: list[str] = []
    streamed(store, opened, file, heard)
    revision = open_campaign(store).revision
    again, done = streamed(store, open_campaign(store), file)
    assert (done.written.batch_id, done.written.counts) == (None, Counts(0, 0, 40))
    assert again.compared() == Counts(0, 0, 40)
    assert open_campaign(store).revision == revision
    assert list(dict.fromkeys(heard)) == [LOOKING, WRITING, SETTLING]


def test_only_large_texts_are_read_in_slices(file: Path) -> None:
    assert is_large(file, least_bytes=10)
    assert not is_large(file)
    assert not is_large(file.parent, least_bytes=0)
