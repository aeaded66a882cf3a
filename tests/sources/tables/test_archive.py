"""Zips: a report that a platform packs is read as it is; nothing is unpacked that is too big, and nothing is written anywhere."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from lib.campaign.errors import FileTooLarge, UnreadableFile
from lib.services.imports.dropped import is_folder
from lib.sources.layouts.layouts import identify
from lib.sources.tables.table_file import table_file

BACKERS = (Path(__file__).parents[1] / "files" / "kickstarter.csv").read_bytes()


def packed(**files: bytes) -> bytes:
    """A zip; `__` in a name is a slash."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def test_the_one_table_of_a_zip_is_read_as_if_it_had_been_unpacked() -> None:
    report = packed(**{"Report__All Backers.csv": BACKERS, "Report__lisez-moi.pdf": b"%PDF", "Report__.DS_Store": b"x"})
    file = table_file("Report.zip", report)
    assert (identify(file).name, file.rows) == ("kickstarter", table_file("backers.csv", BACKERS).rows)
    assert not is_folder({"Report.zip": report})


@pytest.mark.parametrize("files", [{"a.csv": BACKERS, "b.csv": BACKERS}, {"Campagne__contributions.csv": b"id\n"}, {"campaign.toml": b"", "x.csv": BACKERS}, {}])
def test_any_other_zip_is_a_campaigns_folder(files: dict[str, bytes]) -> None:
    assert is_folder({"Report.zip": packed(**files)})


def test_a_path_in_a_zip_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("..__..__escaped.csv", "__escaped.csv", "a__..__escaped.csv"):
        with suppress(UnreadableFile):
            table_file("Report.zip", packed(**{path: BACKERS}))
    assert list(tmp_path.rglob("*")) == [] and not (tmp_path.parent.parent / "escaped.csv").exists()


def test_a_table_that_would_unpack_to_too_much_is_refused_by_the_directory_alone() -> None:
    with pytest.raises(FileTooLarge):
        table_file("Report.zip", packed(**{"a.csv": b"0" * 300_000_000}))


def test_a_zip_within_a_zip_is_not_opened() -> None:
    inner = packed(**{"a.csv": BACKERS})
    with pytest.raises(UnreadableFile):
        table_file("Report.zip", packed(**{"a.csv": inner}))
