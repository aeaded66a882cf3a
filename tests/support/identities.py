"""A provider of identities (OpenID Connect) on this machine: discovery, authorisation code with PKCE and nonce, tokens signed with
RS256, keys, sign-out. It refuses what the standard has it refuse, so that a client which does not check is found out."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from secrets import token_urlsafe
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from lib.services.clock import now
from tests.support.plain_server import PlainServer

CLIENT, CLIENT_SECRET = "campaign-dashboard", "secret-of-the-client"


@dataclass
class Provider:
    """`accounts`: e-mail addresses, and whether each was verified (None: the provider does not say)."""

    accounts: dict[str, bool | None]
    back_to: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens_given: int = 0
    signed_out: int = 0
    server: PlainServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = PlainServer([
            Route("/.well-known/openid-configuration", self.discovery), Route("/authorize", self.authorize),
            Route("/choose", self.choose), Route("/token", self.token, methods=["POST"]), Route("/jwks", self.jwks),
            Route("/end", self.end),
        ])  # fmt: skip

    @property
    def metadata(self) -> str:
        """The address of its description."""
        return f"{self.server.url}/.well-known/openid-configuration"

    async def discovery(self, request: Request) -> Response:
        url = self.server.url
        return JSONResponse({
            "issuer": url, "authorization_endpoint": f"{url}/authorize", "token_endpoint": f"{url}/token", "jwks_uri": f"{url}/jwks",
            "end_session_endpoint": f"{url}/end", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "email", "profile"],
        })  # fmt: skip

    async def authorize(self, request: Request) -> Response:
        """A page with the accounts to choose from; 400 for a client that does not ask as it should."""
        asked = request.query_params
        is_good = asked.get("client_id") == CLIENT and asked.get("redirect_uri") == self.back_to and asked.get("response_type") == "code"
        if not (is_good and asked.get("code_challenge_method") == "S256" and asked.get("nonce") and asked.get("state")):
            return Response("bad request", 400)
        lines = (f'<p><a href="/choose?{escape(urlencode({**asked, "who": who}))}">{escape(who)}</a></p>' for who in self.accounts)
        return HTMLResponse("<h1>Provider</h1>" + "".join(lines))

    async def choose(self, request: Request) -> Response:
        """Back to the client with a code that works once."""
        asked, code = dict(request.query_params), token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{self.back_to}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        """The token of a code, for the client that asked for it and can show it."""
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        if asked is None or not self._is_client(request, dict(form)) or form.get("redirect_uri") != self.back_to:
            return JSONResponse({"error": "invalid_grant"}, 400)
        shown = base64.urlsafe_b64encode(sha256(str(form.get("code_verifier")).encode()).digest()).rstrip(b"=").decode()
        if shown != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.tokens_given += 1
        return JSONResponse({"access_token": token_urlsafe(16), "token_type": "Bearer", "expires_in": 300, "id_token": self._signed(asked)})

    def _is_client(self, request: Request, form: dict[str, object]) -> bool:
        basic = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {basic}" or form.get("client_secret") == CLIENT_SECRET

    def _signed(self, asked: dict[str, str]) -> str:
        at = int(now().timestamp())
        said: dict[str, object] = {"iss": self.server.url, "sub": sha256(asked["who"].encode()).hexdigest()[:12], "aud": CLIENT,
                                   "iat": at, "exp": at + 300, "nonce": asked["nonce"], "email": asked["who"]}  # fmt: skip
        if self.accounts[asked["who"]] is not None:
            said["email_verified"] = self.accounts[asked["who"]]
        return jwt.encode({"alg": "RS256", "kid": "k1"}, said, self.key)

    async def jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def end(self, request: Request) -> Response:
        """Signed out of the provider too."""
        self.signed_out += 1
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)
