"""Our own scripts, styles and font for the plain pages, each at an address that changes with its content."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.drawing.following import following_stylesheet
from lib.drawing.screen_style import screen_stylesheet
from lib.drawing.sign_in import sign_in_stylesheet

PREFIX = "/plain/"
PATHS = (PREFIX, "/ecran", "/suivre")
"""Where plain pages and their files are: what is done to Streamlit's own pages is not done there."""
_FILES = Path(__file__).with_name("assets")
_TYPES = MappingProxyType(
    {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
)
_OWN_FILE = re.compile(re.escape(PREFIX) + r"([\w.-]+)")
_PACKED_ALREADY = (".woff2",)
_MADE: Mapping[str, Callable[[], str]] = MappingProxyType(
    {"screen.css": screen_stylesheet, "following.css": following_stylesheet, "sign-in.css": sign_in_stylesheet}
)
"""Those that are worked out (styles, from the palette); the others are files of the folder `assets`."""
_YEAR, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served; `packed` is the same in gzip, empty where that gains nothing."""

    media_type: str
    body: bytes
    packed: bytes
    version: str


@lru_cache(maxsize=64)
def asset(name: str) -> Asset | None:
    """The asset of that name; None when there is none."""
    kind = _TYPES.get(Path(name).suffix)
    if kind is None or (name not in _MADE and name not in _names()):
        return None
    body = _linked(_MADE[name]()).encode() if name in _MADE else (_FILES / name).read_bytes()
    packed = b"" if name.endswith(_PACKED_ALREADY) else gzip.compress(body, 9, mtime=0)
    return Asset(kind, body, packed, sha256(body).hexdigest()[:12])


def _linked(style: str) -> str:
    """The style with the addresses of our own files as they can be kept for a year."""
    return _OWN_FILE.sub(lambda found: asset_address(found[1]), style)


def asset_address(name: str) -> str:
    """The address to link to, which a browser may keep for a year; ValueError for a file that is not there."""
    found = asset(name)
    if found is None:
        raise ValueError(f"there is no asset {name}")
    return f"{PREFIX}{name}?v={found.version}"


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Only these are ever opened: a name from an address never becomes a path."""
    return frozenset(path.name for path in _FILES.iterdir() if path.is_file())


async def serve(request: Request) -> Response:
    """The file; one asked for under another version than ours is not to be kept under that address."""
    found = asset(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    is_current = request.query_params.get("v") == found.version
    headers = {"Cache-Control": _YEAR if is_current else _ASK_AGAIN, "Vary": "Accept-Encoding"}
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(found.body, media_type=found.media_type, headers=headers)


ROUTE = Route(PREFIX + "{name}", serve)
