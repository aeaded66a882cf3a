"""What wraps every answer of the application: safe headers, closed doors, long caching of hashed files, compression done once."""

from __future__ import annotations

import gzip
from functools import lru_cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_YEAR = "public, max-age=31536000, immutable"
_TEXTS = (".js", ".css", ".svg", ".html", ".json")
_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
_HASHED = "/static/"
"""Streamlit's own assets: their names carry a hash of their content, so that they can be kept for a year."""


class SafeHeaders:
    """Middleware that adds the usual safe headers to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class ClosedDoors:
    """Middleware that answers 404 where Streamlit tells anybody how many people look, or lets programs drive the pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_closed = scope["type"] == "http" and scope["path"].startswith(_CLOSED)
        await (Response(status_code=404) if is_closed else self.app)(scope, receive, send)


class CompressedAssets:
    """Middleware that compresses each hashed text asset once and keeps it: Streamlit serves 4 MB of script as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        wanted = scope["type"] == "http" and path.startswith(_HASHED) and path.endswith(_TEXTS)
        if wanted and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            await self.app(scope, receive, _Compressing(path, send))
        else:
            await self.app(scope, receive, send)


class _Compressing:
    """Collects one answer, then sends it compressed."""

    def __init__(self, path: str, send: Send) -> None:
        self.path, self.send, self.body = path, send, bytearray()
        self.start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
        else:
            await self.send(message)

    async def _finish(self) -> None:
        assert self.start is not None
        headers, body = MutableHeaders(scope=self.start), bytes(self.body)
        if self.start["status"] == 200 and "content-encoding" not in headers and body and not _is_page(headers):
            body = _compressed(self.path, body)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
            headers["Cache-Control"] = _YEAR
            headers.add_vary_header("Accept-Encoding")
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def _is_page(headers: MutableHeaders) -> bool:
    """An asset that is not there is answered with the page: kept for a year, it would break the next version."""
    return headers.get("content-type", "").startswith("text/html")


@lru_cache(maxsize=512)
def _compressed(path: str, body: bytes) -> bytes:
    return gzip.compress(body, 6)
