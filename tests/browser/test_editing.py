"""Editing by hand in a real browser: in the table, with a form, by the keyboard alone, and two people at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from lib.services.campaigns import open_campaign
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.browser.hands import MARKER_PX, choose_cell, click_row, go_to_cell, retype, tab_to, type_in_cell
from tests.browser.window import Window
from tests.services.held import bring
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ALLIES = """\
name,kind,audience,agreed_on
Journal Le Perron,média,3400,2018-01-05
Coop Le Clavier,coopérative,8200,
"""
NEWS = "id,published_at,title\nn1,2018-02-01T09:00:00-05:00,Bonjour\n"


@pytest.fixture
def open_window(chromium: BrowserContext, written_server: Server, store: Store) -> Iterator[Callable[[str], Window]]:
    """Windows of several people on the data page's tables, of a campaign with two allies and one news item."""
    bring(store, {"allies": ALLIES, "news": NEWS})
    windows: list[Window] = []

    def opened(table: str) -> Window:
        windows.append(Window(chromium, written_server, height=1600))
        windows[-1].go(f"/data?lang=en&table={table}")
        return windows[-1]

    yield opened
    for window in windows:
        window.close()


def held(store: Store, table: str, field: str) -> list[object]:
    return [row[field] for row in rows(store, open_campaign(store).id, table)]


def test_rows_are_added_changed_and_removed_in_the_table_then_a_change_is_undone(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("allies")
    type_in_cell(window, 0, 2, "3600")
    window.see("Not saved yet: 1 row changed.")
    window.page.locator('button[aria-label^="Add row"]').click()
    type_in_cell(window, 2, 0, "Radio des Ondes")
    window.see("Not saved yet: 1 row added and 1 row changed.")
    click_row(window, 1, MARKER_PX)
    window.page.locator('button[aria-label^="Delete row"]').click()
    window.see("Not saved yet: 1 row added, 1 row changed and 1 row removed.")
    assert held(store, "allies", "audience") == [3400, 8200]
    window.press("Save")
    window.see("Saved: 1 row added, 1 row changed and 1 row removed.")
    assert held(store, "allies", "name") == ["Journal Le Perron", "Radio des Ondes"]
    window.settle()
    window.press("Undo this change")  # the last one listed: the row that was added
    window.see("The change is undone. The journal keeps both.")
    assert held(store, "allies", "name") == ["Journal Le Perron"]
    assert [entry.action for entry in journal(store, open_campaign(store).id)] == ["delete", "insert", "update", "delete"]


def test_an_instant_typed_in_the_table_is_the_campaigns_local_time(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("news")
    go_to_cell(window, 0, 0)
    window.page.keyboard.press("Enter")
    editor = window.page.locator("input[type='datetime-local']")
    editor.fill("2018-02-02T19:30")
    editor.press("Enter")
    window.see("Not saved yet: 1 row changed")
    window.press("Save")
    window.see("Saved: 1 row changed")
    assert [str(at) for at in held(store, "news", "published_at")] == ["2018-02-03 00:30:00+00:00"]


def test_the_second_of_two_browsers_is_shown_both_versions_and_chooses(open_window: Callable[[str], Window], store: Store) -> None:
    first, second = open_window("allies"), open_window("allies")
    type_in_cell(first, 0, 2, "3500")
    type_in_cell(second, 0, 2, "9000")
    type_in_cell(second, 0, 1, "journal")
    first.press("Save")
    first.see("Saved: 1 row changed")
    second.see("Not saved yet: 1 row changed")
    second.press("Save")
    second.see("changed this row while you were changing it too")
    versions = second.page.get_by_role("row").filter(has_text="Audience").first
    assert versions.inner_text().split("\t") == ["Audience", "3,400", "3,500", "9,000"]
    assert held(store, "allies", "audience") == [3500, 8200]
    second.page.get_by_text("Theirs: 3,500").click()
    second.press("Save these choices")
    second.see("Saved: 1 row changed")
    assert (held(store, "allies", "audience")[0], held(store, "allies", "kind")[0]) == (3500, "journal")


def test_a_row_is_added_by_the_keyboard_alone(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("members")
    keyboard = window.page.keyboard
    tab_to(window, "One row at a time, with a form")
    keyboard.press("Enter")
    window.page.get_by_label("Minutes pledged").wait_for()
    tab_to(window, "Name")
    keyboard.type("Cy Roy")
    tab_to(window, "Briefed on")
    keyboard.type("2018-01-12")
    tab_to(window, "Add this row")
    keyboard.press("Enter")
    window.see("Saved: 1 row added.")
    assert [(row["name"], str(row["briefed_on"])) for row in rows(store, open_campaign(store).id, "members")] == [("Cy Roy", "2018-01-12")]


def test_a_cell_is_edited_by_the_keyboard_alone(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("allies")
    keyboard = window.page.keyboard
    tab_to(window, "Fullscreen")
    keyboard.press("Tab")
    choose_cell(window, 1, 0, lambda: keyboard.press("ArrowDown"))
    for column in (1, 2):
        choose_cell(window, 1, column, lambda: keyboard.press("ArrowRight"))
    retype(window, "3600")
    window.see("Not saved yet: 1 row changed.")
    tab_to(window, "Save")
    keyboard.press("Enter")
    window.see("Saved: 1 row changed.")
    assert 3600 in held(store, "allies", "audience")


def test_what_is_refused_is_said_by_its_row_and_stays_in_the_table(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("allies")
    window.page.locator('button[aria-label^="Add row"]').click()
    type_in_cell(window, 2, 1, "radio")
    window.see("Not saved yet: 1 row added.")
    window.press("Save")
    window.see("New row “radio”, Name: “Name” is empty.")
    type_in_cell(window, 2, 0, "Radio des Ondes")
    window.press("Save")
    window.see("Saved: 1 row added")
    assert held(store, "allies", "kind")[-1] == "radio"
