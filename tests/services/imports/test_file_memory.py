"""What is remembered of files: what a word means, and when the counts of an export of posts were observed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.services.campaigns import open_campaign
from lib.services.imports.importing import Answers, confirm, file_preview
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.services.held import AT, bring, empty_store

SUITE = ("Post ID,Page ID,Title,Publish time,Permalink,Shares\n"
         "1610000000000041,9,Lancement,01/20/2018 10:00,https://www.facebook.com/a/posts/1610000000000041,{}\n")  # fmt: skip
STRIPE = ("id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode\n"
          "ch_{n},2018-02-13 10:00,50.00,0.00,cad,En révision,Live\n")  # fmt: skip


@pytest.fixture
def held(tmp_path: Path) -> Store:
    """An empty store with a campaign."""
    store = empty_store(tmp_path)
    bring(store, {})
    return store


def take(store: Store, text: str, name: str = "posts.csv", at: datetime = AT, answers: Answers | None = None) -> bool:
    """Import one file; whether anything was new."""
    preview = file_preview(store, name, text.encode(), open_campaign(store), answers, at=at)
    return confirm(store, preview, at=at, who="ana").written.batch_id is not None


def counts(store: Store) -> list[tuple[object, object]]:
    """When the shares of posts were observed, and how many they were."""
    return [(row["observed_at"], row["shares"]) for row in rows(store, open_campaign(store).id, "post_counts")]


def test_a_later_file_adds_an_observation_and_no_post(held: Store) -> None:
    take(held, SUITE.format(12), "export.csv")
    take(held, SUITE.format(61), "export.csv", AT + timedelta(days=3))
    assert counts(held) == [(AT, 12), (AT + timedelta(days=3), 61)]
    assert len(list(rows(held, open_campaign(held).id, "posts"))) == 1


def test_the_same_file_on_another_day_changes_nothing(held: Store) -> None:
    assert take(held, SUITE.format(12), "export.csv")
    assert not take(held, SUITE.format(12), "autre nom.csv", AT + timedelta(days=9))


def test_the_day_in_a_files_name_is_that_of_its_counts_to_its_end(held: Store) -> None:
    take(held, SUITE.format(12), "Facebook Insights Data Export (Post Level) - Asso - 2018-02-20.csv")
    assert counts(held) == [(datetime(2018, 2, 21, 4, 59, 59, 999999, UTC), 12)]


@pytest.mark.parametrize("name", ["Export 2018-01-20 2018-02-20.csv", "Export 2018-13-45.csv", "Export 2019-01-01.csv", "Export.csv"])
def test_a_name_with_a_period_no_day_or_a_day_to_come_tells_nothing(held: Store, name: str) -> None:
    take(held, SUITE.format(12), name)
    assert counts(held) == [(AT, 12)]


def test_a_person_may_say_when_the_counts_were_observed(held: Store) -> None:
    said = datetime(2018, 2, 1, 5, tzinfo=UTC)
    take(held, SUITE.format(12), "Export - 2018-02-20.csv", answers=Answers(observed_at=said))
    assert counts(held) == [(said, 12)]


def test_what_a_status_means_is_asked_once(held: Store) -> None:
    assert not take(held, STRIPE.replace("{n}", "1"), "s.csv")
    assert take(held, STRIPE.replace("{n}", "1"), "s.csv", answers=Answers(values={"status": {"En révision": "pending"}}))
    assert take(held, STRIPE.replace("{n}", "2"), "later.csv")
    assert [row["status"] for row in rows(held, open_campaign(held).id, "contributions")] == ["pending", "pending"]
