"""The product's own mark, in the browser's tab and where a link to the dashboard is shared. It says nothing of any campaign.

Pictures are drawn from the two SVG files by `python -m tests.emblem`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

FILES = Path(__file__).with_name("pictures")
_TYPES = MappingProxyType({".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"})
NAMES = ("favicon.svg", "favicon.ico", "favicon.png", "apple-touch-icon.png", "social-card.png")
_A_DAY = {"Cache-Control": "public, max-age=86400"}


async def emblem(request: Request) -> Response:
    """One of the files above, which a browser may keep for a day."""
    name = request.url.path.removeprefix("/")
    return Response(_body(name), media_type=_TYPES[Path(name).suffix], headers=_A_DAY)


@cache
def _body(name: str) -> bytes:
    return (FILES / name).read_bytes()


ROUTES: tuple[BaseRoute, ...] = tuple(Route(f"/{name}", emblem) for name in NAMES)
