"""Roles on one campaign alone: what the file says, what each visitor may, keys and sessions that do not reach further."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError
from lib.services.entry.access import Access, Grants, Role, Visitor, WayIn, access
from lib.services.entry.roles import Roles, visitor_with
from lib.services.entry.sessions import Sessions

HASH, OTHER = ("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + end for end in ("aGFzaA", "b3RoZXI"))
FILE = """
[auth]
cookie_secret = "x"
[people]
lead = ["all@example.org"]
team = ["team@example.org"]
[campaigns."orme".people]
lead = ["Elm@example.org", "team@example.org"]
team = ["both@example.org"]
[campaigns."sapin".people]
room = ["both@example.org"]
"""


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "secrets.toml"
    monkeypatch.setenv("ACCESS_FILE", str(file))
    return file


def role(email: str, campaign: str) -> Role | None:
    known = access().known(email)
    here = known.on(campaign) if known else None
    return here.role if here else None


@pytest.mark.parametrize(("email", "orme", "sapin"), [
    ("all@example.org", Role.LEAD, Role.LEAD),
    ("team@example.org", Role.LEAD, Role.TEAM),
    ("elm@example.org", Role.LEAD, None),
    ("both@example.org", Role.TEAM, Role.ROOM),
    ("stranger@example.org", None, None),
])  # fmt: skip
def test_the_role_is_that_of_the_campaign_and_else_that_of_all(said: Path, email: str, orme: Role | None, sapin: Role | None) -> None:
    said.write_text(FILE)
    assert (role(email, "orme"), role(email, "sapin")) == (orme, sapin)


def test_only_who_leads_every_campaign_does_what_touches_all(said: Path) -> None:
    said.write_text(FILE)
    leads = {email: (known := access().known(f"{email}@example.org")) is not None and known.leads_all for email in ("all", "team", "elm", "both")}
    assert leads == {"all": True, "team": False, "elm": False, "both": False}


def test_a_lead_of_all_who_is_less_on_one_does_not_touch_all() -> None:
    somebody = visitor_with("x", Role.LEAD, {"orme": Role.TEAM})
    assert somebody is not None
    assert not somebody.leads_all
    assert somebody.on("sapin") == Visitor(Role.LEAD, "x", Roles(Role.LEAD, (("orme", Role.TEAM),)))


def test_a_part_that_is_not_understood_lets_nobody_in(said: Path) -> None:
    for part in ('[campaigns.orme]\nboss = ["a"]\n', '[campaigns]\norme = "x"\n', '[campaigns.orme.people]\nlead = 3\n',
                 '[campaigns.orme.passphrases]\nlead = "typed"\n'):  # fmt: skip
        said.write_text("[auth]\n" + part)
        with pytest.raises(SettingsError):
            access()


def test_passphrases_of_one_campaign_alone_close_the_door_too(said: Path) -> None:
    said.write_text(f'[campaigns.orme.passphrases]\nteam = "{HASH}"\n')
    assert access().way_in is WayIn.PASSPHRASE
    assert access().passphrases_of("orme") == {Role.TEAM: HASH}
    assert access().passphrases_of("sapin") == {}


def test_a_calendars_key_opens_one_campaign_once_roles_are_given_by_campaign(said: Path) -> None:
    said.write_text('[auth]\ncookie_secret = "x"\n')
    assert access().calendar_key_of("orme") == access().calendar_key_of("sapin") == access().calendar_key != ""
    said.write_text(FILE)
    keys = {access().calendar_key, access().calendar_key_of("orme"), access().calendar_key_of("sapin")}
    assert len(keys) == 3
    assert access().calendar_key_of("") == ""


def test_a_session_of_one_campaign_ends_with_its_own_passphrase() -> None:
    somebody = visitor_with("Ana", None, {"orme": Role.TEAM})
    assert somebody is not None
    before = Access(WayIn.PASSPHRASE, {Role.TEAM: OTHER}, campaigns={"orme": Grants({Role.TEAM: HASH})})
    sessions = Sessions()
    secret = sessions.begin(somebody, before, at=0)
    assert sessions.visitor(secret, before, at=1) == somebody
    assert sessions.visitor(secret, Access(WayIn.PASSPHRASE, {Role.TEAM: HASH}, campaigns={"orme": Grants({Role.TEAM: OTHER})}), at=2) is None
