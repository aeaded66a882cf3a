"""Signing in with a passphrase, and out: a plain page with one form, no script."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lib.campaign.message import N_, Message, say
from lib.drawing.plain_page import plain_page
from lib.drawing.sign_in import sign_in_form, sign_out_form
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.access import Role, Visitor, WayIn, access
from lib.services.passphrases import Tries, role_of
from lib.services.sessions import COOKIE, SESSIONS
from lib.web.assets import asset_address
from lib.web.guard import SCREEN, SIGN_IN, SIGN_OUT

TRIES = Tries()
_ONE_AT_A_TIME = Lock()
"""Hashing takes 64 MB and a core for a moment: strangers who guess together must not take all of both."""
_LARGEST_FORM_BYTES = 4096
_LONGEST_NAME = 60
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


async def form(request: Request) -> Response:
    """The form; whoever needs none goes to the front page."""
    if access().way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/", 303)
    return _page(request, 200)


async def sign_in(request: Request) -> Response:
    """A session for the right passphrase; else the form again, with one sentence that is the same for every wrong one."""
    found = access()
    if found.way_in is not WayIn.PASSPHRASE or not _is_same_site(request):
        return RedirectResponse(SIGN_IN, 303, _HEADERS)
    address = request.client.host if request.client else ""
    wait = TRIES.seconds_to_wait(address, at=time.monotonic())
    if wait:
        said = say(N_("Too many tries. Wait %(seconds)s seconds, then try again."), seconds=ceil(wait))
        return _page(request, 429, said, {"Retry-After": str(ceil(wait))})
    typed = parse_qs((await _read(request)).decode("utf-8", "replace"), keep_blank_values=True)
    name, passphrase = _first(typed, "name").strip()[:_LONGEST_NAME], _first(typed, "passphrase")
    role = await run_in_threadpool(_role_of, passphrase)
    if role is None or not name:
        wrong = N_("This is not a passphrase of the campaign, or the name is missing. Check both, then try again.")
        return _page(request, 403, say(wrong))
    TRIES.forgive(address)
    secret = SESSIONS.begin(Visitor(role, name), found, at=time.monotonic())
    answer = RedirectResponse(_next(request) if Visitor(role, name).may_see_pages else SCREEN, 303, _HEADERS)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=_is_encrypted(request), path="/")
    return answer


async def leaving(request: Request) -> Response:
    """The way out: a button, since following a link must not sign anybody out; a provider has a way out of its own."""
    way_in = access().way_in
    if way_in is not WayIn.PASSPHRASE:
        return RedirectResponse("/auth/logout" if way_in is WayIn.PROVIDER else "/", 303, _HEADERS)
    return _drawn(request, 200, sign_out_form, N_("Sign out"))


async def sign_out(request: Request) -> Response:
    """End the session, here and not only in the browser."""
    if _is_same_site(request):
        SESSIONS.end(request.cookies.get(COOKIE))
    answer = RedirectResponse(SIGN_IN, 303, _HEADERS)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _role_of(passphrase: str) -> Role | None:
    with _ONE_AT_A_TIME:
        return role_of(passphrase, access().passphrases)


async def _read(request: Request) -> bytes:
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > _LARGEST_FORM_BYTES:
            return b""
    return bytes(held)


def _first(typed: dict[str, list[str]], name: str) -> str:
    return typed.get(name, [""])[0]


def _next(request: Request) -> str:
    """Where the visitor was going: an address of ours, and only that."""
    wanted = request.query_params.get("next", "/")
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if is_ours and not any(ord(each) < 32 for each in wanted) else "/"


def _is_same_site(request: Request) -> bool:
    """Whether the form was ours: a browser says where it comes from."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _is_encrypted(request: Request) -> bool:
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))


def _page(request: Request, status: int, said: Message | None = None, more: dict[str, str] | None = None) -> Response:
    action = f"{SIGN_IN}?{request.url.query}" if request.url.query else SIGN_IN

    def drawn(t: Translator) -> Markup:
        return sign_in_form(t, action=action, error=t.sentence(said) if said else "")

    return _drawn(request, status, drawn, N_("Sign in"), more)


def _drawn(
    request: Request, status: int, draw: Callable[[Translator], Markup], title: str, more: dict[str, str] | None = None
) -> Response:
    translator = Translator(language(request.query_params.get("lang")))
    page = plain_page(
        draw(translator),
        title=translator._(title),
        language=translator.language,
        styles=[asset_address("sign-in.css")],
        scripts=[],
        etag="",
        version="",
    )
    return Response(str(page), status, _HEADERS | (more or {}), "text/html; charset=utf-8")


ROUTES: list[BaseRoute] = [
    Route(SIGN_IN, form, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
    Route(SIGN_OUT, leaving, methods=["GET"]),
    Route(SIGN_OUT, sign_out, methods=["POST"]),
]
