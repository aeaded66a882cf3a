"""The file that says who may sign in: roles, ways in, and what happens when it cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError
from lib.services.entry.access import Access, Role, Visitor, WayIn, access, refusal_to_serve

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$aGFzaA"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "secrets.toml"
    monkeypatch.setenv("ACCESS_FILE", str(file))
    return file


def test_without_a_file_the_machine_is_ones_own(said: Path) -> None:
    assert access() == Access(WayIn.OWN_MACHINE)


@pytest.mark.parametrize(
    ("text", "way_in"),
    [
        (f'[passphrases]\nlead = "{HASH}"\n', WayIn.PASSPHRASE),
        ('[auth]\ncookie_secret = "x"\n[people]\nlead = ["a@example.org"]\n', WayIn.PROVIDER),
        ('[proxy]\naddress = "127.0.0.1"\nheader = "X-Email"\n[people]\nlead = ["a@example.org"]\n', WayIn.PROXY),
        ('other = "settings"\n', WayIn.OWN_MACHINE),
    ],
)
def test_the_way_in_is_what_the_file_sets(said: Path, text: str, way_in: WayIn) -> None:
    said.write_text(text)
    assert access().way_in is way_in


def test_a_person_is_known_whatever_the_case_of_the_address(said: Path) -> None:
    said.write_text('[auth]\n[people]\nlead = ["Anne@Example.org"]\nteam = ["bo@example.org"]\n')
    assert access().known(" anne@example.ORG ") == Visitor(Role.LEAD, "anne@example.ORG")
    assert access().known("bo@example.org") == Visitor(Role.TEAM, "bo@example.org")
    assert access().known("stranger@example.org") is None
    assert access().known(None) is None


def test_somebody_in_two_lists_has_the_lesser_role(said: Path) -> None:
    said.write_text('[auth]\n[people]\nlead = ["a@example.org"]\nteam = ["a@example.org"]\n')
    assert access().people["a@example.org"] is Role.TEAM


def test_a_change_of_the_file_is_seen_at_once(said: Path) -> None:
    said.write_text('[auth]\n[people]\nlead = ["a@example.org"]\n')
    assert access().known("a@example.org") is not None
    said.write_text("[auth]\n[people]\nlead = []\n")
    assert access().known("a@example.org") is None


@pytest.mark.parametrize(
    "text",
    ["not toml", '[passphrases]\nlead = "typed as it is"\n', '[passphrases]\nboss = "x"\n', "[people]\nlead = 3\n",
     'passphrases = "x"\n', '[proxy]\naddress = "127.0.0.1"\n', "[proxy]\naddress = 3\nheader = 3\n"],
)  # fmt: skip
def test_a_file_that_is_not_understood_lets_nobody_in(said: Path, text: str) -> None:
    said.write_text(text)
    with pytest.raises(SettingsError):
        access()


def test_a_file_in_another_encoding_lets_nobody_in(said: Path) -> None:
    said.write_bytes(b"\xff\xfe[\x00")
    with pytest.raises(SettingsError):
        access()


@pytest.mark.parametrize(("role", "edits", "pages"), [(Role.LEAD, True, True), (Role.TEAM, False, True), (Role.ROOM, False, False)])
def test_what_each_role_may(role: Role, edits: bool, pages: bool) -> None:
    visitor = Visitor(role, "x")
    assert (visitor.may_edit, visitor.may_see_pages) == (edits, pages)


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.168.1.20", "::"])
def test_served_to_others_it_does_not_start_without_a_way_in(said: Path, address: str | None) -> None:
    assert "does not start" in refusal_to_serve(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_on_its_own_machine_it_starts(said: Path, address: str) -> None:
    assert refusal_to_serve(address) == ""


def test_with_a_way_in_it_starts_anywhere(said: Path) -> None:
    said.write_text(f'[passphrases]\nlead = "{HASH}"\n')
    assert refusal_to_serve("0.0.0.0") == ""


def test_the_calendar_key_changes_with_the_passphrases_and_is_empty_without_a_secret(said: Path) -> None:
    said.write_text(f'[passphrases]\nlead = "{HASH}"\n')
    first = access().calendar_key
    said.write_text(f'[passphrases]\nlead = "{HASH}0"\n')
    assert len(first) == 32
    assert access().calendar_key not in ("", first)
    said.write_text('[proxy]\naddress = "127.0.0.1"\nheader = "X-Email"\n')
    assert access().calendar_key == ""
