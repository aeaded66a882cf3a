"""The live sources on the data page: what each says of itself, and a button that nobody waits for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from lib.i18n.typography import faults
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.syncs.source_states import Running, SourceState, keep_running, keep_state
from lib.services.syncs.syncing import Surroundings, live_sources, sync_source
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.pages.looking import looked_at, page_test, seen
from tests.services.held import bring
from tests.services.syncs.bench import settings
from tests.support.languages import english_words
from tests.support.site import Site, as_json, site
from tests.support.ulule import KEY, Ulule, order

NOW = now()
PATIENTLY = 30.0


@pytest.fixture
def ulule() -> Iterator[Site]:
    with site(Ulule(100, fans=9, supporters=2, orders=[order(1, 70), order(2, 20)])) as running:
        yield running


@pytest.fixture
def store(own_store: Store, ulule: Site, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A campaign that is open today and has Ulule for a source."""
    monkeypatch.setenv("ULULE_API_KEY", KEY)
    monkeypatch.setenv("DASHBOARD_SYNC", "off")
    this_year = settings(ulule.url).replace("2018-01-20", str((NOW - timedelta(days=9)).date())).replace("2018-03-16", str((NOW + timedelta(days=9)).date()))
    bring(own_store, {}, settings=this_year)
    return own_store


def synced(store: Store, at: datetime) -> None:
    """A sync that took place then."""
    opened = open_campaign(store)
    sync_source(store, opened, live_sources(opened.campaign)[0], Surroundings(lambda: at, "cron", {"ULULE_API_KEY": KEY}))


def test_without_a_source_the_way_to_set_one_up_is_said(own_store: Store) -> None:
    bring(own_store, {})
    assert "[sources.ulule]" in seen("data", lang="en").said


def test_before_its_first_sync_a_source_is_not_asked_yet(store: Store) -> None:
    said = seen("data", lang="en").said
    assert "Not asked yet" in said and "within a minute" in said


def test_after_a_sync_its_age_what_it_read_and_what_differs_are_said(store: Store) -> None:
    synced(store, NOW - timedelta(hours=2))
    said = seen("data", lang="en").said
    assert "Up to date" in said and "2 hours ago" in said and "4 (4 new, 0 changed, 0 refused)" in said
    assert "$10.00 more ($100.00)" in said and "anonymous ones" in said


def test_a_failing_source_says_what_is_wrong_since_when_and_its_data_stays(store: Store, ulule: Site) -> None:
    synced(store, NOW - timedelta(hours=3))
    ulule.trouble("/102184", as_json({}, 418), as_json({}, 418))
    synced(store, NOW - timedelta(hours=2))
    said = seen("data", lang="en").said
    assert "Failing" in said and "refuses what is asked (answer 418). Since " in said and "3 hours ago" in said
    assert len(list(rows(store, open_campaign(store).id, "contributions"))) == 2


def test_data_older_than_a_day_and_a_half_is_said_to_be_old(store: Store) -> None:
    synced(store, NOW - timedelta(hours=37))
    assert "Data too old" in seen("data", lang="en").said


def test_a_sync_in_another_process_is_seen_under_way(store: Store) -> None:
    keep_running(store, open_campaign(store).id, Running("ulule", NOW, now(), 1240, 5000))
    said = seen("data", lang="en").said
    assert "Being read" in said and "1,240 rows read of 5,000" in said


def test_the_button_asks_at_once_without_holding_the_page(store: Store) -> None:
    test = page_test("data", lang="en").run()
    began = time.monotonic()
    test.button(key="sync-now").click().run()
    looked_at(test)
    deadline = began + PATIENTLY
    while not any(row["amount_raised_cents"] == 10000 for row in rows(store, open_campaign(store).id, "platform_totals")) and time.monotonic() < deadline:
        time.sleep(0.05)
    while "Up to date" not in looked_at(test.run()).said and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "4 (4 new, 0 changed, 0 refused)" in looked_at(test).said


def test_in_french_everything_it_says_is_french(store: Store, ulule: Site) -> None:
    synced(store, NOW - timedelta(hours=40))
    ulule.trouble("/102184", *[as_json({}, 418)] * 2)
    synced(store, NOW - timedelta(hours=2))
    looked = seen("data", lang="fr")
    assert "En panne, données trop anciennes" in looked.said and "refuse ce qui est demandé" in looked.said
    assert english_words(looked.said) == []
    assert [str(fault) for text in looked.texts for fault in faults(text)] == []


def test_a_state_that_an_earlier_version_kept_is_read_as_far_as_it_goes(store: Store) -> None:
    from lib.store.kept import keep

    keep(store, open_campaign(store).id, "source:ulule", {"tried_at": None, "error": {"odd": 1}, "remarks": 3, "rows": "x"}, at=NOW)
    assert "Not asked yet" in seen("data", lang="en").said
    keep_state(store, open_campaign(store).id, SourceState("ulule"), at=NOW)
    assert "Not asked yet" in seen("data", lang="en").said


def test_rows_that_were_refused_are_named_with_their_reason(store: Store, ulule: Site) -> None:
    ulule.answering.orders.append({**order(3, 5), "status": "teleported"})  # type: ignore[attr-defined]
    synced(store, NOW - timedelta(hours=2))
    said = seen("data", lang="en").said
    assert "1 row refused" in said and "“teleported” is not" in said
