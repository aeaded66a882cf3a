"""Passphrases are tried slowly, sessions end, and strangers do not make memory grow."""

from __future__ import annotations

import pytest

from lib.services.entry.access import Access, Role, Visitor, WayIn
from lib.services.entry.known_browsers import known_browser, new_browser
from lib.services.entry.passphrases import LONGEST, hashed, role_of
from lib.services.entry.sessions import LONGEST_IDLE_SECONDS, LONGEST_SECONDS, EndedCookies, Sessions
from lib.services.entry.tries import ALL_FREE_TRIES, FREE_TRIES, TURN_LASTS_SECONDS, Tries

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
    assert len(tries._counted) == 1024
    assert len(tries._turns) == 1024


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


def full(*, at: float = 1000) -> Tries:
    """So many have guessed at once that nobody's first try is free any more."""
    tries = Tries()
    for number in range(ALL_FREE_TRIES):
        assert tries.seconds_to_wait(f"10.0.0.{number}", at=at) == 0
    return tries


def test_who_is_told_to_wait_has_a_turn_that_no_crowd_takes_away() -> None:
    tries = full()
    wait = tries.seconds_to_wait("192.0.2.1", at=1000)
    assert wait == pytest.approx(1)
    for number in range(500):
        tries.seconds_to_wait(f"10.1.{number // 250}.{number % 250}", at=1000 + number / 500)
    assert tries.seconds_to_wait("192.0.2.1", at=1000 + wait) == 0


def test_turns_are_no_closer_than_the_machine_can_try_passphrases() -> None:
    tries = full()
    waits = [tries.seconds_to_wait(f"192.0.2.{number}", at=1000, each_takes_seconds=5.0) for number in range(3)]
    assert waits == [pytest.approx(1), pytest.approx(6), pytest.approx(11)]


def test_coming_back_too_early_neither_loses_nor_gains_anything() -> None:
    tries = full()
    wait = tries.seconds_to_wait("192.0.2.1", at=1000)
    assert tries.seconds_to_wait("192.0.2.1", at=1000 + wait / 2) == pytest.approx(wait / 2)


def test_a_turn_that_nobody_came_for_is_anothers() -> None:
    tries = full()
    tries.seconds_to_wait("192.0.2.1", at=1000)
    assert tries.seconds_to_wait("192.0.2.2", at=1002 + TURN_LASTS_SECONDS) == 0
    assert tries._turns == {}


def test_a_browser_that_signed_in_before_waits_for_nobody_but_guesses_no_faster() -> None:
    tries = full()
    assert tries.seconds_to_wait("192.0.2.1", at=1000) > 0
    waits = [tries.seconds_to_wait("192.0.2.1", at=1000, browser="known") for _ in range(FREE_TRIES + 1)]
    assert waits == [0] * FREE_TRIES + [pytest.approx(12)]


def test_a_browser_is_known_by_a_name_that_only_the_dashboard_can_give() -> None:
    cookie = new_browser(ACCESS)
    assert known_browser(cookie, ACCESS) == cookie.partition(".")[0]
    for forged in (None, "", ".", "a.b", f"x{cookie}", cookie[:-1], "é.é"):
        assert known_browser(forged, ACCESS) == ""
    assert known_browser(cookie, Access(WayIn.PASSPHRASE, {Role.LEAD: hashed("another passphrase")})) == ""


def test_a_page_that_looks_again_by_itself_keeps_no_session_going() -> None:
    sessions = Sessions()
    secret = sessions.begin(ANNE, ACCESS, at=0)
    moments = [each * 600.0 for each in range(1, 13)]
    assert all(sessions.visitor(secret, ACCESS, at=at, is_click=False) == ANNE for at in moments)
    assert sessions.visitor(secret, ACCESS, at=LONGEST_IDLE_SECONDS + 1, is_click=False) is None


def test_the_cookie_of_who_signed_out_is_never_taken_again_and_memory_stays_level() -> None:
    ended = EndedCookies()
    ended.add(None)
    for number in range(5000):
        ended.add(f"cookie {number}")
    assert ended.holds("cookie 4999")
    assert not ended.holds("another")
    assert not ended.holds(None)
    assert len(ended._digests) == 4096


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
