"""The HTML page that Streamlit serves, told its language and where its server is before any script runs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.drawing.page_frame import head_of_page, without_script
from lib.drawing.style import page_stylesheet
from lib.i18n.language import Language, language
from lib.i18n.translator import Translator
from lib.services.entry.access import WayIn, access
from lib.web.guard import cookies, visitor_of
from lib.web.own_words import own_words_script

_SERVER = b"""<script>window.__streamlit={BACKEND_BASE_URL:window.location.origin+"/",HOST_CONFIG:{allowedOrigins:[
window.location.origin],useExternalAuthToken:false,enableCustomParentMessages:false,enforceDownloadInNewTab:false,metricsUrl:"",
blockErrorDialogs:false}}</script>"""
"""Without the first a page opened by its own address looks for its server under that address, and logs two errors; with the
second it opens its connection at once, where it would ask two questions before. The origins are those of a host that embeds
the page: Streamlit names its own hosting, we name nobody else."""

_UNTIL_DRAWN = b"""<script>(() => {
  const first = document.getElementById("cd-first");
  const drawn = '#root .cd-mount[data-drawn] .cd-hero, #root [data-testid="stAlert"], #root h1, [role="dialog"], '
    + '[data-testid="stException"]';
  const look = new MutationObserver(() => { if (document.querySelector(drawn)) { first?.remove(); look.disconnect(); } });
  look.observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-drawn"] });
})();</script>"""
"""Takes the first look away once the page is drawn, or says why it is not."""
_OWN_HEAD = re.compile(rb'<title>Streamlit</title>|<link rel="shortcut icon"[^>]*>|<link rel="service-desc"[^>]*>')
"""What Streamlit says of itself in the head, where the product speaks instead."""
_OWN_WORDS = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
LanguageOf = Callable[[str | None], Language]
FirstLook = Callable[[str, Mapping[str, str], Mapping[str, str], Mapping[str, str]], str]
"""From a request's path, parameters, cookies and headers to what its page shows before any script runs: HTML, or nothing."""


def _nothing(path: str, params: Mapping[str, str], cookies: Mapping[str, str], headers: Mapping[str, str]) -> str:
    return ""


class PageFrame:
    """Middleware that writes into every HTML page of Streamlit its language, the product's name and mark, the server's address.

    Streamlit hard-codes `<html lang="en">` (its issue 15726); a screen reader would read French as English. Where the
    address names no language, `language_of` gives that of the campaign it names (None: of the one shown by default).
    `scripts` are addresses that the page announces besides its own, so that they come with the first ones. `first_look` says
    what stands in the page until it is drawn; such a page is told to be kept nowhere.
    """

    def __init__(self, app: ASGIApp, language_of: LanguageOf = lambda name: language(None), scripts: Sequence[str] = (),
                 first_look: FirstLook = _nothing) -> None:  # fmt: skip
        self.app, self.language_of, self.scripts, self.first_look = app, language_of, scripts, first_look

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(_uncompressed(scope), receive, _Framing(Request(scope), self, send))


def _uncompressed(scope: Scope) -> Scope:
    """The request without its wish for compression, unless for a script: a compressed page could not be rewritten."""
    if scope["path"].startswith("/static/"):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"accept-encoding"]}


class _Framing:
    """Collects an HTML answer whole and rewrites its head; anything else passes as it comes."""

    def __init__(self, request: Request, frame: PageFrame, send: Send) -> None:
        self.request, self.frame, self.send, self.body = request, frame, send, bytearray()
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
        page = _framed(bytes(self.body), await self._language(), _server(self.request), tuple(self.frame.scripts))
        headers = MutableHeaders(scope=start)
        if page != bytes(self.body):
            del headers["etag"]
        look = await self._first_look()
        if look:
            page = page.replace(b"<body>", b"<body>" + look.encode() + _UNTIL_DRAWN, 1)
            headers["Cache-Control"] = "no-store"
        if "gzip" in self.request.headers.get("accept-encoding", ""):
            page = _packed(page)
            headers["Content-Encoding"] = "gzip"
        headers.add_vary_header("Accept-Encoding")
        headers["Content-Length"] = str(len(page))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})

    async def _first_look(self) -> str:
        asked, headers = self.request, self.request.headers
        return await run_in_threadpool(self.frame.first_look, asked.url.path, asked.query_params, cookies(headers), headers)

    async def _language(self) -> Language:
        asked = self.request.query_params
        if "lang" in asked:
            return language(asked["lang"])
        name, known = asked.get("campaign"), visitor_of(self.request)
        if name and access().way_in is not WayIn.OWN_MACHINE and not (known and known.sees(name)):
            return language(None)  # that of a campaign would tell a stranger that it is there
        return await run_in_threadpool(self.frame.language_of, name)


@lru_cache(maxsize=16)
def _framed(page: bytes, spoken: Language, server: str, scripts: tuple[str, ...]) -> bytes:
    """A page of Streamlit's made ours; any other HTML gets its language alone."""
    page = page.replace(b'<html lang="en">', f'<html lang="{spoken.html}">'.encode(), 1)
    if b"/static/js/" not in page:
        return page
    translator = Translator(spoken)
    page = _OWN_WORDS.sub(lambda _: str(without_script(translator)).encode(), _OWN_HEAD.sub(b"", page))
    head = _SERVER + str(head_of_page(translator, server)).encode() + _style() + own_words_script(spoken)
    return page.replace(b"<head>", b"<head>" + head, 1).replace(b"</head>", _announced(scripts) + b"</head>", 1)


def _announced(scripts: tuple[str, ...]) -> bytes:
    return "".join(f'<link rel="modulepreload" crossorigin href=".{each}">' for each in scripts).encode()


@lru_cache(maxsize=16)
def _packed(page: bytes) -> bytes:
    return gzip.compress(page, 6, mtime=0)


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
