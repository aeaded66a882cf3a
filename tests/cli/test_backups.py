"""Backing up and restoring at a terminal: what is said, the exit codes, and who confirms."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.services.stores import forget_store
from tests.cli.conftest import Typed


@pytest.fixture
def typed(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """On a file of SQLite's, whatever the other tests are on: what is named, damaged and set aside here is a file."""
    monkeypatch.delenv("BACKUP_DIR", raising=False)
    typed.use_address(f"sqlite:///{tmp_path / 'store.db'}")
    return typed


def test_a_back_up_is_taken_listed_and_restored(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    assert typed("backup", "--list").output == f"There is no back-up in {tmp_path / 'backups'}.\n"
    taken = typed("backup")
    assert (taken.code, taken.output[:22]) == (0, "Backed up and checked:")
    (path,) = (tmp_path / "backups").glob("store-*.db")
    assert path.name in typed("backup", "--list").output
    restored = typed("restore", path.name, "--yes")
    assert restored.code == 0, restored.errors
    assert "Restored and checked" in restored.output and "What was there before is kept as store-" in restored.output
    assert typed("verify").code == 0


def test_a_back_up_goes_to_the_file_that_is_named(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    assert typed("backup", tmp_path / "usb" / "mine.db").code == 0
    assert typed("restore", tmp_path / "usb" / "mine.db", "--yes").code == 0


def test_nothing_is_restored_without_somebody_who_says_so(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("demo")
    typed("backup")
    refused = typed("restore")
    assert (refused.code, refused.errors) == (2, "Nobody is there to confirm. To restore without being asked, add --yes.\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: "non")
    assert typed("restore").output == "Nothing was changed.\n"
    monkeypatch.setattr("builtins.input", lambda: " Oui ")
    assert typed("restore").code == 0


def test_a_damaged_database_is_said_with_the_last_good_back_up_and_what_to_type(typed: Typed, tmp_path: Path) -> None:
    typed("demo")
    typed("backup")
    path = tmp_path / "store.db"
    forget_store(f"sqlite:///{path}")  # each command is a process of its own
    content = bytearray(path.read_bytes())
    content[16:4096] = b"\x07" * 4080
    path.write_bytes(content)
    said = typed("figures", lang="fr_CA.UTF-8")
    assert said.code == 1
    assert "mise de côté telle quelle" in said.errors and "Pour la restaurer\u00a0: python -m lib restore" in said.errors
    assert typed("restore", "--yes").code == 0
    assert typed("verify").code == 0


def test_without_any_back_up_the_way_to_begin_anew_is_said(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "store.db.set-aside-20180223T193000Z").write_bytes(b"what is left")
    said = typed("figures")
    assert said.code == 1 and "python -m lib restore --empty" in said.errors
    assert typed("restore", "--empty").output == "An empty database was made.\n"
    assert typed("demo").code == 0


def test_a_back_up_that_is_not_there_is_wrong_use(typed: Typed) -> None:
    typed("demo")
    for arguments in (("restore", "nowhere.db"), ("restore",)):
        answer = typed(*arguments, "--yes")
        assert answer.code == 2 and "There is no" in answer.errors
