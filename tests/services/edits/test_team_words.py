"""The team's own words: kept with the campaign, never written over unseen, and part of its folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.errors import EditConflict, SettingsError, UseError
from lib.services.campaigns import open_campaign
from lib.services.edits.team_words import (
    LONGEST_TEXT,
    TeamText,
    Topic,
    team_words,
    words_of,
    words_toml,
    write_words,
)
from lib.services.imports.importing import confirm, folder_preview
from lib.services.leaving.exporting import folder_files, write_folder, zipped_folder
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

LATER = AT + timedelta(minutes=5)
TEXT = "Le relais du 23 a tout changé.\n\nLes « merci » du soir aussi : 20 %…"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def test_what_is_written_is_kept_with_who_and_when(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    assert write_words(store, opened.id, Topic.WORKED, f"  {TEXT}\r\n", read=None, at=AT, who="ana")
    assert team_words(store, opened.id) == {Topic.WORKED: TeamText(TEXT, "ana", AT)}


def test_the_same_words_again_change_nothing(store: Store) -> None:
    opened = opened_with(store)
    write_words(store, opened.id, Topic.WORKED, TEXT, read=None, at=AT, who="ana")
    assert not write_words(store, opened.id, Topic.WORKED, TEXT, read=None, at=LATER, who="bo")
    assert team_words(store, opened.id)[Topic.WORKED].who == "ana"


def test_words_that_somebody_else_has_written_meanwhile_are_not_lost(store: Store) -> None:
    opened = opened_with(store)
    write_words(store, opened.id, Topic.AGAIN, "Un", read=None, at=AT, who="ana")
    with pytest.raises(EditConflict):
        write_words(store, opened.id, Topic.AGAIN, "Deux", read=None, at=LATER, who="bo")
    seen = team_words(store, opened.id)[Topic.AGAIN]
    assert write_words(store, opened.id, Topic.AGAIN, "Un et deux", read=seen, at=LATER, who="bo")


def test_an_empty_text_takes_the_words_out(store: Store) -> None:
    opened = opened_with(store)
    write_words(store, opened.id, Topic.AGAIN, "Un", read=None, at=AT, who="ana")
    assert write_words(store, opened.id, Topic.AGAIN, "  ", read=team_words(store, opened.id)[Topic.AGAIN], at=LATER, who="ana")
    assert team_words(store, opened.id) == {}


def test_a_text_that_no_page_would_hold_is_refused_in_words(store: Store) -> None:
    opened = opened_with(store)
    with pytest.raises(UseError, match="longer"):
        write_words(store, opened.id, Topic.AGAIN, "a" * (LONGEST_TEXT + 1), read=None, at=AT, who="ana")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(Topic), st.builds(
    TeamText, st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1), st.text(
        st.characters(exclude_categories=["Cs", "Cc"])),
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))))  # fmt: skip
def test_the_file_gives_every_text_back_as_it_was(words: dict[Topic, TeamText]) -> None:
    assert words_of(words_toml(words).encode()) == words


@pytest.mark.parametrize("broken", ["worked = 1", "[worked]\ntext = \"a\"", "[worked\n", "[worked]\ntext='a'\nwho='b'\nat=2018-01-01"])
def test_a_file_that_cannot_be_read_is_refused_in_words(broken: str) -> None:
    with pytest.raises(SettingsError):
        words_of(broken.encode())


def test_a_folder_carries_the_words_to_another_store_and_back(store: Store, tmp_path: Path) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    write_words(store, opened.id, Topic.DID_NOT, TEXT, read=None, at=AT, who="ana")
    folder, other = tmp_path / "folder", tmp_path / "other"
    write_folder(store, opened, folder)
    other.mkdir()
    there = empty_store(other)
    preview = folder_preview(there, folder, None)
    assert not preview.changes_nothing
    confirm(there, preview, at=LATER, who="bo")
    assert team_words(there, open_campaign(there).id) == team_words(store, opened.id)
    assert folder_preview(there, folder, open_campaign(there)).changes_nothing


def test_the_zip_carries_them_too_and_a_campaign_without_words_has_no_such_file(store: Store) -> None:
    opened = opened_with(store)
    assert "report.toml" not in dict(folder_files(store, opened))
    write_words(store, opened.id, Topic.DID_NOT, TEXT, read=None, at=AT, who="ana")
    assert folder_preview(store, {"essai.zip": zipped_folder(store, opened)}, opened).changes_nothing


def test_words_dropped_alone_join_the_open_campaign(store: Store) -> None:
    opened = opened_with(store)
    data = words_toml({Topic.WORKED: TeamText("Ça", "ana", AT)}).encode()
    confirm(store, folder_preview(store, {"report.toml": data}, opened), at=LATER, who="bo")
    assert team_words(store, opened.id) == {Topic.WORKED: TeamText("Ça", "ana", AT)}
