"""Tables edited in place and row by row: nothing is written before it is saved, nothing of somebody else's is lost."""

from __future__ import annotations

import json

import pytest

from lib.services.campaigns import open_campaign
from lib.services.edits.editing import Edit, rows_to_edit, save
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.pages.looking import looked_at, page_test
from tests.pages.typing import Typist, typist
from tests.services.held import AT, opened_with
from tests.support.files import CONTRIBUTIONS

ALLIES = """\
name,kind,audience,agreed_on
Journal Le Perron,média,3400,2018-01-05
Coop Le Clavier,coopérative,8200,
"""
PERRON, COOP = 0, 1
"""Positions in the table."""


@pytest.fixture
def store(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("DASHBOARD_USER", "ana")
    opened_with(own_store, allies=ALLIES, contributions=CONTRIBUTIONS)
    return own_store


def held(store: Store, table: str, field: str) -> list[object]:
    return [row[field] for row in rows(store, open_campaign(store).id, table)]


def somebody_writes(store: Store, position: int, **said: str) -> None:
    """Another person, elsewhere, changes an ally."""
    opened = open_campaign(store)
    before = rows_to_edit(store, opened, "allies").rows[position]
    save(store, opened, "allies", [Edit(before, said)], at=AT, who="bo")


def test_columns_are_titled_and_typed_in_the_viewers_language(store: Store) -> None:
    test = page_test("data", lang="fr", table="allies").run()
    columns = json.loads(next(each for each in test.main if each.type == "dataframe").proto.columns)
    shown = {name: (column["label"], column["type_config"]["type"]) for name, column in columns.items() if "label" in column}
    assert (shown["name"], shown["audience"], shown["agreed_on"]) == (("Nom *", "text"), ("Audience", "number"), ("Accord conclu le", "date"))


def test_nothing_is_written_before_it_is_saved(store: Store) -> None:
    ana = typist("allies").type(changed={PERRON: {"audience": 3500}}, added=[{"name": "Radio des Ondes"}], removed=[COOP])
    assert "Not saved yet: 1 row added, 1 row changed and 1 row removed." in ana.said
    assert held(store, "allies", "audience") == [3400, 8200]
    assert "Saved: 1 row added, 1 row changed and 1 row removed." in ana.press("Save").said
    assert held(store, "allies", "name") == ["Journal Le Perron", "Radio des Ondes"]
    assert [(entry.who, entry.action) for entry in journal(store, 1)] == [("ana", "insert"), ("ana", "update"), ("ana", "delete")]


def test_a_draft_can_be_dropped(store: Store) -> None:
    ana = typist("allies").type(changed={PERRON: {"audience": 3500}}).press("Drop my changes")
    assert "Not saved yet" not in ana.said
    assert "Nothing was changed." in ana.press("Save").said
    assert held(store, "allies", "audience") == [3400, 8200]


def test_a_row_at_fault_is_named_and_what_was_typed_stays(store: Store) -> None:
    ana = typist("allies").save(changed={PERRON: {"name": None}}, added=[{"kind": "radio", "audience": 20}, {"name": "Radio"}])
    assert "Nothing is saved yet: 2 rows cannot be taken as they are." in ana.said
    assert "Journal Le Perron, Name: “Name” is empty." in ana.said
    assert "New row “radio”, Name: “Name” is empty." in ana.said
    assert "Not saved yet: 2 rows added and 1 row changed." in ana.said
    assert held(store, "allies", "name") == ["Journal Le Perron", "Coop Le Clavier"]
    assert "Saved" in ana.save(changed={PERRON: {"name": "Le Perron"}}, added=[{"name": "Radio"}]).said


def test_what_the_browser_should_not_send_is_refused_by_the_server(store: Store) -> None:
    ana = typist("allies").save(changed={PERRON: {"audience": -3}}, removed=[-1])
    assert "Journal Le Perron, Audience: “-3” is below zero: a count is 0 or more." in ana.said
    assert held(store, "allies", "audience") == [3400, 8200]


def test_days_amounts_and_instants_of_a_grid_are_the_campaigns_own(store: Store) -> None:
    thanked = {"thanked_at": "2018-02-12T19:30:00.000Z", "thanked_by": "Ana"}
    assert "Saved: 1 row changed" in typist("contributions").save(changed={0: thanked}).said
    assert str(held(store, "contributions", "thanked_at")[-1]) == "2018-02-13 00:30:00+00:00"
    typist("rewards").save(added=[{"name": "Macaron", "price": 5.1, "unit_cost": 0.35, "quantity": 200}])
    assert [*rows(store, 1, "rewards")] == [
        {"id": "macaron", "name": "Macaron", "price_cents": 510, "unit_cost_cents": 35, "quantity": 200, "delivered": None}
    ]
    typist("events").save(added=[{"name": "Bal", "held_on": "2018-02-02T00:00:00.000", "kind": "other", "attendance": 12.0}])
    assert held(store, "events", "attendance") == [12]


def test_a_draft_survives_what_somebody_else_writes(store: Store) -> None:
    ana = typist("allies").type(changed={COOP: {"audience": 9000}})
    somebody_writes(store, PERRON, audience="3500")
    assert "Not saved yet: 1 row changed" in ana.look().said
    ana.press("Save")
    assert held(store, "allies", "audience") == [3500, 9000]


def in_conflict(store: Store) -> Typist:
    """Ana and Bo both change Le Perron's audience; Ana its kind too, Bo its contact."""
    ana = typist("allies").type(changed={PERRON: {"audience": 9000, "kind": "journal"}}, added=[{"name": "Radio"}])
    somebody_writes(store, PERRON, audience="3500", contact="Zoé")
    return ana.press("Save")


def test_the_second_of_two_people_sees_the_three_versions_field_by_field(store: Store) -> None:
    said = in_conflict(store).said
    assert "“Journal Le Perron”: bo changed this row while you were changing it too (March 1, 2018 at 7:00\u00a0a.m.)." in said
    assert "\n".join(("Kind", "média", "(not changed)", "journal")) in said
    assert "\n".join(("Audience", "3,400", "3,500", "9,000")) in said
    assert "\n".join(("Contact", "—", "Zoé", "(not changed)")) in said
    assert held(store, "allies", "audience") == [3500, 8200]
    assert held(store, "allies", "name") == ["Journal Le Perron", "Coop Le Clavier"]


def test_nothing_is_saved_until_every_clash_is_chosen_then_all_of_it(store: Store) -> None:
    ana = in_conflict(store).press("Save these choices")
    assert "Choose one of the two versions wherever both of you wrote something." in ana.said
    assert "Saved: 1 row added and 1 row changed." in ana.choose("Audience", "theirs").press("Save these choices").said
    (perron, _coop, radio) = rows(store, 1, "allies")
    assert (perron["audience"], perron["kind"], perron["contact"], radio["name"]) == (3500, "journal", "Zoé", "Radio")


def test_one_can_go_back_to_the_draft_without_saving(store: Store) -> None:
    ana = in_conflict(store).press("Go back without saving")
    assert "bo changed this row" not in ana.said
    assert "Not saved yet: 1 row added and 1 row changed." in ana.said
    assert "bo changed this row" in ana.press("Save").said


def test_a_third_version_that_comes_while_choosing_is_shown_in_its_turn(store: Store) -> None:
    ana = in_conflict(store).choose("Audience", "mine")
    somebody_writes(store, PERRON, audience="3600")
    ana.press("Save these choices")
    assert "3,600" in ana.said
    assert held(store, "allies", "audience") == [3600, 8200]


def test_removing_what_somebody_changed_and_changing_what_somebody_removed_both_ask(store: Store) -> None:
    ana = typist("allies").type(removed=[PERRON])
    somebody_writes(store, PERRON, audience="3500")
    assert "bo changed this row while you were removing it" in ana.press("Save").said
    ana.choose("What becomes of this row?", "mine").press("Save these choices")
    assert held(store, "allies", "name") == ["Coop Le Clavier"]
    bo = typist("allies").type(changed={0: {"audience": 9000}})
    typist("allies").save(removed=[0])
    assert "ana removed this row while you were changing it" in bo.press("Save").said
    bo.choose("What becomes of this row?", "theirs").press("Save these choices")
    assert held(store, "allies", "name") == []


def test_a_past_evening_is_only_looked_at(store: Store) -> None:
    past = typist("allies", as_of="2018-01-31")
    assert "This is a past evening as it was: to change anything, come back to today." in past.said
    assert not {"Save", "Add this row"} & {button.label for button in past.test.button}


def test_names_are_not_even_read_for_those_who_may_not_see_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody_writes(store, PERRON, contact="Zoé")
    for module in ("editing.editor", "editing.quick_forms", "data", "contributions.contribution_list"):
        monkeypatch.setattr(f"lib.ui.{module}.may_see_people", lambda page: False)
    test = typist("allies").test
    said = looked_at(test).said
    assert said.count("Editing is for those who may see names and e-mails.") == 2
    assert "The journal is for those who may see names and e-mails." in said
    assert not [each for each in test.main if each.type == "dataframe"]
    assert "Zoé" not in said


def test_a_long_table_shows_its_newest_rows_and_is_searched(own_store: Store) -> None:
    lines = "".join(f"2018-01-21T10:{number // 60:02}:{number % 60:02}-05:00,c{number},facebook\n" for number in range(250))
    opened_with(own_store, reshares="shared_at,contribution_id,platform\n" + lines)
    ana = typist("reshares")
    assert "250 rows found; 200 shown." in ana.said
    found = typist("reshares", **{"find-edit-reshares": "c7"})
    assert "11 rows found; 11 shown." in found.said
    waiting = found.type(changed={0: {"platform": "mastodon"}})
    waiting.test.query_params["find-edit-reshares"] = "c8"
    assert "the search waits" in waiting.look().said
    waiting.press("Save")
    assert held(own_store, "reshares", "platform").count("mastodon") == 1


def test_a_form_adds_a_row_and_says_so(store: Store) -> None:
    ana = typist("members").fill(name="Cy", on_social="yes", briefed_on="2018-01-12", minutes_pledged="30").press("Add this row")
    assert "Saved: 1 row added." in ana.said
    (cy,) = rows(store, 1, "members")
    assert (cy["name"], cy["on_social"], str(cy["briefed_on"]), cy["minutes_pledged"]) == ("Cy", True, "2018-01-12", 30)
    assert [box.value for box in ana.test.text_input if (box.key or "").endswith("-name")] == [""]


def test_a_form_keeps_what_was_typed_when_it_is_refused(store: Store) -> None:
    ana = typist("communication_log").fill(day="hier", minutes="30").press("Add this row")
    assert "New row “hier”, Day: “hier” is not a date. Write it as 2018-01-20." in ana.said
    assert "Saved: 1 row added" in ana.fill(day="2018-02-28").press("Add this row").said
    assert "Nothing was changed." in ana.press("Add this row").said


def test_a_form_corrects_or_removes_the_row_that_is_chosen(store: Store) -> None:
    perron, coop = (row.pk for row in rows_to_edit(store, open_campaign(store), "allies").rows)
    ana = typist("allies").choose("Row", perron).fill(audience="3500", agreed_on="").press("Save this row")
    assert "Saved: 1 row changed." in ana.said
    assert (held(store, "allies", "audience"), held(store, "allies", "agreed_on")) == ([3500, 8200], [None, None])
    ana.choose("Row", coop).press("Remove this row")
    assert held(store, "allies", "name") == ["Journal Le Perron"]


def test_a_form_shows_a_conflict_like_the_grid(store: Store) -> None:
    perron = rows_to_edit(store, open_campaign(store), "allies").rows[PERRON].pk
    ana = typist("allies").choose("Row", perron)
    somebody_writes(store, PERRON, audience="3500")
    ana.look().fill(audience="9000").press("Save this row")
    assert "\n".join(("Audience", "3,400", "3,500", "9,000")) in ana.said
    ana.choose("Audience", "mine").press("Save these choices")
    assert held(store, "allies", "audience") == [9000, 8200]


def test_rows_of_one_name_are_told_apart_in_the_form(store: Store) -> None:
    line = {"day": "2018-02-01", "minutes": 30, "member": "Ana", "what": "Publication"}
    ana = typist("communication_log").save(added=[line, line])
    row = next(each for each in ana.test.selectbox if each.label == "Row")
    assert row.options == ["New row", "2018-02-01, Ana, Publication", "2018-02-01, Ana, Publication (2)"]


def test_the_journal_tells_what_was_before_and_after_and_undoes_a_change(store: Store) -> None:
    ana = typist("allies").save(changed={PERRON: {"audience": 3500, "agreed_on": None}})
    assert "Row changed. Audience: 3,400 → 3,500; Agreed on: 2018-01-05 → —" in ana.said
    ana.press("Undo this change")
    assert "The change is undone. The journal keeps both." in ana.said
    assert "(undone since)" in ana.said and "(undoes no. 1)" in ana.said
    assert held(store, "allies", "audience") == [3400, 8200]


def test_the_journal_calls_a_row_by_its_name_where_the_change_holds_it_and_else_by_its_key(store: Store) -> None:
    typist("tasks").save(added=[{"name": "Coller les affiches", "starts_on": "2018-02-03"}])
    tasks = typist("tasks").save(changed={0: {"owner": "Ana"}})
    (key,) = held(store, "tasks", "id")
    texts = looked_at(tasks.test).texts
    told = texts[texts.index("No.") :]
    assert [text for text in told if text in ("Coller les affiches", key)] == [key, "Coller les affiches"]


def test_a_change_whose_row_was_changed_since_is_not_undone_and_says_why(store: Store) -> None:
    somebody_writes(store, PERRON, audience="3500")
    somebody_writes(store, PERRON, audience="3600")
    ana = typist("allies").choose("Change to undo", journal(store, 1)[-1].pk)
    next(button for button in ana.test.button if button.label == "Undo this change").click().run()
    assert looked_at(ana.test).errors == [
        "This cannot be undone any more. Rows of it that were changed since: 1. Undo those changes first."
    ]
    assert held(store, "allies", "audience") == [3600, 8200]
