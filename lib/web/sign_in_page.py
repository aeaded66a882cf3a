"""The page to sign in, drawn once for each language and each thing that it says: whoever asks thousands of times a minute
must not cost a drawing each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import ceil
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup, escape
from starlette.responses import Response

from lib.campaign.message import N_, Message, say
from lib.drawing.plain_page import plain_page
from lib.drawing.sign_in import sign_in_form, sign_out_form
from lib.i18n.language import LANGUAGES, Language, language
from lib.i18n.translator import Translator
from lib.web.assets import asset_address
from lib.web.guard import SIGN_IN

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}
_HTML = "text/html; charset=utf-8"
_SOMEWHERE, _ELSEWHERE = "/sign-in-as-the-address-says", "/sign-in-in-the-other-language"
"""Where the form of a page that is kept goes, and the link to the other language, until it is known whose it is."""
_LONGEST_QUERY = 2000
_EXACT_SECONDS, _ROUND_SECONDS = 20, 10
_WRONG = N_("This is not a passphrase of the campaign, or the name is missing. Check both, then try again.")
_TOO_MANY = N_("Too many tries. Wait %(seconds)s seconds, then try again.")


def form_page(lang: str | None, query: str) -> Response:
    """The form; `query` of the address goes on with it, so that whoever was going somewhere arrives there."""
    return _page(language(lang), query, 200)


def wrong_page(lang: str | None, query: str) -> Response:
    """The form again, with one sentence that is the same for every wrong name or passphrase."""
    return _page(language(lang), query, 403)


def too_many_page(lang: str | None, query: str, wait_seconds: float) -> Response:
    """The form again, with how long to wait; long times are rounded up to ten seconds, so that few pages are drawn."""
    each = 1 if wait_seconds <= _EXACT_SECONDS else _ROUND_SECONDS
    return _page(language(lang), query, 429, ceil(wait_seconds / each) * each)


def sign_out_page(lang: str | None) -> Response:
    """A button: following a link must not sign anybody out."""
    spoken = language(lang)
    return Response(_whole(spoken, sign_out_form, N_("Sign out")), 200, HEADERS, _HTML)


@lru_cache(maxsize=64)
def _page(spoken: Language, query: str, status: int, wait_seconds: int = 0) -> Response:
    query = query if len(query) <= _LONGEST_QUERY else ""
    action = f"{SIGN_IN}?{query}" if query else SIGN_IN
    headers = {**HEADERS, "Retry-After": str(wait_seconds)} if wait_seconds else HEADERS
    html = _kept(spoken, status, wait_seconds).replace(_ELSEWHERE, str(escape(_said_in(_other(spoken), query))))
    return Response(html.replace(_SOMEWHERE, str(escape(action))), status, headers, _HTML)


def _other(spoken: Language) -> Language:
    return next(each for each in LANGUAGES if each != spoken)


def _said_in(spoken: Language, query: str) -> str:
    """The address of the form in a language, on the way to the same place."""
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"]
    return f"{SIGN_IN}?{urlencode([*kept, ('lang', spoken.short)])}"


@lru_cache(maxsize=256)
def _kept(spoken: Language, status: int, wait_seconds: int) -> str:
    said = {403: say(_WRONG), 429: say(_TOO_MANY, seconds=wait_seconds)}.get(status)
    places = {"action": _SOMEWHERE, "elsewhere": _ELSEWHERE}
    return _whole(spoken, lambda t: sign_in_form(t, **places, other=_other(spoken), error=_sentence(t, said)), N_("Sign in"))


def _sentence(t: Translator, said: Message | None) -> str:
    return t.sentence(said) if said else ""


def _whole(spoken: Language, draw: Callable[[Translator], Markup], title: str) -> str:
    t = Translator(spoken)
    return str(plain_page(draw(t), title=t._(title), language=spoken, styles=[asset_address("sign-in.css")], scripts=[],
                          etag="", version=""))  # fmt: skip
