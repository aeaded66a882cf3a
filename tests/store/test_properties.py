"""Whatever rows come: twice is once, undone is as before, the totals are those of the rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.errors import EditConflict, UndoRefused, UseError
from lib.campaign.tables import COUNTED, PENDING, WITHDRAWN, Row
from lib.store.campaigns import campaigns, delete_campaign, revision
from lib.store.changes.batches import batches
from lib.store.changes.comparison import comparison
from lib.store.changes.edits import delete_row, edit_row, insert_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.queries.lists import rows, table_page
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, TOML, new_campaign, put

OPENING = datetime(2018, 1, 20, 5, tzinfo=UTC)
texts = st.none() | st.text(max_size=12)
contributions = st.lists(
    st.fixed_dictionaries({
        "id": st.sampled_from("abcdefgh"),
        "contributed_at": st.integers(0, 56 * 86_400).map(lambda seconds: OPENING + timedelta(seconds=seconds)),
        "amount_cents": st.integers(-(10**6), 10**12),
        "status": st.sampled_from([COUNTED, PENDING, WITHDRAWN]),
        "email": texts, "name": texts, "note": texts,
    }),
    max_size=8, unique_by=lambda row: row["id"],
)  # fmt: skip
log_lines = st.lists(
    st.fixed_dictionaries({
        "day": st.dates(datetime(2018, 1, 19).date(), datetime(2018, 1, 22).date()),
        "minutes": st.sampled_from([15, 30]), "member": st.sampled_from(["Zoé", "Zoe\u0301", "", None]),
    }),
    max_size=6,
)  # fmt: skip
quick = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_names = iter(range(10**6))


def fresh(store: Store) -> int:
    """Each example has a campaign of its own in the one store."""
    return new_campaign(store, TOML.replace("services-faciles", f"essai-{next(_names)}"))


def finished(store: Store, campaign_id: int) -> None:
    """What the totals must be in the end; then the example's campaign makes room for the next."""
    assert verification(store, thorough=True) == ()
    [record] = [record for record in campaigns(store) if record.id == campaign_id]
    delete_campaign(store, record.name)


def everything(store: Store, campaign_id: int) -> dict[str, list[Row]]:
    return {name: list(rows(store, campaign_id, name)) for name in ("contributions", "communication_log")}


@quick
@given(contributions, log_lines)
def test_importing_the_same_rows_twice_changes_nothing(store: Store, gifts: list[Row], lines: list[Row]) -> None:
    campaign_id = fresh(store)
    put(store, campaign_id, contributions=gifts, communication_log=lines)
    before = everything(store, campaign_id), revision(store, campaign_id)
    assert put(store, campaign_id, contributions=gifts, communication_log=lines).batch_id is None
    exported = everything(store, campaign_id)
    assert put(store, campaign_id, **exported).batch_id is None
    assert (everything(store, campaign_id), revision(store, campaign_id)) == before
    finished(store, campaign_id)


@quick
@given(contributions, log_lines, contributions, log_lines)
def test_undoing_an_import_gives_back_what_was_there(
    store: Store, gifts: list[Row], lines: list[Row], more_gifts: list[Row], more_lines: list[Row]
) -> None:
    campaign_id = fresh(store)
    put(store, campaign_id, contributions=gifts, communication_log=lines)
    before = everything(store, campaign_id)
    written = put(store, campaign_id, contributions=more_gifts, communication_log=more_lines)
    if written.batch_id is not None:
        undo_batch(store, campaign_id, written.batch_id, at=NOW, who="Zoé")
    assert everything(store, campaign_id) == before
    finished(store, campaign_id)


@quick
@given(contributions, contributions)
def test_the_preview_foretells_the_import(store: Store, gifts: list[Row], more_gifts: list[Row]) -> None:
    campaign_id = fresh(store)
    put(store, campaign_id, contributions=gifts)
    told = comparison(store, campaign_id, "contributions", more_gifts)
    counts = put(store, campaign_id, contributions=more_gifts).counts
    assert (len(told.new), len(told.changed), told.same) == (counts.inserted, counts.changed, counts.same)
    finished(store, campaign_id)


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("import"), contributions),
        st.tuples(st.sampled_from(["edit", "delete", "add", "undo import", "undo change"]), st.integers(0, 20)),
    ),
    max_size=10,
)


def do(store: Store, campaign_id: int, deed: str, what: int | list[Row]) -> None:
    """One deed of somebody, on the row, import or change number `what` of those there are."""
    if isinstance(what, list):
        put(store, campaign_id, contributions=what)
        return
    there = {
        "undo import": [batch.id for batch in batches(store, campaign_id)],
        "undo change": [entry.pk for entry in journal(store, campaign_id)],
    }.get(deed, list(table_page(store, campaign_id, "contributions", personal=True).rows))
    if deed == "add":
        cells: Row = {"id": f"n{what}", "contributed_at": OPENING, "amount_cents": what, "status": COUNTED}
        insert_row(store, campaign_id, "contributions", cells, at=NOW, who="Ada")
    elif there and deed.startswith("undo"):
        undo = undo_batch if deed == "undo import" else undo_entry
        undo(store, campaign_id, there[what % len(there)], at=NOW, who="Zoé")  # type: ignore[arg-type]
    elif there:
        row = there[what % len(there)]
        if deed == "delete":
            delete_row(store, campaign_id, "contributions", row.pk, row.version, at=NOW, who="Bob")  # type: ignore[union-attr]
        else:
            changes: Row = {"amount_cents": what, "contributed_at": OPENING + timedelta(days=what)}
            edit_row(store, campaign_id, "contributions", row.pk, row.version, changes, at=NOW, who="Ada")  # type: ignore[union-attr]


@quick
@given(deeds)
def test_after_whatever_people_do_the_totals_are_those_of_the_rows(
    store: Store, deeds: list[tuple[str, int | list[Row]]]
) -> None:
    campaign_id = fresh(store)
    for deed, what in deeds:
        try:
            do(store, campaign_id, deed, what)
        except (EditConflict, UndoRefused, UseError):
            assert deed != "import"
    finished(store, campaign_id)
