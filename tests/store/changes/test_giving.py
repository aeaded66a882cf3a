"""Totals of who gave, kept beside the rows: whatever is done, they are those of the rows, and say what the rows say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.errors import EditConflict, UndoRefused, UseError
from lib.campaign.tables import COUNTED, PENDING, Row
from lib.store.campaigns import campaigns, delete_campaign
from lib.store.changes import giving
from lib.store.changes.batches import batches
from lib.store.changes.edits import delete_row, edit_row, insert_row
from lib.store.changes.giving import Giving, giving_totals
from lib.store.changes.journal import journal, undo_entry
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.people.personal_totals import Totals, counted_totals, personal_totals
from lib.store.people.persons import erase
from lib.store.queries import appeals, breakdowns, money, newcomers, series
from lib.store.queries.appeals import appeal_tally
from lib.store.queries.breakdowns import by_local_hour, by_medium, by_newcomer, by_reward, by_source
from lib.store.queries.lists import table_page, thanks_waiting
from lib.store.queries.newcomers import contributors_by_day
from lib.store.queries.series import day_totals, hour_totals, platform_differences, span_totals
from lib.store.queries.tallies import tallies
from lib.store.queries.thanks import thanks_counted
from lib.store.schema import GIVING_TOTALS
from tests.store.builders import CAMPAIGN, NOW, TOML, contribution, local, new_campaign, put

OPENING = datetime(2018, 1, 20, 5, tzinfo=UTC)
LAST = local("2018-01-24 23:59")
instants = st.integers(0, 3 * 86_400).map(lambda seconds: OPENING + timedelta(seconds=seconds))
few = st.sampled_from([None, "a", "b"])
gifts = st.lists(
    st.fixed_dictionaries({
        "id": st.sampled_from("abcdefgh"), "contributed_at": instants, "amount_cents": st.sampled_from([500, 2_000, 2_001]),
        "status": st.sampled_from([COUNTED, COUNTED, COUNTED, PENDING]), "reward": few, "source": few, "medium": few,
        "email": st.sampled_from([None, "zoe@x.org", "Zoe@x.org", "bob@x.org", "ana@x.org"]),
        "platform_user": st.sampled_from([None, "u1"]), "thanked_at": st.none() | instants,
    }),
    max_size=8, unique_by=lambda row: row["id"],
)  # fmt: skip
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("import"), gifts),
        st.tuples(st.sampled_from(["edit", "delete", "add", "undo import", "undo change", "erase"]), st.integers(0, 20)),
    ),
    max_size=8,
)
quick = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_names = iter(range(10**6))


def kept(store: Store, campaign_id: int) -> giving.Sums:
    with store.reading() as connection:
        held = GIVING_TOTALS.c
        found = connection.execute(sa.select(GIVING_TOTALS).where(held.campaign_id == campaign_id)).all()
        sums = {(row.kind, row.local_day, row.label): (row.contributions, row.people, row.amount_cents) for row in found}
        assert len(sums) == len(found)
        return sums


def worked_out(store: Store, campaign_id: int) -> giving.Sums:
    with store.reading() as connection:
        return giving_totals(connection, campaign_id)


def personal_kept(store: Store, campaign_id: int) -> Totals:
    with store.reading() as connection:
        return personal_totals(connection, campaign_id)


def personal_counted(store: Store, campaign_id: int) -> Totals:
    with store.reading() as connection:
        return counted_totals(connection, campaign_id)


def do(store: Store, campaign_id: int, deed: str, what: int | list[Row]) -> None:
    """One deed of somebody, on the row, import or change number `what` of those there are."""
    if isinstance(what, list):
        put(store, campaign_id, contributions=what)
        return
    rows = table_page(store, campaign_id, "contributions", personal=True).rows
    if deed == "add":
        cells: Row = {"id": f"n{what}", "contributed_at": OPENING, "amount_cents": what, "status": COUNTED, "email": "zoe@x.org"}
        insert_row(store, campaign_id, "contributions", cells, at=NOW, who="Ada")
    elif deed == "erase":
        erase(store, campaign_id, "zoe@x.org", at=NOW, who="Ada")
    elif deed == "undo import":
        known = [batch.id for batch in batches(store, campaign_id)]
        undo_batch(store, campaign_id, known[what % len(known)] if known else 0, at=NOW, who="Ada")
    elif deed == "undo change":
        changes = [entry.pk for entry in journal(store, campaign_id)]
        undo_entry(store, campaign_id, changes[what % len(changes)] if changes else 0, at=NOW, who="Ada")
    elif rows and deed == "delete":
        row = rows[what % len(rows)]
        delete_row(store, campaign_id, "contributions", row.pk, row.version, at=NOW, who="Ada")
    elif rows:
        row = rows[what % len(rows)]
        wanted: Row = {"reward": "c", "email": "bob@x.org", "status": COUNTED, "contributed_at": OPENING + timedelta(hours=what)}
        edit_row(store, campaign_id, "contributions", row.pk, row.version, wanted, at=NOW, who="Ada")


def lived(store: Store, done: list[tuple[str, int | list[Row]]]) -> int:
    campaign_id = new_campaign(store, TOML.replace("services-faciles", f"essai-{next(_names)}"))
    for deed, what in done:
        try:
            do(store, campaign_id, deed, what)
        except (EditConflict, UndoRefused, UseError):
            assert deed != "import"
    return campaign_id


def gone(store: Store, campaign_id: int) -> None:
    [record] = [record for record in campaigns(store) if record.id == campaign_id]
    delete_campaign(store, record.name)
    assert kept(store, campaign_id) == {}


@pytest.mark.parametrize("few_people", [0, 2_000], ids=["everybody again", "those touched"])
@quick
@given(deeds)
def test_after_whatever_is_done_the_totals_are_those_of_the_rows(
    store: Store, few_people: int, deeds: list[tuple[str, int | list[Row]]]
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(giving, "_FEW", few_people)
        campaign_id = lived(store, deeds)
    assert kept(store, campaign_id) == worked_out(store, campaign_id)
    assert personal_kept(store, campaign_id) == personal_counted(store, campaign_id)
    gone(store, campaign_id)


Asked = Callable[[Store, int, datetime], object]
ASKED: list[Asked] = [
    lambda store, id_, as_of: tallies(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: by_local_hour(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: by_reward(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: by_source(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: by_medium(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: by_newcomer(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: contributors_by_day(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: day_totals(store, id_, CAMPAIGN, as_of),
    lambda store, id_, as_of: appeal_tally(store, id_, CAMPAIGN, as_of, asked_since=as_of - timedelta(days=1)),
]


@quick
@given(deeds, st.sampled_from([LAST, local("2018-01-21 23:59:59.999999"), local("2018-01-21 12:00"), OPENING]))
def test_what_is_told_from_totals_is_what_the_rows_tell(
    store: Store, deeds: list[tuple[str, int | list[Row]]], as_of: datetime
) -> None:
    campaign_id = lived(store, deeds)
    put(store, campaign_id, rewards=[{"id": "a", "name": "Tasse", "unit_cost_cents": 350}])
    put(store, campaign_id, reshares=[{"shared_at": OPENING, "email": "bob@x.org", "platform": "mastodon", "url": "https://x.org/1"}])
    told = [ask(store, campaign_id, as_of) for ask in ASKED]
    with pytest.MonkeyPatch.context() as patched:
        for module in (appeals, breakdowns, money, newcomers, series):
            patched.setattr(module, "is_whole_day", lambda _seen: False)
        assert [ask(store, campaign_id, as_of) for ask in ASKED] == told
    assert thanks_counted(store, campaign_id, CAMPAIGN, as_of).count == thanks_waiting(store, campaign_id, CAMPAIGN, as_of).total
    gone(store, campaign_id)


@quick
@given(gifts, st.lists(st.tuples(instants, instants), max_size=4), instants)
def test_what_came_between_instants_is_what_the_rows_tell(
    store: Store, rows: list[Row], spans: list[tuple[datetime, datetime]], as_of: datetime
) -> None:
    campaign_id = lived(store, [("import", rows)])
    given_by_then = [
        (row["contributed_at"], row["amount_cents"]) for row in rows if row["status"] == COUNTED and row["contributed_at"] <= as_of  # type: ignore[operator]
    ]
    found = span_totals(store, campaign_id, spans, as_of)
    within = [[cents for at, cents in given_by_then if start <= at < end] for start, end in spans]  # type: ignore[operator]
    assert [(each.counted_cents, each.contributions) for each in found] == [(sum(some), len(some)) for some in within]  # type: ignore[arg-type]
    hours = hour_totals(store, campaign_id, CAMPAIGN, as_of)
    assert sum(each.contributions for each in hours) == len(given_by_then)
    assert sum(each.contributions for each in day_totals(store, campaign_id, CAMPAIGN, as_of)) == len(given_by_then)
    put(store, campaign_id, platform_totals=[{"observed_at": as_of, "amount_raised_cents": 5}])
    counted = sum(cents for _at, cents in given_by_then)  # type: ignore[misc]
    assert [each.counted_cents for each in platform_differences(store, campaign_id, CAMPAIGN, as_of)] == ([counted] if rows_known(rows, as_of) else [])
    gone(store, campaign_id)


def rows_known(rows: list[Row], as_of: datetime) -> bool:
    """Whether any contribution, counted or not, came by then."""
    return any(row["contributed_at"] <= as_of for row in rows)  # type: ignore[operator]


def test_another_time_zone_moves_the_totals_to_its_days(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 23:30", 20), contribution("2", "2018-01-21 23:30", 5)])
    before = kept(store, campaign_id)
    new_campaign(store, TOML.replace("America/Toronto", "Europe/Paris"))
    after = kept(store, campaign_id)
    assert after == worked_out(store, campaign_id)
    assert {day for _kind, day, _label in after} == {day + timedelta(days=1) for _kind, day, _label in before}


def test_a_person_whose_first_contribution_goes_is_new_on_the_day_of_the_next(store: Store, campaign_id: int) -> None:
    first, second = contribution("1", "2018-01-20 09:00", 20, email="zoe@x.org"), contribution("2", "2018-01-22 09:00", 5, email="zoe@x.org")
    put(store, campaign_id, contributions=[first, second])
    row = table_page(store, campaign_id, "contributions", where={"id": "1"}).rows[0]
    delete_row(store, campaign_id, "contributions", row.pk, row.version, at=NOW, who="Ada")
    assert [(each.day.day, each.contributors) for each in contributors_by_day(store, campaign_id, CAMPAIGN, LAST)] == [(22, 1)]


def test_what_many_people_change_is_not_held_in_memory(store: Store, campaign_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "_FEW", 3)
    with store.writing() as connection:
        watched = Giving(connection, campaign_id)
        watched.watch(f"email:{number}" for number in range(2))
        assert len(watched._watched) == 2
        watched.watch(f"email:{number}" for number in range(10))
        assert watched._watched == set()
