"""Streamlit's own files, served from memory: their names carry a hash of their content, so that they never change.

A first visit asks for some ninety of them. As shipped each costs an opened file, a thread and 0.3 to 3 ms; Streamlit does not
compress them, and a page's later ones are asked for only once its first words have come.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/static/"
YEAR = "public, max-age=31536000, immutable"
_TYPES: Mapping[str, str] = MappingProxyType({
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
    ".json": "application/json", ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".gif": "image/gif",
    ".png": "image/png", ".wasm": "application/wasm",
})  # fmt: skip
_PACKED_ALREADY = (".woff2", ".woff", ".gif", ".png")
_DRAWN_WITH = ("BidiComponent", "Selectbox")
"""What every page of ours is drawn with, and Streamlit's first page does not announce."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file as it is served; `packed` is the same in gzip, empty where that gains nothing."""

    media_type: str
    body: bytes
    packed: bytes


class KeptFiles:
    """Middleware that answers for the files of `folder` (Streamlit's, with its manifest) before anything else is asked.

    They are read and compressed when first asked for; those of a first visit beforehand, in a thread of their own.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app, self.files = app, _files(folder)
        Thread(target=self._prepare, args=(folder,), daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (self.app if path is None else _response(kept(path), scope))(scope, receive, send)

    def _prepare(self, folder: Path) -> None:
        for address in (*announced(folder), *later(folder)):
            if address in self.files:
                kept(self.files[address])


def _files(folder: Path) -> Mapping[str, Path]:
    """Only these are ever opened: a name from an address never becomes a path."""
    inside = folder / PREFIX.strip("/")
    return {f"/{path.relative_to(folder).as_posix()}": path for path in inside.rglob("*") if path.suffix in _TYPES}


@lru_cache(maxsize=512)
def kept(path: Path) -> KeptFile:
    """The file, read and compressed once."""
    body = path.read_bytes()
    packed = b"" if path.suffix in _PACKED_ALREADY else gzip.compress(body, 9, mtime=0)
    return KeptFile(_TYPES[path.suffix], body, packed)


def _response(file: KeptFile, scope: Scope) -> Response:
    headers = {"Cache-Control": YEAR}
    if file.packed:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(file.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)


def announced(folder: Path) -> Sequence[str]:
    """The addresses of what Streamlit's page asks for at once."""
    index = _manifest(folder).get("index.html", {})
    return [*_with_imports(folder, "index.html"), *(f"/{each}" for each in index.get("css", ()))]


def later(folder: Path) -> Sequence[str]:
    """The addresses of the scripts that every page of ours needs and Streamlit's page does not announce."""
    manifest, known = _manifest(folder), set(announced(folder))
    entries = [key for key, each in manifest.items() if each.get("name") in _DRAWN_WITH and each.get("isDynamicEntry")]
    needed = dict.fromkeys(address for key in entries for address in _with_imports(folder, key))
    return [address for address in needed if address not in known]


def _with_imports(folder: Path, key: str) -> Iterator[str]:
    """The address of a script and of all that it imports, each once."""
    manifest, waiting, seen = _manifest(folder), [key], set[str]()
    while waiting:
        each = waiting.pop()
        if each in manifest and each not in seen:
            seen.add(each)
            waiting += manifest[each].get("imports", ())
            yield f"/{manifest[each]['file']}"


@lru_cache(maxsize=4)
def _manifest(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """What Streamlit's builder says of each script; nothing where it left no such file: all is then found as it comes."""
    path = folder / "manifest.json"
    found: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found
