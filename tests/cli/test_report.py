"""`python -m lib report`: the reports as files, typed at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.support.files import CONTRIBUTIONS, SETTINGS, folder_of


@pytest.fixture
def campaign(typed: Typed, tmp_path: Path) -> Typed:
    """A campaign with three contributions."""
    typed("import", folder_of(tmp_path / "essai", SETTINGS + 'language = "fr"\n', contributions=CONTRIBUTIONS))
    return typed


def test_each_file_is_written_and_named(campaign: Typed, tmp_path: Path) -> None:
    paths = [tmp_path / "made" / name for name in ("r.csv", "r.pdf", "r.html")]
    answer = campaign("report", "--as-of", "2018-02-11", "--csv", paths[0], "--pdf", paths[1], "--html", paths[2], "--png", tmp_path / "png")
    assert (answer.code, answer.errors) == (0, "")
    assert answer.output.splitlines() == [f"{path} is written." for path in [*paths, tmp_path / "png" / "bar.png", tmp_path / "png" / "curve.png"]]
    assert paths[1].read_bytes().startswith(b"%PDF-") and (tmp_path / "png" / "curve.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(("more", "words"), [((), "93,30"), (("--lang", "en"), "$93.30"), (("--closing",), "Bilan de clôture")])
def test_it_speaks_the_campaign_s_language_unless_another_is_typed(campaign: Typed, tmp_path: Path, more: tuple[str, ...], words: str) -> None:
    campaign("report", "--as-of", "2018-02-11", "--html", tmp_path / "r.html", *more)
    assert words in (tmp_path / "r.html").read_text("utf-8")


def test_without_a_file_it_says_what_to_type(campaign: Typed) -> None:
    answer = campaign("report")
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors == "Say which file to make: --pdf FILE, --html FILE, --csv FILE or --png FOLDER.\n"


def test_a_place_that_cannot_be_written_is_said(campaign: Typed, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = campaign("report", "--csv", tmp_path / "file" / "r.csv")
    assert answer.code == 2 and "cannot be written" in answer.errors
