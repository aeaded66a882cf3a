"""The HTML page that Streamlit serves, told its language and where its server is before any script runs."""

from __future__ import annotations

from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.drawing.style import page_stylesheet
from lib.i18n.language import Language, language
from lib.web.own_words import own_words_script

_SERVER = b'<script>window.__streamlit={BACKEND_BASE_URL:window.location.origin+"/"}</script>'
"""Without it a page opened by its own address first looks for its server under that address, and logs two errors."""


class PageFrame:
    """Middleware that writes `lang` and the server's address into every HTML page of Streamlit.

    Streamlit hard-codes `<html lang="en">` (its issue 15726); a screen reader would read French as English.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = language(Request(scope).query_params.get("lang"))
        await self.app(_uncompressed(scope), receive, _Framing(wanted, send))


def _uncompressed(scope: Scope) -> Scope:
    """The request without its wish for compression, unless for a script: a compressed page could not be rewritten."""
    if scope["path"].startswith("/static/"):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]}


class _Framing:
    """Collects an HTML answer whole and rewrites its head; anything else passes as it comes."""

    def __init__(self, wanted: Language, send: Send) -> None:
        self.language, self.send, self.body = wanted, send, bytearray()
        self.start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)
        else:
            await self.send(message)

    async def _finish(self, start: Message) -> None:
        page = bytes(self.body).replace(b'<html lang="en">', f'<html lang="{self.language.html}">'.encode(), 1)
        if b"/static/js/" in page:
            page = page.replace(b"<head>", b"<head>" + _SERVER + _style() + own_words_script(self.language), 1)
        headers = MutableHeaders(scope=start)
        if page != bytes(self.body):
            headers["Content-Length"] = str(len(page))
            del headers["etag"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


@cache
def _style() -> bytes:
    """In the head, so that it is there before the first drawing and is not sent again at each run."""
    return f"<style>{page_stylesheet()}</style>".encode()


def _is_page(start: Message) -> bool:
    kind = MutableHeaders(scope=start).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))
