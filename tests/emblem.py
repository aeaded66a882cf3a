"""Draws the product's pictures from their SVG: `python -m tests.emblem`. Each PNG remembers what it was drawn from."""

from __future__ import annotations

import base64
import io
from hashlib import sha256
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, sync_playwright

from lib.web.emblem import FILES
from tests.support.chromium import FLAGS, ensured, executable

FONT = FILES.parents[1] / "drawing" / "fonts" / "source-sans-3-latin-wght-normal.woff2"
DRAWN_FROM = "Drawn from"
PICTURES = {
    "favicon.png": ("favicon.svg", (64, 64)),
    "apple-touch-icon.png": ("favicon.svg", (180, 180)),
    "social-card.png": ("social-card.svg", (1200, 630)),
}
ICON_SIZES = ((16, 16), (32, 32), (48, 48))


def fingerprint(source: str) -> str:
    """What a picture says of the SVG that it was drawn from."""
    return sha256((FILES / source).read_bytes()).hexdigest()


def main() -> None:
    """Draw all of them."""
    ensured()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for name, (source, size) in PICTURES.items():
            note = PngInfo()
            note.add_text(DRAWN_FROM, fingerprint(source))
            saved = _picture(browser, FILES / source, size)
            (saved if size[0] < 200 else saved.quantize(128)).save(FILES / name, optimize=True, pnginfo=note)
        _picture(browser, FILES / "favicon.svg", (256, 256)).save(FILES / "favicon.ico", sizes=list(ICON_SIZES))
        browser.close()


def _picture(browser: Browser, source: Path, size: tuple[int, int]) -> Image.Image:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    font = base64.b64encode(FONT.read_bytes()).decode()
    face = f"@font-face {{font-family:'Source Sans 3';src:url(data:font/woff2;base64,{font});font-weight:200 900}}"
    page.set_content(f"<style>{face} body{{margin:0}} svg{{display:block;width:100vw}}</style>{source.read_text('utf-8')}")
    page.evaluate("document.fonts.ready")
    image = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
    page.close()
    return image.copy()


if __name__ == "__main__":
    main()
