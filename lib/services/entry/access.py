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

    [campaigns."name".people]         # roles on that campaign alone, which prevail there
    lead = ["…@…"]
    [campaigns."name".passphrases]    # tried where the address names that campaign
    team = "$argon2id$…"

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
from lib.services.entry.roles import Role as Role
from lib.services.entry.roles import Visitor as Visitor
from lib.services.entry.roles import visitor_with
from lib.services.environment import ROOT, person_at_the_keyboard

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "[::1]")
_EMPTY: Mapping[str, str] = MappingProxyType({})


class WayIn(StrEnum):
    """How it is known who asks."""

    OWN_MACHINE = "own_machine"
    PASSPHRASE = "passphrase"  # noqa: S105 - a way, not a word
    PROVIDER = "provider"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Grants:
    """What the file says of one campaign alone."""

    passphrases: Mapping[Role, str] = field(default_factory=dict)
    people: Mapping[str, Role] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Access:
    """What the file says: `passphrases` are Argon2id hashes by role, `people` roles by e-mail address in lower case.

    `campaigns`: the same for one campaign alone, by its name. `calendar_key`: what a calendar that subscribes puts in its
    address, as it cannot sign in; it changes with the passphrases, and is another for each campaign where roles are (see
    `calendar_key_of`). Empty where nothing secret is known: such a calendar is then not answered.
    """

    way_in: WayIn
    passphrases: Mapping[Role, str] = field(default_factory=dict)
    people: Mapping[str, Role] = field(default_factory=dict)
    proxy_address: str = ""
    proxy_header: str = ""
    calendar_key: str = ""
    campaigns: Mapping[str, Grants] = field(default_factory=dict)

    def known(self, email: str | None) -> Visitor | None:
        """The visitor of an e-mail address that the provider or the proxy vouches for; None when the file has no role for it."""
        address = (email or "").strip()
        key = address.casefold()
        some = {name: each.people[key] for name, each in self.campaigns.items() if key in each.people}
        return visitor_with(address, self.people.get(key), some)

    def passphrases_of(self, campaign: str) -> Mapping[Role, str]:
        """Those of one campaign alone; none for a campaign that has no part of its own in the file."""
        return self.campaigns[campaign].passphrases if campaign in self.campaigns else {}

    def calendar_key_of(self, campaign: str) -> str:
        """What opens one campaign's calendar: where roles are given by campaign, no other's; "" opens none."""
        if not (self.calendar_key and self.campaigns):
            return self.calendar_key
        return hmac.new(self.calendar_key.encode(), campaign.encode(), sha256).hexdigest()[:32] if campaign else ""


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


def said_in_file(part: str) -> Mapping[str, Any]:
    """A part of the file as it is written, such as `auth`, which is Streamlit's own; empty where there is none."""
    return _part(_parsed(access_file()), part)


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
    said = _parsed(path)
    passphrases, proxy = _passphrases(_part(said, "passphrases")), _part(said, "proxy")
    people = _people(_part(said, "people"))
    grants = {name: _grants(_part(_part(said, "campaigns"), name)) for name in _part(said, "campaigns")}
    key = _calendar_key(said, grants)
    if proxy:
        return Access(WayIn.PROXY, {}, people, _text(proxy, "address"), _text(proxy, "header"), key, grants)
    if passphrases or any(each.passphrases for each in grants.values()):
        return Access(WayIn.PASSPHRASE, passphrases, calendar_key=key, campaigns=grants)
    return Access(WayIn.PROVIDER if "auth" in said else WayIn.OWN_MACHINE, {}, people, calendar_key=key, campaigns=grants)


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        unread = N_("The file that says who may sign in cannot be read. Correct it: until then nobody may.")
        raise SettingsError(unread) from error


def _grants(part: Mapping[str, Any]) -> Grants:
    for name in sorted(set(part) - {"people", "passphrases"}):
        raise _misread(name)
    return Grants(_passphrases(_part(part, "passphrases")), _people(_part(part, "people")))


def _calendar_key(said: Mapping[str, Any], grants: Mapping[str, Grants]) -> str:
    """A keyed digest of what the file holds that is secret: the hashes of the passphrases, the provider's cookie secret."""
    own = [held for each in grants.values() for held in each.passphrases.values()]
    known = [*map(str, _part(said, "passphrases").values()), str(_part(said, "auth").get("cookie_secret", "")), *own]
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
