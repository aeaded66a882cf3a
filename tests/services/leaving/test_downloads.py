"""Links that work once: used, expired and unknown ones give nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from lib.services.leaving.downloads import LIFETIME_SECONDS, Counter, Download

FILE = Download("a.csv", "text/csv", lambda: b"a")


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_link_works_once() -> None:
    counter = Counter()
    token = counter.token(FILE)
    assert counter.redeemed(token) is FILE
    assert counter.redeemed(token) is None


def test_a_link_that_was_never_given_out_gives_nothing() -> None:
    assert Counter().redeemed("guess") is None


def test_a_link_works_for_ten_minutes() -> None:
    clock = Clock()
    counter = Counter(clock)
    early, late = counter.token(FILE), counter.token(FILE)
    clock.seconds += LIFETIME_SECONDS
    assert counter.redeemed(early) is FILE
    clock.seconds += 0.001
    assert counter.redeemed(late) is None


def test_what_nobody_fetched_in_time_is_held_no_longer() -> None:
    clock = Clock()
    counter = Counter(clock)
    for _ in range(3):
        counter.token(Download("a.csv", "text/csv", lambda: b"a"))
    clock.seconds += LIFETIME_SECONDS + 1
    kept = Download("b.csv", "text/csv", lambda: b"b")
    token = counter.token(kept)
    counter.forget_expired()
    assert [download for _, download in counter._waiting.values()] == [kept]
    assert counter.redeemed(token) is kept


def test_links_cannot_be_guessed_from_one_another() -> None:
    counter = Counter()
    tokens = {counter.token(FILE) for _ in range(200)}
    assert len(tokens) == 200
    assert min(map(len, tokens)) >= 32


def test_the_oldest_links_go_when_too_many_wait() -> None:
    counter = Counter()
    first = counter.token(FILE)
    newest = [counter.token(FILE) for _ in range(2000)][-1]
    assert counter.redeemed(first) is None
    assert counter.redeemed(newest) is FILE


def test_of_many_that_ask_at_once_one_gets_the_file() -> None:
    counter = Counter()
    token = counter.token(FILE)
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: counter.redeemed(token), range(64)))
    assert sum(each is FILE for each in given) == 1


def test_a_file_is_made_when_it_is_asked_for_not_before() -> None:
    made = []
    counter = Counter()
    token = counter.token(Download("a.csv", "text/csv", lambda: made.append("now") or b"a"))
    assert made == []
    found = counter.redeemed(token)
    assert found is not None
    assert (found.made(), made) == (b"a", ["now"])
