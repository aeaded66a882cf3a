"""The plain routes: downloads by one-time token, the plan as a calendar, whether the store answers."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.entry.access import Visitor, WayIn, access, own_visitor
from lib.services.leaving.downloads import COUNTER
from lib.services.stores import current_store
from lib.web import assets, emblem, following, screen_route, sign_in
from lib.web.calendar_route import calendar
from lib.web.guard import visitor_of

_USED = N_("This link has already been used, or is more than ten minutes old. Go back to the page and ask for it again.")


async def download(request: Request) -> Response:
    """The file of a one-time token, never kept by a browser or a proxy; 410 and a sentence once it was used."""
    found = COUNTER.redeemed(request.path_params["token"])
    if found is None or not found.is_for(_asker(request)):
        return PlainTextResponse(_translator(request)._(_USED), status_code=410, headers={"Cache-Control": "no-store"})
    body = await run_in_threadpool(found.made)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.file_name)}",
        "Cache-Control": "no-store",
    }
    return Response(body, media_type=found.media_type, headers=headers)


def _asker(request: Request) -> Visitor | None:
    return own_visitor() if access().way_in is WayIn.OWN_MACHINE else visitor_of(request)


async def health(request: Request) -> Response:
    """200 when the store can be read, 503 when it cannot; nothing about whom or what it holds."""
    try:
        await run_in_threadpool(_touched)
    except DashboardError:
        return JSONResponse({"status": "store unreachable"}, status_code=503)
    return JSONResponse({"status": "ok"})


def _touched() -> None:
    open_campaign(current_store())


def _translator(request: Request) -> Translator:
    return Translator(language(request.query_params.get("lang")))


def front_page(request: Request) -> Response:
    """To the front page, whose address is the bare one: Streamlit does not know it by its name."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


ROUTES: list[BaseRoute] = [
    *emblem.ROUTES,
    assets.ROUTE,
    following.ROUTE,
    Route("/overview", front_page),
    Route("/download/{token}", download),
    Route("/calendar.ics", calendar),
    Route("/health", health),
    screen_route.ROUTE,
    *sign_in.ROUTES,
]
