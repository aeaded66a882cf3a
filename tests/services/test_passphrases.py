"""Passphrases are tried slowly, sessions end, and strangers do not make memory grow."""

from __future__ import annotations

import pytest

from lib.services.access import Access, Role, Visitor, WayIn
from lib.services.passphrases import FREE_TRIES, LONGEST, Tries, hashed, role_of
from lib.services.sessions import LONGEST_IDLE_SECONDS, LONGEST_SECONDS, Sessions

LEAD, TEAM = "un mot de passe de test", "un autre mot de passe"
HASHES = {Role.LEAD: hashed(LEAD), Role.TEAM: hashed(TEAM)}
ACCESS = Access(WayIn.PASSPHRASE, HASHES)
ANNE = Visitor(Role.LEAD, "Anne")


@pytest.mark.parametrize(
    ("typed", "role"),
    [(LEAD, Role.LEAD), (TEAM, Role.TEAM), ("", None), (LEAD.upper(), None), (f"{LEAD} ", None),
     ("nobody has this passphrase", None), ("x" * 100_000, None)],
)  # fmt: skip
def test_a_passphrase_gives_its_role_and_nothing_else_does(typed: str, role: Role | None) -> None:
    assert role_of(typed, HASHES) is role


def test_a_passphrase_longer_than_what_is_tried_is_nobodys() -> None:
    longest = "x" * LONGEST
    held = {Role.LEAD: hashed(longest)}
    assert role_of(longest, held) is Role.LEAD
    assert role_of(longest + "x", held) is None


def test_five_tries_are_free_then_one_each_twelve_seconds() -> None:
    tries = Tries()
    assert [tries.seconds_to_wait("192.0.2.1", at=1000) for _ in range(FREE_TRIES)] == [0] * FREE_TRIES
    assert tries.seconds_to_wait("192.0.2.1", at=1000) == pytest.approx(12)
    assert tries.seconds_to_wait("192.0.2.1", at=1012.1) == 0
    assert tries.refused == 1


def test_another_address_is_not_slowed() -> None:
    tries = Tries()
    for _ in range(20):
        tries.seconds_to_wait("192.0.2.1", at=1000)
    assert tries.seconds_to_wait("192.0.2.2", at=1000) == 0


def test_ten_thousand_tries_in_a_minute_from_anywhere_are_eighty_at_most() -> None:
    tries = Tries()
    free = sum(tries.seconds_to_wait(f"10.{n % 256}.{n // 256}.1", at=1000 + n * 60 / 10_000) == 0 for n in range(10_000))
    assert free <= 80


def test_memory_does_not_grow_with_strangers() -> None:
    tries = Tries()
    for number in range(5000):
        tries.seconds_to_wait(f"stranger {number}", at=1000)
    assert len(tries._by_address) == 1024


def test_a_network_of_ipv6_is_one_address() -> None:
    tries = Tries()
    waits = [tries.seconds_to_wait(f"2001:db8::{number:x}", at=1000) for number in range(1, 8)]
    assert waits.count(0) == FREE_TRIES


def test_the_right_passphrase_forgives() -> None:
    tries = Tries()
    for _ in range(9):
        tries.seconds_to_wait("192.0.2.1", at=1000)
    tries.forgive("192.0.2.1")
    assert tries.seconds_to_wait("192.0.2.1", at=1000) == 0


def test_a_session_is_whose_it_is_until_signed_out() -> None:
    sessions = Sessions()
    secret = sessions.begin(ANNE, ACCESS, at=0)
    assert sessions.visitor(secret, ACCESS, at=1) == ANNE
    assert sessions.visitor(secret + "x", ACCESS, at=1) is None
    assert sessions.visitor(None, ACCESS, at=1) is None
    sessions.end(secret)
    assert sessions.visitor(secret, ACCESS, at=1) is None


def test_a_session_ends_when_it_is_not_used_and_in_any_case_after_half_a_day() -> None:
    sessions = Sessions()
    idle, busy = (sessions.begin(ANNE, ACCESS, at=0) for _ in range(2))
    assert sessions.visitor(idle, ACCESS, at=LONGEST_IDLE_SECONDS + 1) is None
    moments = range(0, int(LONGEST_SECONDS), 3600)
    assert all(sessions.visitor(busy, ACCESS, at=at) == ANNE for at in moments)
    assert sessions.visitor(busy, ACCESS, at=LONGEST_SECONDS + 1) is None


def test_a_new_passphrase_ends_the_sessions_of_its_role_alone() -> None:
    sessions = Sessions()
    anne, bo = sessions.begin(ANNE, ACCESS, at=0), sessions.begin(Visitor(Role.TEAM, "Bo"), ACCESS, at=0)
    changed = Access(WayIn.PASSPHRASE, {Role.LEAD: "$argon2id$other", Role.TEAM: HASHES[Role.TEAM]})
    assert sessions.visitor(anne, changed, at=1) is None
    assert sessions.visitor(bo, changed, at=1) is not None


def test_what_is_kept_of_a_session_is_not_its_secret() -> None:
    sessions = Sessions()
    secret = sessions.begin(ANNE, ACCESS, at=0)
    assert secret not in repr(sessions)
