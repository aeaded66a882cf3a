"""A file read slice by slice gives what the whole file gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.errors import DashboardError, FileTooLarge, UnreadableFile
from lib.sources.layouts.layouts import identify, plain_layout
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.streaming import Streamed, can_be_streamed
from lib.sources.tables import separated
from lib.sources.tables.big_file import BigFile
from lib.sources.tables.limits import Limits
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN

HEADER = "id,contributed_at,amount,status,email,name,"
CELLS = st.tuples(
    st.sampled_from(["1", "2", "3", "4", "5", "12.0", ""]),
    st.sampled_from(["2018-01-20T10:00:00-05:00", "2018-02-01 10:00:00", "2018-02-02", "x", "03/02/2018"]),
    st.sampled_from(["12.00", "5,50", "1,234", "-5", "abc", ""]),
    st.sampled_from(["counted", "pending", "zzz", ""]),
    st.sampled_from(["a@b.ca", "zz", ""]),
    st.sampled_from(["Zoé", '"Roy, Éloïse"', '"deux\nlignes"', "'=1", "e\u0301", ""]),
    st.sampled_from(["", "", "", "x"]),
)
LINES = st.lists(CELLS.map(",".join) | st.sampled_from(["", '1,"bro"ken,x', "a,b", ",,,,,,"]), max_size=25)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]), end=st.sampled_from(["\n", "\r\n"]), is_wrapped=st.booleans())
def test_slices_add_up_to_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], encoding: str, end: str, is_wrapped: bool
) -> None:
    monkeypatch.setattr(separated, "_LINES_A_TIME", 3)
    path = tmp_path / "contributions.csv"
    told = ['"' + line.replace('"', '""') + '"' for line in (HEADER, *lines)] if is_wrapped else ["Titre", HEADER, *lines]
    path.write_bytes(end.join([*told, ""]).encode(encoding, "replace"))
    how = plain_layout("contributions")
    whole = _said(lambda: parsed(table_file(path.name, path.read_bytes()), how, CAMPAIGN))
    if not isinstance(whole, Parsed):
        assert _said(lambda: _read(path)) == whole
        return
    streamed, records, refusals = _read(path)
    assert tuple(records) == whole.records
    assert tuple(refusals) == whole.refusals
    assert (streamed.duplicate_count, streamed.frame.row_count) == (whole.duplicate_count, whole.row_count)
    for name in ("digest", "fields", "columns", "remarks", "questions", "unknown_words", "left_out"):
        assert getattr(streamed.frame, name) == getattr(whole, name), name


def _said(read: Callable[[], object]) -> object:
    """What reading gives, or the words in which it refuses."""
    try:
        return read()
    except DashboardError as error:
        return error.message


def _read(path: Path) -> tuple[Streamed, list[object], list[object]]:
    streamed = Streamed(BigFile(path), plain_layout("contributions"), CAMPAIGN)
    streamed.look_over()
    records: list[object] = []
    refusals: list[object] = []
    for piece in streamed.slices():
        records += piece.records
        refusals += piece.refusals
    return streamed, records, refusals


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "contributions.csv"
    path.write_text("id,contributed_at,amount,status\n" + "".join(f"{n},2018-02-01,5,counted\n" for n in range(12_000)))
    streamed = Streamed(BigFile(path), plain_layout("contributions"), CAMPAIGN)
    shares: list[float] = []
    streamed.look_over(shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert streamed.row_count == 12_000


def test_an_export_of_orders_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "contributions.csv"
    path.write_text("order.id,order.status,order.created_at,order.total,order.reward.price\n1,x,2018-02-01,5,5\n")
    assert not can_be_streamed(identify(BigFile(path).head))


def test_a_file_that_changes_meanwhile_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contributions.csv"
    path.write_text("id,contributed_at,amount,status\n1,2018-02-01,5,counted\n")
    file = BigFile(path)
    path.write_text("id,contributed_at,amount,status\n1,2018-02-01,50,counted\n")
    with pytest.raises(UnreadableFile, match="changed"):
        list(file.slices())


def test_limits_hold_while_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "contributions.csv"
    path.write_text("id,contributed_at,amount,status\n" + "1,2018-02-01,5,counted\n" * 11)
    with pytest.raises(FileTooLarge):
        list(BigFile(path, Limits(rows=10)).slices())
    with pytest.raises(FileTooLarge):
        BigFile(path, Limits(upload_bytes=10))
