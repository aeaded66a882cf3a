"""Whatever bytes are given, they end in rows, refusals or a sentence; nothing else is ever raised."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.campaign.errors import SourceError
from lib.sources import SOURCES
from lib.sources.layouts.layouts import identify
from lib.sources.layouts.suggestion import campaign_suggestion, suggestion
from lib.sources.parsing import parsed
from lib.sources.plain import read_folder
from lib.sources.tables.table_file import table_file
from tests.sources.given import CAMPAIGN, words

MARKS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"sep=;\n", b"id,contributed_at,amount,status\n", b"%PDF", b"\n\n"]
cells = st.text("12,;\t|\"'\n\r=E+€$éx-/: @", max_size=60).map(str.encode)
anything = st.builds(lambda mark, rest: mark + rest, st.sampled_from(MARKS), st.binary(max_size=120) | cells)


def outcome(data: bytes) -> object:
    """What becomes of a dropped file, every step that does not write."""
    try:
        file = table_file("contributions.csv", data)
        suggestion(file)
        campaign_suggestion(file)
        return parsed(file, identify(file), CAMPAIGN)
    except SourceError as error:
        return words(error.message)


@given(anything)
@settings(max_examples=400, deadline=None)
@example(b"\xff\xfe\x00\xd8")
@example(b"\r")
@example(b"sep=;\n")
@example(b'"')
@example(b"a,b\n\"\x0b\"")
@example("id;contributed_at;amount;status\n1;20/01/2018;5;\u00b2".encode())
def test_any_bytes_end_in_rows_or_in_a_sentence(data: bytes) -> None:
    outcome(data)


@given(anything)
@settings(max_examples=30, deadline=None)
def test_any_bytes_that_claim_to_be_a_zip_end_in_a_sentence(data: bytes) -> None:
    outcome(b"PK\x03\x04" + data)
    with suppress(SourceError):
        read_folder({"campagne.zip": b"PK\x05\x06" + data}, campaign=CAMPAIGN)


def test_the_sources_are_declared() -> None:
    assert [source.name for source in SOURCES][:3] == ["folder", "ulule_export", "mapped_file"]
    assert all(source.title and source.reads for source in SOURCES)
