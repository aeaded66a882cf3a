"""What was seen last of each thing, the instants behind a count, and imports that come in a stream; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lib.campaign.errors import UseError
from lib.campaign.tables import Row
from lib.store.changes.batches import Counts, Delivery, batches, write_stream
from lib.store.engine import Store
from lib.store.queries import counted
from lib.store.queries.counted import PeopleBy, followers_seen, last_gift_at, news_published
from lib.store.queries.latest import latest_observations
from lib.store.queries.lists import rows
from lib.store.queries.view import viewed
from lib.store.safekeeping.integrity import verification
from tests.store.builders import CAMPAIGN, NOW, contribution, local, put

END = datetime(2018, 3, 1, tzinfo=UTC)
DELIVERY = Delivery("ulule", NOW, "cron", ("ulule",))


def seen(account: str, at: str, followers: int) -> Row:
    return {"account": account, "observed_at": local(at), "followers": followers}


def test_the_newest_observation_of_each_account_is_given_once(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, audience=[seen("ulule", "2018-01-20 09:00", 5), seen("ulule", "2018-01-21 09:00", 8), seen("facebook", "2018-01-20 10:00", 300)])
    found = latest_observations(store, campaign_id, "audience", local("2018-01-20 23:00"))
    assert {subject: row["followers"] for subject, row in found.items()} == {("ulule",): 5, ("facebook",): 300}
    assert latest_observations(store, campaign_id, "audience", local("2018-01-19 23:00")) == {}


def test_a_table_that_observes_one_thing_has_one_newest_row(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, platform_totals=[{"observed_at": local(f"2018-01-2{day} 09:00"), "amount_raised_cents": day * 100} for day in (0, 2, 1)])
    assert {subject: row["amount_raised_cents"] for subject, row in latest_observations(store, campaign_id, "platform_totals", END).items()} == {(): 200}


@pytest.mark.parametrize("few", [0, 2, 8], ids=["all at once", "some one by one", "one by one"])
def test_people_are_counted_from_their_first_contribution_that_counts(
    store: Store, campaign_id: int, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-01-22 09:00", 10, email="ana@example.org"), contribution("2", "2018-01-21 09:00", 10, email=" ANA@example.org"),
        contribution("3", "2018-01-20 09:00", 10, "pending", email="bo@example.org"), contribution("4", "2018-01-23 09:00", 10),
    ])  # fmt: skip
    before, first, same_hour = local("2018-01-21 08:59:59.999999"), local("2018-01-21 09:00"), local("2018-01-21 09:30")
    asked = [before, first, same_hour, local("2018-01-23 08:59"), END]
    monkeypatch.setattr(counted, "_FEW", few)
    with viewed(store, campaign_id, CAMPAIGN, END) as seen:
        people = PeopleBy(seen)
        assert [people.by(at) for at in asked] == [0, 1, 1, 1, 2]
        assert [[count for count in range(4) if not people.is_apart(at, count)] for at in asked] == [[0], [0, 1], [0, 1], [1], [2]]
    assert last_gift_at(store, campaign_id, local("2018-01-22 12:00")) == local("2018-01-22 09:00")


def test_without_any_row_nothing_was_ever_counted(store: Store, campaign_id: int) -> None:
    with viewed(store, campaign_id, CAMPAIGN, END) as seen:
        assert (PeopleBy(seen).by(END), last_gift_at(store, campaign_id, END)) == (0, None)
    assert (list(news_published(store, campaign_id, END)), followers_seen(store, campaign_id, "ulule", END)) == ([], ())


def test_a_stream_is_one_import_whose_later_rows_stand(store: Store, campaign_id: int) -> None:
    stream = [("contributions", [contribution("1", "2018-01-20 09:00", 10), contribution("2", "2018-01-20 10:00", 10)]),
              ("audience", [seen("ulule", "2018-01-20 09:00", 5)]), ("contributions", [contribution("2", "2018-01-20 10:00", 30)])]  # fmt: skip
    written = write_stream(store, campaign_id, stream, DELIVERY)
    assert written.by_table == {"contributions": Counts(2, 1, 0), "audience": Counts(1, 0, 0)}
    assert [row["amount_cents"] for row in rows(store, campaign_id, "contributions")] == [1000, 3000]
    assert len(batches(store, campaign_id)) == 1 and verification(store) == ()


def test_a_stream_that_breaks_leaves_nothing(store: Store, campaign_id: int) -> None:
    def broken() -> object:
        yield "contributions", [contribution("1", "2018-01-20 09:00", 10)]
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        write_stream(store, campaign_id, broken(), DELIVERY)  # type: ignore[arg-type]
    with pytest.raises(UseError):
        write_stream(store, campaign_id, [("contributions", [contribution("1", "2018-01-20 09:00", 10)]), ("gifts", [])], DELIVERY)
    assert list(rows(store, campaign_id, "contributions")) == [] and batches(store, campaign_id) == () and verification(store) == ()
