"""Takes the picture of every page of the demonstration for the documentation: `make screenshots`.

A real server, a real browser, a fresh store whose campaign is shown as of its own evening. Each page
is taken once in French at a desk; the front page also in English in the dark, and on a phone.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lib.drawing.tokens import DARK, LIGHT
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.store.engine import open_store
from lib.ui.shell import DECLARED, PORTFOLIO
from tests.browser.window import DRAWN, WAIT_MS
from tests.support.chromium import FLAGS, ensured, executable
from tests.support.server import ROOT, running
from tests.support.two_campaigns import load_several

FOLDER = ROOT / "docs" / "screenshots"
LIST = ROOT / "docs" / "pages.md"
LARGEST_BYTES = 150_000
_PHONE, _DESK = (390, 844), (1280, 860)
_TALLEST = 1700
"""In pixels: what comes below is cut, as it would be for somebody who does not scroll."""
_COLOURS = (256, 128, 64, 32)


@dataclass(frozen=True)
class Shot:
    """A picture: its file's stem, the address it is of, and how it is looked at."""

    name: str
    address: str
    size: tuple[int, int] = _DESK
    scheme: Literal["light", "dark"] = "light"


_SEEN = {PORTFOLIO: "&campaign=services-2018&as_of=2018-02-23"}
"""What a page is opened on, where that is not the demonstration."""


def address(stem: str, lang: str = "fr") -> str:
    """The address of a page, the front page's being the bare one."""
    return f"/{'' if stem == DECLARED[0].stem else stem}?lang={lang}"


def shots() -> tuple[Shot, ...]:
    """All that are taken: one a page, by its stem, then the front page seen otherwise."""
    front = DECLARED[0].stem
    pages = tuple(Shot(page.stem, address(page.stem) + _SEEN.get(page.stem, "")) for page in DECLARED)
    return (*pages, Shot(f"{front}-en-dark", address(front, "en"), scheme="dark"), Shot(f"{front}-phone", address(front), _PHONE))


def main() -> None:
    """Take them all, and write the list that shows them."""
    ensured()
    FOLDER.mkdir(exist_ok=True)
    questions: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as place, running(Path(place)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for shot in sorted(shots(), key=lambda shot: shot.name == PORTFOLIO):
            if shot.name == PORTFOLIO:
                load_several(open_store(server.database_url))
            taken, questions[shot.name] = _taken(browser, server.url, shot)
            (FOLDER / f"{shot.name}.png").write_bytes(_small(taken))
            print(f"docs/screenshots/{shot.name}.png", flush=True)
        browser.close()
    LIST.write_text(page_list(questions), "utf-8")


def _taken(browser: Browser, url: str, shot: Shot) -> tuple[bytes, str]:
    """The picture, and the question that the page says it answers."""
    context = browser.new_context(viewport=_viewport(shot.size), color_scheme=shot.scheme, reduced_motion="reduce", locale="fr-CA")
    page = context.new_page()
    page.goto(url + shot.address)
    page.wait_for_function(DRAWN, timeout=WAIT_MS)
    content = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size(_viewport((shot.size[0], max(shot.size[1], min(content, _TALLEST)))))
    page.wait_for_function(DRAWN, timeout=WAIT_MS)
    page.wait_for_timeout(1000)  # a chart drawn by script says nowhere that it has ended
    question = page.locator(".cd-page-head p")
    words = question.first.inner_text() if question.count() else ""
    picture = page.screenshot(animations="disabled")
    context.close()
    return picture, words


def _viewport(size: tuple[int, int]) -> dict[str, int]:
    return {"width": size[0], "height": size[1]}


def _small(png: bytes) -> bytes:
    """The same with as few colours as it takes to be small; AssertionError when none is few enough."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in _COLOURS:
        held = io.BytesIO()
        image.quantize(palette=_palette(image, colours), dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        if held.tell() < LARGEST_BYTES:
            return held.getvalue()
    raise AssertionError(f"a picture of {held.tell()} bytes is too large")


def _palette(image: Image.Image, colours: int) -> Image.Image:
    """The theme's own colours first, then the commonest: left to itself, a warning's amber would become the nearest red."""
    themed = [bytes.fromhex(colour[1:]) for palette in (LIGHT, DARK) for colour in dict.fromkeys(astuple(palette))]
    there = {colour for _count, colour in image.getcolors(image.width * image.height) or []}
    kept = [colour for colour in dict.fromkeys(themed) if tuple(colour) in there][: colours - 1]
    others = image.quantize(colours - len(kept), dither=Image.Dither.NONE).getpalette() or []
    result = Image.new("P", (1, 1))
    result.putpalette((b"".join(kept) + bytes(others))[: 3 * colours])
    return result


def page_list(questions: dict[str, str]) -> str:
    """`docs/pages.md`: each page with the question it answers and its picture."""
    translator = Translator(FRENCH)
    lines = ["# Les pages", "", "Images de la démonstration, prises par `make screenshots` : aucune personne ni aucun montant n’y est réel.", ""]
    for page in DECLARED:
        title, question = translator._(page.title), questions.get(page.stem, "")
        lines += [f"## {title}", "", *([question, ""] if question else []), f"![La page {title}](screenshots/{page.stem}.png)", ""]
    front = DECLARED[0].stem
    lines += ["## En anglais, en sombre, au téléphone", "",
              f"![La première page en anglais, en sombre](screenshots/{front}-en-dark.png)", "",
              f"![La première page au téléphone](screenshots/{front}-phone.png)"]  # fmt: skip
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
