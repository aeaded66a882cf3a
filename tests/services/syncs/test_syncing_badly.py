"""Servers that misbehave as real ones do: the right figures in the end, or those of before and a clear sentence."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from lib.campaign.message import Message
from lib.services.syncs.source_states import running, state_of
from lib.store.queries.lists import rows
from tests.services.syncs.bench import Bench, bench
from tests.support import site as site_of_tests
from tests.support.site import BUSY, BUSY_UNTIL, DEEP, GARBAGE, HTML_200, HTML_500, NOT_A_NUMBER, RESET, Reply, as_json
from tests.support.ulule import KEY, Ulule, order

ORDERS = [order(number, 10) for number in range(1, 51)]
SLOW = Reply(200, b"{}", after_seconds=0.7)
CUT = Reply(200, b'{"orders": [' + b" " * 5_000, {"Content-Type": "application/json"}, cut=2_000)
TRUNCATED = Reply(200, b'{"orders": [{"id": 1, "order_to', {"Content-Type": "application/json"})
WRONG = as_json({"orders": "none", "meta": None})
LISTED = as_json(["orders"])
PASSING = {
    "too many requests, seconds": BUSY, "too many requests, a date": BUSY_UNTIL, "500 as a web page": HTML_500, "a sign-in page": HTML_200,
    "garbage": GARBAGE, "cut": CUT, "truncated": TRUNCATED, "reset": RESET, "slow": SLOW, "wrong types": WRONG, "a bare list": LISTED,
    "no end of brackets": DEEP, "not a number": NOT_A_NUMBER, "502": Reply(502), "503": Reply(503, b"", {"Retry-After": "1"}),
}  # fmt: skip


def fifty() -> Ulule:
    """Fifty orders of 10 on three pages."""
    return Ulule(500, fans=12, orders=list(ORDERS), overlap=2)


def gross(at: Bench) -> int:
    """What counts, in cents."""
    return at.view.figures.gross_cents or 0


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_asked_again_and_the_figures_are_right_in_the_end(tmp_path: Path, name: str) -> None:
    with bench(tmp_path, fifty()) as at:
        at.site.trouble("/orders", PASSING[name], PASSING[name])
        at.site.trouble("/102184", PASSING[name])
        at.site.trouble("/news", PASSING[name])
        assert at.sync().error is None
        assert (gross(at), at.view.figures.contributions) == (50000, 50)


@pytest.mark.parametrize("name", PASSING)
def test_what_does_not_pass_leaves_the_contributions_of_before_and_a_sentence(tmp_path: Path, name: str) -> None:
    with bench(tmp_path, fifty()) as at:
        at.sync()
        at.ulule.orders = [order(number, 20) for number in range(1, 51)]
        at.site.trouble("/orders", *[PASSING[name]] * 9)
        synced = at.sync()
        assert synced.error is not None and "127.0.0.1" in str(synced.error.params["host"])
        assert gross(at) == 50000 and len(list(rows(at.store, at.opened.id, "contributions"))) == 50
        at.site.calm()
        assert at.sync().error is None and gross(at) == 100000


def test_a_fault_on_the_last_page_takes_none_of_the_first_ones(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        first = at.ulule(site_of_tests.Request("GET", "/v1/projects/102184/orders", {"limit": "20", "show_anonymous": "true"}, {"authorization": f"APIKey {KEY}"}))
        at.site.trouble("/orders", first, *[HTML_500] * 9)
        assert at.sync().error is not None
        assert list(rows(at.store, at.opened.id, "contributions")) == []


def test_a_pause_is_at_least_what_the_server_asks_in_seconds_or_as_a_date(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        at.site.trouble("/102184", BUSY, BUSY_UNTIL)
        at.sync()
        assert at.paused[:2] == [2.0, 7.0]


def test_a_server_that_asks_for_more_than_two_minutes_is_left_until_then(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        at.site.trouble("/102184", Reply(429, b"", {"Retry-After": "7200"}))
        synced = at.sync()
        assert at.paused == [] and synced.state.next_try_at is not None
        assert (synced.state.next_try_at - at.at).total_seconds() == 7200


@pytest.mark.parametrize("status", [401, 403])
def test_an_expired_key_is_said_and_what_is_public_is_read_all_the_same(tmp_path: Path, status: int) -> None:
    with bench(tmp_path, fifty()) as at:
        at.sync()
        at.ulule.fans = 40
        at.site.trouble("/orders", as_json({"message": "expired"}, status))
        synced = at.sync()
        assert synced.error is not None and synced.error.params == {"variable": "ULULE_API_KEY"}
        assert at.site.count("/orders") == 4  # three pages, then once: a refused key is not tried again
        assert gross(at) == 50000 and at.view.figures.contributions == 50
        assert max(row["followers"] for row in rows(at.store, at.opened.id, "audience")) == 40  # type: ignore[type-var]


def test_an_unknown_project_is_said(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        at.site.trouble("/102184", *[as_json({"message": "Not found"}, 404)] * 4)
        error = at.sync().error
        assert error is not None and error.params == {"project": "102184"}


def test_pages_that_go_round_in_circles_are_left(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        at.ulule.overlap = 20
        error = at.sync().error
        assert error is not None and "circles" in error.text


def test_a_huge_body_is_not_read(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        at.site.trouble("/102184", Reply(200, b" " * 51_000_000, {"Content-Type": "application/json"}))
        error = at.sync().error
        assert error is not None and error.params["limit"] == 50_000_000


def test_no_sentence_state_or_log_ever_holds_the_key(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with bench(tmp_path, fifty()) as at:
        for reply in (HTML_500, RESET, GARBAGE, SLOW, as_json({}, 401), as_json({}, 302, Location="http://example.org/")):
            at.site.calm()
            at.site.trouble("/orders", *[reply] * 9)
            synced = at.sync()
            assert synced.error is not None
            assert KEY not in repr(synced) and KEY not in repr(state_of(at.store, at.opened.id, "ulule"))
        assert KEY not in caplog.text and f"APIKey {KEY}"[:12] not in caplog.text


@pytest.mark.parametrize("key", ["two words", "line\nend", "clé"])
def test_what_cannot_be_a_key_is_not_sent(tmp_path: Path, key: str) -> None:
    with bench(tmp_path, fifty()) as at:
        at.environment["ULULE_API_KEY"] = key
        error = at.sync().error
        assert error is not None and error.params == {"variable": "ULULE_API_KEY"} and at.site.asked == []


def test_a_state_keeps_what_went_wrong_since_when_and_how_often(tmp_path: Path) -> None:
    with bench(tmp_path, fifty()) as at:
        well = at.sync().state
        at.site.trouble("/102184", *[HTML_500] * 10)
        first, second = at.sync().state, at.sync().state
        assert (first.failures, second.failures, second.succeeded_at) == (1, 2, well.succeeded_at)
        assert second.failing_since == first.tried_at and state_of(at.store, at.opened.id, "ulule") == second
        assert second.next_try_at is not None and (second.next_try_at - at.at).total_seconds() == 1800
        third = at.sync().state
        assert (third.error, third.failures, third.failing_since) == (None, 0, None)
        assert running(at.store, at.opened.id, at.at) == {}


def test_a_mistake_of_ours_is_one_source_down_and_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from lib.services.syncs import syncing
    from lib.services.syncs.syncing import live_sources

    personal = f"ana{chr(64)}exemple.org"

    def broken(_ask: object) -> object:
        raise KeyError(personal)

    with bench(tmp_path, fifty()) as at:
        source = replace(live_sources(at.opened.campaign)[0], collected=broken)  # type: ignore[arg-type]
        around = syncing.Surroundings(lambda: at.at, "cron", {})
        assert syncing.sync_source(at.store, at.opened, source, around).error == Message(syncing._UNEXPECTED)
        assert "KeyError" in caplog.text and personal not in caplog.text
