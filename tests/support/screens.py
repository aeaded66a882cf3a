"""The room's screen in a browser without a server: what the routes would send, from words that a test has chosen."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from lib.drawing.plain_page import plain_page
from lib.drawing.screen import ScreenWords, screen
from lib.i18n.language import language
from lib.web.assets import PREFIX, asset, asset_address

ADDRESS = "http://screen.test/ecran"
STYLES, SCRIPTS = ("screen.css",), ("live.js", "screen.js")


def document(words: ScreenWords) -> str:
    """The whole page of these words, as the route sends it."""
    styles, scripts = [asset_address(name) for name in STYLES], [asset_address(name) for name in SCRIPTS]
    return str(plain_page(screen(words), title=words.title, language=language(words.language), styles=styles,
                          scripts=scripts, etag="", version=""))  # fmt: skip


def show(page: Page, words: ScreenWords) -> None:
    """Open the screen in a window, its files with it, and wait for its font."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        found = asset(path.removeprefix(PREFIX)) if path.startswith(PREFIX) else None
        if found is not None:
            route.fulfill(body=found.body, content_type=found.media_type)
        elif path == urlsplit(ADDRESS).path:
            route.fulfill(body=document(words), content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    page.unroute("**/*")
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.evaluate("document.fonts.ready")
