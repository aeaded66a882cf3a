"""The pictures of the documentation: one for every page, small, and shown; those of the product come from its drawings."""

from __future__ import annotations

import pytest
from PIL import Image

from lib.ui.shell import DECLARED
from lib.web.emblem import FILES
from tests.emblem import DRAWN_FROM, ICON_SIZES, PICTURES, fingerprint
from tests.screenshots import FOLDER, LARGEST_BYTES, LIST, shots
from tests.support.server import ROOT


@pytest.mark.parametrize("stem", [page.stem for page in DECLARED])
def test_every_page_has_its_picture_in_the_documentation(stem: str) -> None:
    picture = FOLDER / f"{stem}.png"
    assert picture.is_file(), "type: make screenshots"
    assert f"screenshots/{stem}.png" in LIST.read_text("utf-8"), "type: make screenshots"


def test_a_picture_is_light_enough_to_be_kept_with_the_code() -> None:
    assert {path.name: path.stat().st_size for path in FOLDER.glob("*.png") if path.stat().st_size >= LARGEST_BYTES} == {}


def test_no_picture_is_left_of_a_page_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} <= {shot.name for shot in shots()}


def test_the_readme_opens_with_a_picture() -> None:
    opening = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    assert "](docs/screenshots/" in opening


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_product_is_drawn_from_its_svg_of_today(name: str) -> None:
    source, size = PICTURES[name]
    with Image.open(FILES / name) as picture:
        assert picture.size == size
        assert picture.text[DRAWN_FROM] == fingerprint(source), "type: python -m tests.emblem"


def test_the_icon_holds_the_sizes_that_browsers_ask_for() -> None:
    with Image.open(FILES / "favicon.ico") as icon:
        assert icon.info["sizes"] == set(ICON_SIZES)
