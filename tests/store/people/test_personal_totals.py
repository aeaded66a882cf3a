"""How many values are held about people: whatever is done, what is kept is what counting them says."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.errors import UndoRefused, UseError
from lib.campaign.tables import Row
from lib.store.changes.batches import batches
from lib.store.changes.undo import undo_batch
from lib.store.engine import Store
from lib.store.people import personal_totals as totals
from lib.store.people.erasures import Mark, put_marks
from lib.store.people.personal_totals import Held, counted_totals, personal_totals
from lib.store.people.persons import erase
from lib.store.people.purging import forget_values, pseudonyms_tied, untie_pseudonyms, values_due
from lib.store.people.unreferenced import forget_unreferenced
from lib.store.queries.holdings import holdings
from lib.store.safekeeping.integrity import verification
from tests.store.builders import NOW, TOML, contribution, new_campaign, put

EMAILS = ["zoe@x.org", "Zoe@x.org", "ZOE@X.ORG", "bob@x.org", "Ana@x.org"]
people = st.lists(st.tuples(st.sampled_from([None, *EMAILS]), st.sampled_from([None, "Zoé", "ZOÉ", "Bob"])), max_size=5)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("import"), people),
        st.tuples(st.sampled_from(["erase", "mark", "purge", "purge all", "undo", "unreferenced"]), st.sampled_from(EMAILS)),
    ),
    max_size=7,
)
_names = iter(range(10**6))


def told(store: Store, campaign_id: int) -> tuple[totals.Totals, totals.Totals]:
    with store.reading() as connection:
        return personal_totals(connection, campaign_id), counted_totals(connection, campaign_id)


def do(store: Store, campaign_id: int, deed: str, what: object, number: int) -> None:
    if isinstance(what, list):
        rows: list[Row] = [
            contribution(f"{number}-{place}", "2018-01-20 09:00", 10, email=email, name=name) for place, (email, name) in enumerate(what)
        ]
        put(store, campaign_id, contributions=rows)
    elif deed == "erase":
        erase(store, campaign_id, str(what), at=NOW, who="Ada")
    elif deed == "mark":
        put_marks(store, campaign_id, [Mark("essai", f"{number:032x}", "email", NOW)])
    elif deed == "undo":
        for batch in batches(store, campaign_id)[:1]:
            undo_batch(store, campaign_id, batch.id, at=NOW, who="Ada")
    elif deed == "unreferenced":
        forget_unreferenced(store, campaign_id)
    else:
        forget_values(store, campaign_id, [str(what)] if deed == "purge" else [], at=NOW)


@pytest.mark.parametrize("few", [0, 1_000], ids=["all again", "those touched"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_after_whatever_is_done_the_totals_are_those_of_the_values(
    store: Store, few: int, deeds: list[tuple[str, object]]
) -> None:
    campaign_id = new_campaign(store, TOML.replace("services-faciles", f"gens-{next(_names)}"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(totals, "_FEW", few)
        for number, (deed, what) in enumerate(deeds):
            try:
                do(store, campaign_id, deed, what, number)
            except (UndoRefused, UseError):
                assert deed == "undo"
            kept, counted = told(store, campaign_id)
            assert kept == counted


def test_people_are_counted_once_however_they_spell_their_address(store: Store, campaign_id: int) -> None:
    emails = [contribution(str(number), "2018-01-20 09:00", 10, email=email) for number, email in enumerate(EMAILS)]
    put(store, campaign_id, contributions=emails[:1])
    put(store, campaign_id, contributions=emails[1:])
    assert told(store, campaign_id)[0]["email"] == Held(5, 3, 3)
    assert holdings(store, campaign_id).emails.count == 3
    erase(store, campaign_id, "zoe@x.org", at=NOW, who="Ada")
    assert told(store, campaign_id)[0]["email"] == Held(2, 2, 3)
    assert (values_due(store, campaign_id, []), pseudonyms_tied(store, campaign_id, 0)) == (2, (3, 2))


def test_once_untied_only_those_who_came_since_are_tied(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 10, email="zoe@x.org")])
    forget_values(store, campaign_id, [], at=NOW)
    untied = untie_pseudonyms(store, campaign_id)
    assert pseudonyms_tied(store, campaign_id, untied) == (0, 0)
    put(store, campaign_id, contributions=[contribution("2", "2018-01-20 09:00", 10, email="zoe@x.org")])
    assert pseudonyms_tied(store, campaign_id, untied) == (1, 1)


def test_what_another_campaign_holds_is_counted_there(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", f"gens-{next(_names)}"))
    for each in (campaign_id, other):
        put(store, each, contributions=[contribution("1", "2018-01-20 09:00", 10, email="zoe@x.org", name="Zoé")])
    assert told(store, campaign_id)[0] == told(store, other)[0] == {"email": Held(1, 1, 1), "name": Held(1)}


def test_the_thorough_look_finds_totals_that_were_changed(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 10, email="zoe@x.org")])
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE personal_totals SET held = held + 1")
    assert [each.table for each in verification(store, thorough=True)] == ["personal_totals"]
