"""The HTML page that Streamlit serves, told its language and where its server is before any script runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.drawing.page_frame import head_of_page, without_script
from lib.drawing.style import page_stylesheet
from lib.i18n.language import Language, language
from lib.i18n.translator import Translator
from lib.web.own_words import own_words_script

_SERVER = b'<script>window.__streamlit={BACKEND_BASE_URL:window.location.origin+"/"}</script>'
"""Without it a page opened by its own address first looks for its server under that address, and logs two errors."""


_OWN_HEAD = re.compile(rb'<title>Streamlit</title>|<link rel="shortcut icon"[^>]*>|<link rel="service-desc"[^>]*>')
"""What Streamlit says of itself in the head, where the product speaks instead."""
_OWN_WORDS = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
LanguageOf = Callable[[str | None], Language]


class PageFrame:
    """Middleware that writes into every HTML page of Streamlit its language, the product's name and mark, the server's address.

    Streamlit hard-codes `<html lang="en">` (its issue 15726); a screen reader would read French as English. Where the
    address names no language, `language_of` gives that of the campaign it names (None: of the one shown by default).
    """

    def __init__(self, app: ASGIApp, language_of: LanguageOf = lambda name: language(None)) -> None:
        self.app, self.language_of = app, language_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(_uncompressed(scope), receive, _Framing(Request(scope), self.language_of, send))


def _uncompressed(scope: Scope) -> Scope:
    """The request without its wish for compression, unless for a script: a compressed page could not be rewritten."""
    if scope["path"].startswith("/static/"):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]}


class _Framing:
    """Collects an HTML answer whole and rewrites its head; anything else passes as it comes."""

    def __init__(self, request: Request, language_of: LanguageOf, send: Send) -> None:
        self.request, self.language_of, self.send, self.body = request, language_of, send, bytearray()
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
        page = _framed(bytes(self.body), await self._language(), _server(self.request))
        headers = MutableHeaders(scope=start)
        if page != bytes(self.body):
            headers["Content-Length"] = str(len(page))
            del headers["etag"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})

    async def _language(self) -> Language:
        asked = self.request.query_params
        return language(asked["lang"]) if "lang" in asked else await run_in_threadpool(self.language_of, asked.get("campaign"))


def _framed(page: bytes, spoken: Language, server: str) -> bytes:
    """A page of Streamlit's made ours; any other HTML gets its language alone."""
    page = page.replace(b'<html lang="en">', f'<html lang="{spoken.html}">'.encode(), 1)
    if b"/static/js/" not in page:
        return page
    translator = Translator(spoken)
    page = _OWN_WORDS.sub(lambda _: str(without_script(translator)).encode(), _OWN_HEAD.sub(b"", page))
    head = _SERVER + str(head_of_page(translator, server)).encode() + _style() + own_words_script(spoken)
    return page.replace(b"<head>", b"<head>" + head, 1)


def _server(request: Request) -> str:
    """ "https://host", as the visitor's browser sees it: a proxy in front says whether it is https."""
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    return f"{'https' if scheme == 'https' else 'http'}://{request.url.netloc}"


@cache
def _style() -> bytes:
    """In the head, so that it is there before the first drawing and is not sent again at each run."""
    return f"<style>{page_stylesheet()}</style>".encode()


def _is_page(start: Message) -> bool:
    kind = MutableHeaders(scope=start).get("content-type", "")
    return bool(start["status"] == 200 and kind.startswith("text/html"))
