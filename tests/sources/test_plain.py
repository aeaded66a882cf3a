"""A campaign's folder: as a directory, a zip, or files dropped together."""

from __future__ import annotations

import dataclasses
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lib.campaign.errors import FileTooLarge, SettingsError, SourceError, UnknownLayout
from lib.campaign.tables import ALLIES, CONTRIBUTIONS
from lib.sources.plain import FolderContent, campaign_of, read_folder, settings_of
from lib.sources.tables.limits import LIMITS
from tests.sources.given import CAMPAIGN, words, workbook

TOML = """name = "services-faciles"
title = "Services Faciles"
currency = "CAD"
goal = 25000
commission_rate = 0.067
opens_on = 2018-01-20
closes_on = "2018-03-16"
timezone = "America/Toronto"
"""
FILES = {
    "campaign.toml": TOML.encode(),
    "contributions.csv": b"id,contributed_at,amount,status\n1,2018-01-20,25.00,counted\n2,2018-01-20,x,counted\n",
    "allies.csv": "nom;auditoire\nCSQ;12 400\nÉquiterre;900\n".encode("cp1252"),
}


def as_zip(files: dict[str, bytes], top: str = "") -> dict[str, bytes]:
    """The files as one dropped zip, below a folder or not."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{top}{name}", data)
    return {"campagne.zip": out.getvalue()}


def as_folder(path: Path, files: dict[str, bytes]) -> Path:
    """The files in a directory."""
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def check(content: FolderContent) -> None:
    """What FILES say, however they came."""
    assert (content.campaign.title, content.campaign.goal_cents) == ("Services Faciles", 2_500_000)
    assert content.settings_toml == TOML
    assert list(content.tables) == [CONTRIBUTIONS, ALLIES]
    assert [row["audience"] for row in content.tables[ALLIES].rows] == [12400, 900]
    assert [words(refused.reason) for refused in content.refusals] == ["“x” is not a number."]


def test_a_directory_is_read(tmp_path: Path) -> None:
    check(read_folder(as_folder(tmp_path, FILES)))


@pytest.mark.parametrize("top", ["", "services-faciles/"])
def test_a_zip_of_the_folder_is_read(top: str, tmp_path: Path) -> None:
    check(read_folder(as_zip(FILES, top)))
    (tmp_path / "campagne.zip").write_bytes(as_zip(FILES, top)["campagne.zip"])
    check(read_folder(tmp_path / "campagne.zip"))


def test_files_dropped_together_are_read() -> None:
    check(read_folder(FILES))


def test_files_without_settings_join_the_campaign_that_is_open() -> None:
    content = read_folder({"allies.csv": FILES["allies.csv"]}, campaign=CAMPAIGN)
    assert (content.settings_toml, content.campaign) == ("", CAMPAIGN)
    assert len(content.tables[ALLIES].rows) == 2


def test_a_folder_without_settings_and_without_campaign_says_what_to_add() -> None:
    with pytest.raises(SettingsError) as raised:
        read_folder({"allies.csv": FILES["allies.csv"]})
    assert "There is no campaign.toml" in words(raised.value.message)


def test_other_files_and_subfolders_are_left_and_said(tmp_path: Path) -> None:
    more = FILES | {"notes.odt": b"x", "archives/allies.csv": b"zzz", ".cache": b"x", "exporte.csv": b"x"}
    expected = [f"“{name}” was not read: its name is none of the campaign’s files." for name in ("exporte.csv", "notes.odt")]
    from_folder = [words(remark) for remark in read_folder(as_folder(tmp_path, more)).remarks]
    assert sorted(from_folder) == sorted([*expected, "“archives/” was not read: its name is none of the campaign’s files."])
    from_zip = [words(remark) for remark in read_folder(as_zip(more)).remarks]
    assert sorted(from_zip) == sorted([*expected, "“archives/allies.csv” was not read: its name is none of the campaign’s files."])


def test_an_empty_file_is_an_absent_one_and_said() -> None:
    content = read_folder(FILES | {"members.csv": b"\n"})
    assert "members" not in {table.name for table in content.tables}
    assert [words(remark) for remark in content.remarks] == ["“members.csv” is empty, so it was not read."]


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read_folder({"allies.csv": b"name\n"}, campaign=CAMPAIGN).tables[ALLIES].rows == ()


def test_a_workbook_named_after_a_table_is_that_table() -> None:
    content = read_folder({"allies.xlsx": workbook([["nom", "auditoire"], ["CSQ", 12400]])}, campaign=CAMPAIGN)
    assert content.tables[ALLIES].rows[0]["audience"] == 12400


def test_two_files_for_one_table_are_refused() -> None:
    with pytest.raises(SourceError) as raised:
        read_folder({"allies.csv": b"name\nA\n", "allies (1).csv": b"name\nB\n"}, campaign=CAMPAIGN)
    assert words(raised.value.message) == "“allies (1).csv” and “allies.csv” are both the table allies. Keep one of them."


def test_an_unknown_column_in_one_file_refuses_the_folder_naming_the_nearest() -> None:
    with pytest.raises(UnknownLayout) as raised:
        read_folder(FILES | {"members.csv": b"name,briefedon\nA,\n"})
    assert words(raised.value.message) == "“members.csv”: “briefedon” is not a column of members. Did you mean “briefed_on”?"


def test_an_owners_export_saved_as_contributions_is_understood() -> None:
    export = "#;E-mail;Montant unitaire total;Frais de port;Date de création;Statut\n1;a@b.ca;5,00;1,00;2018-01-21;payment-done\n"
    content = read_folder({"contributions.csv": export.encode()}, campaign=CAMPAIGN)
    assert content.tables[CONTRIBUTIONS].rows[0]["amount_cents"] == 600


def test_questions_come_by_file_and_answers_go_by_file() -> None:
    files = {"events.csv": b"name,held_on\nSoir\xc3\xa9e,03/04/2018\n"}
    asked = read_folder(files, campaign=CAMPAIGN)
    assert [question.column for question in asked.questions["events.csv"]] == ["held_on"]
    answered = read_folder(files, campaign=CAMPAIGN, formats={"events.csv": {"held_on": "day_month_year"}})
    assert answered.refusals == ()


def test_a_folder_that_is_not_there_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        read_folder(tmp_path / "absent")
    assert "“absent” cannot be opened" in words(raised.value.message)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('name = "a"\ngoal = = 3\n', "line 2 cannot be read"),
        ('name = "a"\n\n\ntitle = pas de guillemets\n', "line 4 cannot be read"),
        ('name = """jamais fermé\n', "ends too early"),
        ("a = " + "[" * 5000 + "]" * 5000, "cannot be read"),
        ("goal = " + "9" * 5000, "cannot be read"),
    ],
)
def test_broken_settings_end_in_a_sentence_with_the_line_where_there_is_one(text: str, part: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_of(text)
    assert part in words(raised.value.message)


@pytest.mark.parametrize("line", ["goal = 1e999999", "goal = nan", "commission_rate = inf", "closes_on = 9999-12-31"])
def test_settings_out_of_all_bounds_end_in_a_sentence(line: str) -> None:
    key = line.split(" ")[0]
    text = "".join(kept for kept in TOML.splitlines(keepends=True) if not kept.startswith(key)) + line + "\n"
    with pytest.raises(SettingsError):
        campaign_of(text)


def test_settings_in_another_encoding_say_so() -> None:
    with pytest.raises(SettingsError) as raised:
        read_folder({"campaign.toml": 'title = "Éa"'.encode("cp1252")})
    assert "not in UTF-8" in words(raised.value.message)


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    text = "\ufeff" + TOML.replace("\n", "\r\n")
    assert campaign_of(text).title == "Services Faciles"
    assert read_folder({"campaign.toml": text.encode()}).campaign.title == "Services Faciles"


def test_rates_in_settings_are_exact() -> None:
    assert str(settings_of("rate = 0.067")["rate"]) == "0.067"


def test_limits_hold_for_each_file_and_for_a_zip(tmp_path: Path) -> None:
    small = dataclasses.replace(LIMITS, upload_bytes=50)
    few = dataclasses.replace(LIMITS, members=2)
    for source, limits in ((FILES, small), (as_folder(tmp_path, FILES), small), (as_zip(FILES), few)):
        with pytest.raises(FileTooLarge):
            read_folder(source, limits=limits)


def test_a_damaged_zip_ends_in_a_sentence() -> None:
    data = bytearray(as_zip(FILES)["campagne.zip"])
    data[60:90] = b"\xff" * 30
    with pytest.raises(SourceError) as raised:
        read_folder({"campagne.zip": bytes(data)})
    assert "is damaged" in words(raised.value.message)
