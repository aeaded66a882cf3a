"""What Streamlit answers when a provider of identities fails: a sentence in the visitor's language, not two English words."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.campaign.message import N_
from lib.i18n.language import language
from lib.i18n.translator import Translator

_SIGNING_IN = ("/auth/", "/oauth2callback")
_SILENT = N_(
    "The provider of identities does not answer as it should, so nobody can sign in. Try again in a moment; if it lasts, tell "
    "whoever keeps the dashboard."
)


class ProviderAnswers:
    """Middleware around signing in with a provider: an error there becomes one sentence (502)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_SIGNING_IN):
            await self.app(scope, receive, send)
            return
        has_failed = False

        async def send_unless_failed(message: Message) -> None:
            nonlocal has_failed
            has_failed = has_failed or (message["type"] == "http.response.start" and message["status"] >= 400)
            if not has_failed:
                await send(message)

        await self.app(scope, receive, send_unless_failed)
        if has_failed:
            words = Translator(language(Request(scope).query_params.get("lang")))._(_SILENT)
            await PlainTextResponse(words, 502, {"Cache-Control": "no-store"})(scope, receive, send)
