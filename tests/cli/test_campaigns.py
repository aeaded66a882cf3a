"""`python -m lib campaigns` and `remove-campaign`, and the choice of a campaign, alike in every command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lib.cli.main import main
from lib.services.stores import current_store
from tests.support.stores import store_address
from tests.support.two_campaigns import ELM, FIR, load_both

ABOUT_ONE = ("export FOLDER", "figures", "digest", "report --csv FILE", "calendar", "import FOLDER", "sync", "remove-campaign --yes")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "two.db"))
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    monkeypatch.setenv("ACCESS_FILE", str(tmp_path / "none.toml"))
    load_both(current_store())
    return tmp_path


@pytest.mark.parametrize("command", ABOUT_ONE)
def test_a_campaign_that_is_not_there_is_refused_naming_those_that_are(two: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (two / "folder").mkdir()
    words = [str(two / "folder") if word == "FOLDER" else str(two / "file") if word == "FILE" else word for word in command.split()]
    assert main([*words, "--campaign", "nope", "--lang", "en"]) == 2
    assert "There is no campaign called “nope”. Those loaded: orme, sapin." in capsys.readouterr().err


def test_each_campaign_is_listed_with_what_it_has_in_hand(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["campaigns", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("orme: “Campagne Ormeraie”, from 2018-01-20 to 2018-03-16 (over); $160 in hand of $1,000; last written ")
    assert main(["campaigns", "--json"]) == 0
    assert [(each["name"], each["net"]) for each in json.loads(capsys.readouterr().out)] == [(ELM, "160.00"), (FIR, "420.00")]


def test_nothing_is_taken_out_without_a_yes(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove-campaign", "--campaign", ELM, "--lang", "en"]) == 2
    assert "add --yes" in capsys.readouterr().err
    assert main(["remove-campaign", "--campaign", ELM, "--yes", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "“Campagne Ormeraie” is taken out." in said
    main(["campaigns", "--json"])
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == [FIR]
