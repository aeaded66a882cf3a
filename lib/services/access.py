"""Who may see and do what: roles, and the one file that says who has them.

On one's own machine nobody signs in. As soon as the dashboard is served to others, a way in must be set in Streamlit's
secrets (`.streamlit/secrets.toml`, or the file that `ACCESS_FILE` names):

    [passphrases]                     # Argon2id, from `python -m lib passphrase`
    lead = "$argon2id$…"
    team = "$argon2id$…"
    room = "$argon2id$…"

    [auth]                            # or a provider of identities: Streamlit's own settings
    [proxy]                           # or a reverse proxy that says who asks
    address = "127.0.0.1"
    header = "X-Forwarded-Email"

    [people]                          # roles of those whom the provider or the proxy names
    lead = ["…@…"]
    team = ["…@…"]

The file is read again when it changes, and a role is looked up at each run: who is taken off it sees nothing at the next
click.
"""

from __future__ import annotations

import hmac
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lib.campaign.errors import SettingsError
from lib.campaign.message import N_
from lib.services.environment import ROOT, person_at_the_keyboard

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]")
_EMPTY: Mapping[str, str] = MappingProxyType({})


class Role(StrEnum):
    """What a visitor may see and do; each may do what the next one may.

    `lead`: everything, edit, import, export. `team`: figures and plan, names shortened, no e-mail, nothing changed.
    `room`: the screen alone.
    """

    LEAD = "lead"
    TEAM = "team"
    ROOM = "room"


class WayIn(StrEnum):
    """How it is known who asks."""

    OWN_MACHINE = "own_machine"
    PASSPHRASE = "passphrase"  # noqa: S105 - a way, not a word
    PROVIDER = "provider"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a role; `name` is what the journal notes."""

    role: Role
    name: str

    @property
    def may_edit(self) -> bool:
        """Whether this visitor may change, import and export."""
        return self.role is Role.LEAD

    @property
    def may_see_pages(self) -> bool:
        """Whether this visitor may open pages other than the screen."""
        return self.role in (Role.LEAD, Role.TEAM)


@dataclass(frozen=True, slots=True)
class Access:
    """What the file says: `passphrases` are Argon2id hashes by role, `people` roles by e-mail address in lower case.

    `calendar_key`: what a calendar that subscribes puts in its address, as it cannot sign in; it changes with the
    passphrases. Empty where nothing secret is known: such a calendar is then not answered.
    """

    way_in: WayIn
    passphrases: Mapping[Role, str] = field(default_factory=dict)
    people: Mapping[str, Role] = field(default_factory=dict)
    proxy_address: str = ""
    proxy_header: str = ""
    calendar_key: str = ""

    def known(self, email: str | None) -> Visitor | None:
        """The visitor of an e-mail address that the provider or the proxy vouches for; None when the file has no role for it."""
        role = self.people.get((email or "").strip().casefold())
        return None if role is None else Visitor(role, (email or "").strip())


def own_visitor() -> Visitor:
    """Whoever sits at this machine: the lead."""
    return Visitor(Role.LEAD, person_at_the_keyboard())


def access() -> Access:
    """The access as the file says it now; raises SettingsError in words when it cannot be understood."""
    path = access_file()
    try:
        changed = path.stat()
    except OSError:
        return Access(WayIn.OWN_MACHINE)
    return _read(path, changed.st_mtime_ns, changed.st_size)


def access_file() -> Path:
    """`ACCESS_FILE`, or Streamlit's secrets in the project's folder, then in the home folder."""
    asked, own = os.environ.get("ACCESS_FILE"), ROOT / ".streamlit" / "secrets.toml"
    if asked:
        return Path(asked)
    return own if own.exists() else Path.home() / ".streamlit" / "secrets.toml"


def refusal_to_serve(address: str | None) -> str:
    """The msgid of why the dashboard does not start at this address (None: every address of the machine); "" when it may."""
    if access().way_in is not WayIn.OWN_MACHINE or (address or "").strip("[]") in ("127.0.0.1", "localhost", "::1"):
        return ""
    return N_(
        "The dashboard is about to be served to other machines without a way to sign in: it does not start. Set one in "
        ".streamlit/secrets.toml (see docs/operations.md), or serve this machine alone with --server.address 127.0.0.1."
    )


@lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int, size: int) -> Access:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        unread = N_("The file that says who may sign in cannot be read. Correct it: until then nobody may.")
        raise SettingsError(unread) from error
    passphrases, proxy = _passphrases(_part(said, "passphrases")), _part(said, "proxy")
    people = _people(_part(said, "people"))
    key = _calendar_key(said)
    if proxy:
        return Access(WayIn.PROXY, {}, people, _text(proxy, "address"), _text(proxy, "header"), key)
    if passphrases:
        return Access(WayIn.PASSPHRASE, passphrases, calendar_key=key)
    return Access(WayIn.PROVIDER if "auth" in said else WayIn.OWN_MACHINE, {}, people, calendar_key=key)


def _calendar_key(said: Mapping[str, Any]) -> str:
    """A keyed digest of what the file holds that is secret: the hashes of the passphrases, the provider's cookie secret."""
    known = [*map(str, _part(said, "passphrases").values()), str(_part(said, "auth").get("cookie_secret", ""))]
    return hmac.new("".join(known).encode(), b"calendar", sha256).hexdigest()[:32] if any(known) else ""


def _part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = said.get(name, {})
    if not isinstance(part, dict):
        raise _misread(name)
    return part


def _text(part: Mapping[str, Any], key: str) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _misread(key)
    return value.strip()


def _passphrases(part: Mapping[str, Any]) -> Mapping[Role, str]:
    hashes = {_role(name): _text(part, name) for name in part}
    if any(not each.startswith("$argon2id$") for each in hashes.values()):
        raise SettingsError(N_("A passphrase is kept as what `python -m lib passphrase` prints, never as it is typed."))
    return hashes


def _people(part: Mapping[str, Any]) -> Mapping[str, Role]:
    """By e-mail address; somebody who stands in two lists has the lesser role."""
    found: dict[str, Role] = {}
    for role in Role:
        listed = part.get(role.value, [])
        if not isinstance(listed, list) or any(not isinstance(each, str) for each in listed):
            raise _misread(role.value)
        found |= {each.strip().casefold(): role for each in listed}
    return found


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise _misread(name) from None


def _misread(key: str) -> SettingsError:
    return SettingsError(N_("“%(key)s” is not understood in the file that says who may sign in. Correct it."), key=key)
