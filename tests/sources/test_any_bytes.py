"""Every reader, whatever the bytes: rows, refusals or a sentence, never another exception. The same functions are fuzzed by a drill."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.sources.network.answers import Answer, NotJson
from lib.sources.tables.workbook_child import number, text
from tests.drills.fuzz_targets import TARGETS, seeds
from tests.drills.fuzzing import NAMES

MARKS = (b"", b"[", b'{"a": ', b"[kpi", b"http://", b"\xff\xfe", b"PK\x03\x04", b"PK\x05\x06", b"'=", b'="', b"\n", b"-1e999", b"NaN", "١٢".encode())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_reader_takes_any_bytes(name: str, data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from((b"", *seeds(name))))
    cut = data.draw(st.integers(0, len(seed)))
    TARGETS[name](seed[:cut] + data.draw(st.sampled_from(MARKS)) + data.draw(st.binary(max_size=60)) + seed[cut:])


def test_the_drill_knows_every_reader() -> None:
    assert set(NAMES) == set(TARGETS)


FOUND = (
    ("answer", b"[1e999999999999999999999]"), ("answer", b"[0.4e00669999999999999999999999999999]"),
    ("answer", b'[{"id": 1, "receive_date": "0001-01-01 00:00:00", "total_amount": 5, "contribution_status_id:name": "Completed"}]'),
    ("answer", b'[{"id": 1, "receive_date": "9999-12-31T23:59:59-12:00", "total_amount": 5}]'), ("answer", b"[" * 100_000),
    ("address", b"http://["), ("address", b"https://[litmacalc.org/a"), ("answer", b'["\\ud800"]'), ("answer", b'[{"id": "\\udead", "created_at": "2018-02-01T10:00:00Z", "visibility": "public"}]'),
)  # fmt: skip
"""What broke a reader once, whole files cut down to what did it."""


@pytest.mark.parametrize(("name", "data"), FOUND)
def test_what_broke_a_reader_does_not_any_more(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("body", [b"NaN", b"[Infinity]", b"[-Infinity]", b"1e999999999999999999999", b"[" * 200_000, b'{"a": 1', b"\xff\xfe[", b"[1]x", b""])
def test_an_answer_that_is_not_json_is_one_kind_of_error(body: bytes) -> None:
    with pytest.raises(NotJson):
        Answer(200, {}, body).json()


@given(st.one_of(st.floats(), st.integers(), st.text(), st.booleans(), st.none(), st.dates(), st.datetimes(), st.times(), st.timedeltas()))
@example(1e308)
@example(float("nan"))
@settings(max_examples=150, deadline=None)
def test_any_cell_of_a_workbook_is_a_text(value: object) -> None:
    assert isinstance(text(value), str)


@given(st.integers(-(10**11), 10**11))
def test_an_amount_in_cents_goes_through_a_workbook_s_number_unchanged(cents: int) -> None:
    assert round(float(number(cents / 100)) * 100) == cents
