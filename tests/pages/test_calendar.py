"""Calendrier: late tasks ticked off, a retroplanning applied and undone, a proposal made a task, choices in the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.services.campaigns import open_campaign
from lib.services.plan.planning import plan
from lib.store.changes.journal import journal
from lib.store.engine import Store
from tests.pages.conftest import DEMO, SETTINGS_ONLY
from tests.pages.looking import looked_at, page_test, seen
from tests.services.held import bring
from tests.support.files import SETTINGS

InState = Callable[[str], None]
INVENTED = SETTINGS + 'invented = true\nshown_as_of = "2018-02-23T19:30:00-05:00"\n'
"""A campaign whose clock stands still, so that what can be done does not depend on the day."""
TASKS = "id,name,starts_on,ends_on,owner,channel\nlate,Lettre,2018-02-12,2018-02-20,Ana Roy,\nsoon,Photo,2018-02-26,2018-02-26,,Facebook\n"
MEMBERS = "name,on_social,responsibility,responsibility_planned_on\nAna Roy,yes,Page,2018-01-05\nBo Côté,yes,,\n"


@pytest.fixture
def store(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("DASHBOARD_USER", "ana")
    bring(own_store, {"tasks": TASKS, "members": MEMBERS}, settings=INVENTED)
    return own_store


def opened(**params: str) -> AppTest:
    test = page_test("calendar", lang="en", **params).run()
    looked_at(test)
    return test


def press(test: AppTest, label: str) -> str:
    """Press the first button of that name; what is then read."""
    next(button for button in test.button if button.label == label).click()
    return looked_at(test.run()).said


def tasks(store: Store) -> dict[str, tuple[str | None, bool]]:
    """Who is in charge, and whether it is done, by id."""
    found = plan(store, open_campaign(store), personal=True)
    return {task.id: (task.owner, task.done_on is not None) for task in found}


def test_late_tasks_come_first_in_words_with_who_is_in_charge(store: Store) -> None:
    said = looked_at(opened()).said
    assert "1 task is late. Of 2 tasks, 0 are under way, 1 to come and 0 done." in said
    assert "3 days late Planned until February 20, 2018. In charge: Ana Roy." in said
    assert said.index("3 days late") < said.index("The plan in time")


def test_a_late_task_is_ticked_off_in_place_and_the_tick_is_undone(store: Store) -> None:
    test = opened()
    assert "No task is late." in press(test, "Done")
    assert tasks(store)["late"] == ("Ana Roy", True)
    assert "1 task is late." in press(test, "Undo")
    assert tasks(store)["late"] == ("Ana Roy", False)


def test_days_that_nobody_is_in_charge_of_are_told_in_words(store: Store) -> None:
    said = looked_at(opened()).said
    assert "Nobody is in charge on any of the coming fourteen days." in said
    assert said.count("\nNobody is in charge\n") == 4  # today, the 24th and 25th, the photo's day, the ten days that follow


def test_what_is_done_each_day_is_said_once_and_days_alike_are_one_row(own_store: Store) -> None:
    """The 23rd is a Friday; the daily task is named in the list alone, the other one on its first day too."""
    daily = "day,Remercier,2018-01-20,2018-03-16,Ana Roy,courriel\n"
    letters = "five,Cinq lettres,2018-02-26,2018-03-02,Bo Côté,courriel\n"
    bring(own_store, {"tasks": "id,name,starts_on,ends_on,owner,channel\n" + daily + letters}, settings=INVENTED)
    said = looked_at(opened()).said.replace("\u00a0", " ")
    agenda = said[said.index("What goes out, and by whom") : said.index("Rhythm of the platforms")]
    assert agenda.count("Remercier") == 0 and agenda.count("Cinq lettres") == 1
    rows = ("Friday, February 23", "Saturday, February 24 to Sunday, February 25", "Monday, February 26", "Tuesday, February 27 to Thursday, March 8")
    places = [agenda.index(f"\n{row}\n") for row in rows]
    assert places == sorted(places)
    assert agenda.count("what goes on from day to day") == 3


def test_a_retroplanning_is_added_once_and_taken_back(store: Store) -> None:
    test = opened(template="retro90")
    assert "37 tasks are added to the plan." in press(test, "Add 37 tasks to the plan")
    assert len(tasks(store)) == 39
    assert "All of its tasks are in the plan." in looked_at(test).said
    press(test, "Undo")
    assert len(tasks(store)) == 2
    assert {entry.who for entry in journal(store, 1)} == {"ana"}


def test_a_proposal_becomes_a_task_with_an_owner_and_a_day(store: Store) -> None:
    test = opened()
    before = looked_at(test).said
    assert "Ask 2 members to re-share the next post" in before
    opener = next(button for button in test.button if button.key == "open-correction-silent-members")
    opener.click()
    looked_at(test.run())
    next(box for box in test.selectbox if box.key == "owner-correction-silent-members").select("Bo Côté")
    said = press(test, "Add it to the plan")
    assert "The task is added to the plan." in said
    assert tasks(store)["correction-silent-members-2018-02-23"] == ("Bo Côté", False)
    assert "They are on social networks and have not re-shared yet." not in said


def test_a_stretch_of_time_in_the_address_is_the_one_that_is_shown(in_state: InState) -> None:
    in_state(DEMO)
    assert "Aug 16 to Sep 10, 2017" in seen("calendar", lang="en", stretch="plan").said
    assert "Aug 16 to Sep 10, 2017" not in seen("calendar", lang="en", stretch="weeks", template="retro90").said


@pytest.mark.parametrize("params", [{"stretch": "ever"}, {"template": "nope"}, {"fit": "tight"}])
def test_a_choice_that_is_none_falls_back_without_a_word(params: dict[str, str], in_state: InState) -> None:
    in_state(DEMO)
    assert seen("calendar", lang="en", **params).errors == []


def test_a_plan_without_a_task_leads_to_the_retroplannings(in_state: InState) -> None:
    in_state(SETTINGS_ONLY)
    looked = seen("calendar", lang="en", as_of="2018-02-23")
    assert "No task yet" in looked.said
    assert 'href="#retroplanning"' in looked.html
    assert 'id="retroplanning"' in looked.html


def test_a_past_day_can_be_looked_at_and_not_changed(in_state: InState) -> None:
    in_state(DEMO)
    test = opened(as_of="2018-02-14")
    assert "As of Feb 14" in looked_at(test).said
    assert all(button.disabled for button in test.button if button.key and button.key.startswith(("tick-", "open-correction", "apply")))


def test_names_are_for_who_may_see_people_and_everybody_else_reads_initials(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("plan.calendar", "plan.publishing", "plan.correcting"):
        monkeypatch.setattr(f"lib.ui.{module}.may_see_people", lambda page: False)
    said = looked_at(opened()).said
    assert "Ana Roy" not in said
    assert "A. R." in said


def test_the_plan_leaves_by_a_link_that_works_once_and_an_address_that_lasts(in_state: InState) -> None:
    in_state(DEMO)
    html = seen("calendar", lang="fr").html
    assert "/calendar.ics?campaign=demo&amp;lang=fr" in html
    assert 'href="/download/' in html
