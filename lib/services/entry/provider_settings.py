"""Whether what a provider of identities needs is set, said at the start: at the first sign-in it would be too late."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from lib.campaign.message import N_, Message, say
from lib.services.entry.access import LOCAL_HOSTS, WayIn, access, said_in_file

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
"""Characters of what signs the cookies: 32 hexadecimal digits are 128 bits."""


def refusal_to_sign_in() -> Message | None:
    """Why signing in with the provider could not work; None when it can, or when there is another way in.

    Raises SettingsError when the file of access cannot be understood.
    """
    if access().way_in is not WayIn.PROVIDER:
        return None
    auth = said_in_file("auth")
    lacking = [name for name in _NEEDED if not _text(auth, name)]
    if lacking:
        return say(N_("Signing in with a provider needs %(names)s under [auth] in the file that says who may sign in."),
                   names=", ".join(lacking))  # fmt: skip
    return _misset(auth) or _incomplete()


def _misset(auth: Mapping[str, Any]) -> Message | None:
    back = urlsplit(_text(auth, "redirect_uri").replace("{port}", "80"))
    if back.scheme not in ("http", "https") or not back.netloc or back.path != _CALLBACK:
        return say(N_("redirect_uri under [auth] is the dashboard’s own address followed by /oauth2callback."))
    if back.scheme == "http" and back.hostname not in LOCAL_HOSTS:
        return say(N_("redirect_uri under [auth] begins with https: without encryption a sign-in can be taken over on its way."))
    if len(_text(auth, "cookie_secret")) < SHORTEST_SECRET:
        return say(N_("cookie_secret under [auth] is too short to keep anybody out. Make one: openssl rand -hex 32"))
    return None


def _incomplete() -> Message | None:
    if find_spec("authlib") is None or find_spec("httpx") is None:
        return say(N_("Signing in with a provider needs the packages Authlib and httpx: install requirements.txt again."))
    found = access()
    if not found.people and not any(each.people for each in found.campaigns.values()):
        return say(N_("Nobody has a role yet: list the e-mail addresses under [people] in the file that says who may sign in."))
    return None


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part.get(name)
    return value.strip() if isinstance(value, str) else ""
