"""The plan at an address that a calendar can subscribe to: `/calendar.ics?campaign=…&lang=…`.

It holds no person's name. Whoever may see the campaign's pages may fetch it, and so may a calendar whose address has the
campaign's key.
"""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lib.campaign.errors import DashboardError, UseError
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.daily.today import working_instant
from lib.services.entry.roles import Visitor
from lib.services.moments import moment
from lib.services.plan.calendar_file import MEDIA_TYPE, calendar_file, calendar_name
from lib.services.stores import current_store
from lib.web.guard import visitor_of

_NOT_KEPT = {"Cache-Control": "private, no-cache"}
"""A calendar asks again at its own pace; nothing in between keeps a copy."""


async def calendar(request: Request) -> Response:
    """The calendar of a campaign; 404 in words for one that is not there, 503 when the store does not answer."""
    params = request.query_params
    try:
        opened, body = await run_in_threadpool(_made, params.get("campaign"), params.get("lang"), visitor_of(request))
    except DashboardError as error:
        said = Translator(language(params.get("lang"))).sentence(error.message)
        return PlainTextResponse(said, status_code=404 if isinstance(error, UseError) else 503, headers=_NOT_KEPT)
    name = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(calendar_name(opened))}"}
    return Response(body, media_type=MEDIA_TYPE, headers=_NOT_KEPT | name)


def _made(campaign: str | None, lang: str | None, visitor: Visitor | None) -> tuple[OpenCampaign, bytes]:
    store, instant = current_store(), now()
    opened = open_campaign(store, campaign, visitor)
    translator = Translator(language(lang or opened.campaign.language), opened.campaign.period.zone)
    at = working_instant(opened, moment(opened.campaign, None, instant), instant)
    return opened, calendar_file(store, opened, at, translator)
