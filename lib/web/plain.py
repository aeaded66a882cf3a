"""Plain pages: HTML and SVG from a template, a few kilobytes of own script, no session; any number of people may look.

The whole page is at its address; with `part=1` the same address gives only what changes, which the page asks for again and
again with the tag of what it shows: nothing changed is answered 304, without a body.

    ROUTE = plain_route("/ecran", ("lang", "campaign", "scene"), page_of)

`page_of` (store reads are fine there: it runs in a thread) says what the page depends on and how it is drawn.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.campaign.errors import DashboardError, UseError
from lib.campaign.message import N_
from lib.drawing.plain_page import calm_part, plain_page
from lib.i18n.language import Language, language
from lib.i18n.translator import Translator
from lib.web.assets import asset_address
from lib.web.guard import is_own_machine
from lib.web.plain_cache import Answers, Asked, Body, Draft, Rendition, body

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": _POLICY,
    "Vary": "Accept-Encoding",
    "X-Robots-Tag": "noindex",
}
_OUT_OF_ORDER = N_("The campaign’s figures cannot be read for now. This page comes back by itself.")
_NOWHERE = N_("This address leads to no campaign. Ask for the right one.")
_LOG = logging.getLogger("dashboard")
_PART, _FONT = "part", "source-sans-latin.woff2"
_LONGEST_VALUE = 100
"""Characters of a parameter; a longer one is nobody's and is not listened to."""


@dataclass(frozen=True, slots=True)
class Page:
    """A plain page as it is now.

    `key`: all that its words depend on; as long as it stays, `draw` (the part that changes, one element) is not called.
    `title`: said when it opens. `styles`, `scripts`: names of assets. `status`: 403 for one that is closed, for instance.
    """

    key: Hashable
    title: str
    language: Language
    draw: Callable[[], Markup]
    styles: Sequence[str]
    scripts: Sequence[str] = ("live.js",)
    status: int = 200


def plain_route(path: str, names: Sequence[str], page_of: Callable[[Asked], Page], *, styles: Sequence[str]) -> Route:
    """The route of a plain page; parameters other than `names` are not listened to. `styles` are those of its errors.

    DashboardError from `page_of` or from the drawing is a sentence: 404 for bad use, else 503 without a word of the machine.
    """
    answers = Answers(
        lambda asked: _draft(page_of(asked)),
        lambda asked, error: _rendition(_refusal(asked, error, styles)),
    )

    async def answered(request: Request) -> Response:
        asked = _asked(request, names)
        found = answers.fresh(asked)
        if found is None:
            found = await run_in_threadpool(answers.answer, asked)
        return _response(request, found)

    return Route(path, answered)


def _asked(request: Request, names: Sequence[str]) -> Asked:
    params = request.query_params
    known = ((name, params[name]) for name in names if name in params)
    return Asked(tuple(pair for pair in known if len(pair[1]) <= _LONGEST_VALUE), is_own_machine(request))


def _draft(page: Page) -> Draft:
    return Draft((page.key, page.title, page.language.code, page.status), lambda: _rendition(page))


def _rendition(page: Page) -> Rendition:
    styles, scripts = [asset_address(name) for name in page.styles], [asset_address(name) for name in page.scripts]
    version = sha256("".join((*styles, *scripts)).encode()).hexdigest()[:12]
    part = page.draw()
    part_body = body(str(part), version)
    whole = plain_page(part, title=page.title, language=page.language, styles=styles, scripts=scripts, etag=part_body.etag,
                       version=version, fonts=[asset_address(_FONT)])  # fmt: skip
    return Rendition(page.status, version, body(str(whole), version), part_body)


def _refusal(asked: Asked, error: DashboardError, styles: Sequence[str]) -> Page:
    """What is wrong with the machine (a path, an address) is for its log: a room and strangers are told what it means to them."""
    translator = Translator(language(asked.get("lang")))
    if not isinstance(error, UseError):
        _LOG.error("%s", error)
        sentence, status = translator._(_OUT_OF_ORDER), 503
    else:
        sentence, status = translator.sentence(error.message) if asked.is_local else translator._(_NOWHERE), 404
    return Page(sentence, sentence, translator.language, lambda: calm_part(sentence, translator), styles, status=status)


def _response(request: Request, found: Rendition) -> Response:
    chosen = found.part if request.query_params.get(_PART) == "1" else found.page
    headers = _HEADERS | {"ETag": chosen.etag}
    if found.status == 200 and _has(request, chosen):
        return Response(status_code=304, headers=headers)
    headers |= {"X-Plain-Page": "shown" if found.status == 200 else "calm", "X-Plain-Version": found.version}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(chosen.packed, found.status, headers | {"Content-Encoding": "gzip"}, "text/html; charset=utf-8")
    return Response(chosen.plain, found.status, headers, "text/html; charset=utf-8")


def _has(request: Request, chosen: Body) -> bool:
    """Whether the browser holds this very text already; compared weakly, for a proxy may have packed it anew."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or any(
        each.strip().removeprefix("W/") == chosen.etag.removeprefix("W/") for each in held.split(",")
    )
