"""What goes wrong is one sentence on standard error that says what to do: never a trace, never a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Typed
from tests.support.files import CONTRIBUTIONS, SETTINGS, folder_of

BROKEN_SETTINGS = {
    "a bracket left open": SETTINGS + "[kpi.funds\n",
    "no goal": SETTINGS.replace("goal = 1000\n", ""),
    "a goal in letters": SETTINGS.replace("goal = 1000", 'goal = "a thousand"'),
    "an unknown key": SETTINGS + 'colour = "blue"\n',
    "an unknown zone": SETTINGS.replace("America/Toronto", "America/Nowhere"),
    "dates the wrong way round": SETTINGS.replace("2018-03-16", "2018-01-02"),
    "an unknown KPI": SETTINGS + "[kpi.happiness]\ntarget = 1\n",
    "a currency that is none": SETTINGS.replace('"CAD"', '"dollars"'),
}


def complaint(answer: Answer) -> str:
    """The last thing said; there is nothing else than stages before it, and no trace."""
    assert "Traceback" not in answer.errors + answer.output
    *stages, last = answer.errors.strip().splitlines()
    assert all(stage.endswith("…") for stage in stages), stages
    assert last.endswith((".", "demo")), last
    return last


def test_an_empty_store_says_how_to_begin(typed: Typed) -> None:
    for arguments in (("figures",), ("export", "out")):
        answer = typed(*arguments)
        assert answer.code == 2
        assert "No campaign is loaded yet" in complaint(answer)


def test_an_unknown_campaign_names_those_there_are(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    answer = typed("figures", "--campaign", "nope")
    assert (answer.code, complaint(answer)) == (2, "There is no campaign called “nope”. Those loaded: essai.")


@pytest.mark.parametrize("date", ["yesterday", "2018-02-30", "23-02-2018", "2018-02-23T25:00", "20180", "9999-12-31T23:59:59-14:00"])
def test_a_bad_date_shows_a_good_one(typed: Typed, tmp_path: Path, date: str) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    answer = typed("figures", "--as-of", date)
    assert answer.code == 2
    assert complaint(answer) == f"“{date}” is not a date. Write 2018-02-23, or 2018-02-23T19:30."


@pytest.mark.parametrize("settings", BROKEN_SETTINGS.values(), ids=BROKEN_SETTINGS)
def test_a_broken_campaign_toml_is_named_and_nothing_is_written(typed: Typed, tmp_path: Path, settings: str) -> None:
    answer = typed("import", folder_of(tmp_path / "essai", settings, contributions=CONTRIBUTIONS))
    assert answer.code == 1
    assert complaint(answer).startswith(("campaign.toml", "[kpi]"))
    assert typed("figures").code == 2


def test_a_folder_without_settings_joins_the_plan_that_ships(typed: Typed, tmp_path: Path) -> None:
    answer = typed("import", folder_of(tmp_path / "loose", None, contributions=CONTRIBUTIONS))
    assert answer.code == 0
    assert typed.figures()["campaign"] == "services-faciles"


UNREADABLE = {
    "empty.csv": b"",
    "blank.csv": b"\n\n   \n",
    "photo.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00",
    "photo.csv": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "torn.xlsx": b"PK\x03\x04" + bytes(64),
    "torn.zip": b"PK\x03\x04" + bytes(64),
    "letter.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
    "large.csv": b"id,contributed_at,amount,status\n" + b"x" * (50 * 1024 * 1024),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_table_is_one_sentence(typed: Typed, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(UNREADABLE[name])
    answer = typed("import", tmp_path / name)
    assert answer.code == 1
    assert name in complaint(answer)


def test_a_missing_file_is_wrong_use(typed: Typed, tmp_path: Path) -> None:
    answer = typed("import", tmp_path / "nowhere.csv")
    assert answer.code == 2
    assert "nowhere.csv" in complaint(answer)


def test_refused_rows_that_cannot_be_written_are_said_in_a_sentence(typed: Typed, tmp_path: Path) -> None:
    text = CONTRIBUTIONS.replace("30.00", "thirty")
    answer = typed("import", folder_of(tmp_path / "essai", contributions=text), "--refused", tmp_path / "nowhere" / "refused.csv")
    assert answer.code == 2
    assert "Traceback" not in answer.errors
    assert answer.errors.strip().endswith("name another file for the refused rows.")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:s3cret-word@127.0.0.1:1/campaign",
        "mysql://someone:s3cret-word@127.0.0.1/campaign",
        "sqlite:////proc/nowhere/campaign.db",
        "someone:s3cret-word",
    ],
)
@pytest.mark.parametrize("command", [("figures",), ("demo",), ("verify",), ("export", "out")], ids=str)
def test_a_store_that_cannot_be_opened_is_one_sentence_without_its_password(typed: Typed, url: str, command: tuple[str, ...]) -> None:
    typed.use_address(url)
    answer = typed(*command)
    assert answer.code == 1
    assert "database" in complaint(answer)
    assert "s3cret-word" not in answer.errors


def test_a_file_that_is_not_a_database_of_ours_is_left_alone(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("my notes, many of them\n" * 200)
    typed.use_address(f"sqlite:///{tmp_path / 'notes.db'}")
    answer = typed("demo")
    assert answer.code == 1
    said, offered = answer.errors.strip().splitlines()
    assert said.endswith("is not a database of this program. Give another address, or move that database away.")
    assert "restore --empty" in offered
    assert (tmp_path / "notes.db").read_text() == "my notes, many of them\n" * 200
