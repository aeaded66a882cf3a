"""The three ways into a dashboard that is served to others, as its visitors have them: what each sends with every request."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests  # noqa: TID251 - tests speak to the server as a stranger would
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib.services.clock import now
from lib.services.entry.access import Role, WayIn
from lib.services.entry.passphrases import hashed

PHRASES = {role: f"une phrase pour {role.value} seulement" for role in Role}
SECRET = "0123456789abcdef" * 4
PEER_HEADER = "X-Asker-Email"
_HASHES = {role: hashed(phrase) for role, phrase in PHRASES.items()}


@dataclass
class Doorway:
    """One way in, with the file that says who has which role; written anew, it is in force at once."""

    way: WayIn
    file: Path
    people: dict[str, Role] = field(default_factory=lambda: {f"{role.value}@example.org": role for role in Role})
    passphrases: dict[Role, str] = field(default_factory=lambda: dict(_HASHES))

    def write(self) -> None:
        """What the file of access says now."""
        lists = {role: [each for each, held in self.people.items() if held is role] for role in Role}
        people = "[people]\n" + "".join(f"{role.value} = {json.dumps(each)}\n" for role, each in lists.items())
        held = "[passphrases]\n" + "".join(f'{role.value} = "{each}"\n' for role, each in self.passphrases.items())
        provider = (
            f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\ncookie_secret = "{SECRET}"\nclient_id = "x"\n'
            'client_secret = "x"\nserver_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"\n'
        )
        proxy = f'[proxy]\naddress = "127.0.0.1"\nheader = "{PEER_HEADER}"\n'
        said = {WayIn.PASSPHRASE: held, WayIn.PROVIDER: provider + people, WayIn.PROXY: proxy + people}
        self.file.write_text(said[self.way])

    def enter(self, url: str, role: Role, *, who: str = "") -> dict[str, str]:
        """The headers of somebody who is in with that role; a person of their own for the passphrase."""
        email = who or f"{role.value}@example.org"
        if self.way is WayIn.PROXY:
            return {PEER_HEADER: email}
        if self.way is WayIn.PROVIDER:
            return {"Cookie": f"_streamlit_user={provider_cookie(url, email)}"}
        typed = {"name": f"Visitor {role.value}", "passphrase": PHRASES[role]}
        asked = {"X-Forwarded-For": f"10.7.{time.monotonic_ns() // 1000 % 250}.{time.monotonic_ns() % 250}"}
        answer = requests.post(f"{url}/sign-in", typed, headers=asked, allow_redirects=False, timeout=60)
        assert answer.status_code == 303, (answer.status_code, answer.text[-600:])
        return {"Cookie": f"campaign_session={answer.cookies['campaign_session']}"}

    def leave(self, url: str, headers: Mapping[str, str]) -> None:
        """Sign out, as far as this way in knows of it: a proxy does so by itself, and sends no name any more."""
        if self.way is WayIn.PASSPHRASE:
            requests.post(f"{url}/sign-out", headers={**headers, "Origin": url}, allow_redirects=False, timeout=30)
        if self.way is WayIn.PROVIDER:
            requests.get(f"{url}/auth/logout", headers=headers, allow_redirects=False, timeout=30)

    def demote(self, role: Role | None) -> None:
        """Take the lead's role away: another role instead, or none. With passphrases the lead's becomes another."""
        if self.way is WayIn.PASSPHRASE:
            self.passphrases[Role.LEAD] = hashed("une tout autre phrase que la première")
        elif role is None:
            del self.people["lead@example.org"]
        else:
            self.people["lead@example.org"] = role
        self.write()


def provider_cookie(url: str, email: str, *, verified: object = True, age_seconds: float = 0.0, secret: str = SECRET) -> str:
    """What Streamlit keeps in the browser after a provider vouched for somebody, signed as Streamlit signs it."""
    said = {"email": email, "email_verified": verified, "iat": int(now().timestamp() - age_seconds), "origin": url, "is_logged_in": True,
            "provider": "default"}  # fmt: skip
    return create_signed_value(secret, "_streamlit_user", json.dumps(said)).decode()
