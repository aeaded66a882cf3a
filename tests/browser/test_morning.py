"""A whole morning of the person in charge of communication, seen by somebody else who has the overview open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from lib.campaign.tables import TABLES_BY_NAME
from lib.services.campaigns import open_campaign
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.queries.lists import rows
from lib.ui.watching import WATCH_SECONDS
from tests.browser.hands import tab_to, type_in_cell
from tests.browser.window import Window
from tests.services.held import bring
from tests.support.files import CONTRIBUTIONS, SETTINGS
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MORNING = SETTINGS.replace("essai", "demo") + 'invented = true\nshown_as_of = "2018-03-10T08:00:00-05:00"\n'
"""The first morning of the closing's wave of relays."""
TABLES = {
    "contributions": CONTRIBUTIONS.replace("email\n", "email,name\n").replace(".org\n", ".org,\n")
    + "".join(f"d{n},2018-03-09T1{n}:00:00-05:00,20.00,counted,{name.lower()}@example.org,{name}\n" for n, name in enumerate(("Dou", "Eve", "Flo"), 1)),
    "allies": "name,audience,agreed_on\nFédération,60000,2018-01-05\n",
    "tasks": "id,name,starts_on,ends_on\nt1,Remobiliser les membres,2018-03-09,2018-03-10\n",
}
"""Three old contributions that nobody thanked, three of yesterday that can still be thanked in time, an ally, a task."""
ONE_REFRESH_MS = (WATCH_SECONDS + 15) * 1000
"""The refresh, and what a busy machine takes to draw."""


@pytest.fixture
def open_window(chromium: BrowserContext, written_server: Server, store: Store) -> Iterator[Callable[[str], Window]]:
    """Windows of several people on the campaign of that morning."""
    bring(store, TABLES, settings=MORNING)
    windows: list[Window] = []

    def opened(address: str) -> Window:
        windows.append(Window(chromium, written_server, height=1400))
        windows[-1].go(address)
        return windows[-1]

    yield opened
    for window in windows:
        window.close()


def kpi(window: Window, name: str) -> Locator:
    """The row of the board that holds a KPI."""
    window.page.bring_to_front()
    return window.page.get_by_role("row").filter(has=window.page.get_by_role("link", name=name, exact=True)).first


def comes_to_say(window: Window, name: str, value: str) -> None:
    """Wait, without touching anything, until the open board gives a KPI this value."""
    expect(kpi(window, name).locator(".cd-board-value")).to_have_text(value, timeout=ONE_REFRESH_MS)


def held(store: Store, table: str, field: str) -> list[object]:
    return [row[field] for row in rows(store, open_campaign(store).id, table)]


def test_a_whole_morning_is_done_in_place_and_seen_by_somebody_else_within_one_refresh(
    open_window: Callable[[str], Window], store: Store
) -> None:
    other, lead = open_window("/?lang=en"), open_window("/today?lang=en")
    comes_to_say(other, "Thanks within 24 hours", "—")
    lead.page.bring_to_front()
    lead.see("3 thank-yous to send")
    thank_three(lead)
    comes_to_say(other, "Thanks within 24 hours", "50%")
    lead.page.bring_to_front()
    log_thirty_minutes(lead)
    mark_the_relay(lead)
    comes_to_say(other, "Allies’ reach at the closing", "60,000")
    expect(kpi(other, "30 minutes a day")).to_contain_text("1 day of 50 with 30 minutes.")
    lead.page.bring_to_front()
    add_a_member(lead)
    undo_the_last_change(lead)
    assert_done(store)


def thank_three(lead: Window) -> None:
    lead.page.locator(".st-key-work-thanks_due-").get_by_role("button", name="Thank", exact=True).click()
    lead.page.locator(".cd-letter summary").first.click()
    lead.see("Bonjour Dou,")
    for name in ("Dou", "Eve", "Flo"):
        lead.page.get_by_role("checkbox", name=name).check(force=True)
    lead.press("Those ticked are thanked")
    lead.see("3 contributions are noted as thanked.")
    lead.settle()


def log_thirty_minutes(lead: Window) -> None:
    lead.page.locator(".st-key-work-minutes-").get_by_role("button", name="Log", exact=True).click()
    expect(lead.page.get_by_label("Minutes", exact=True)).to_have_value("30")
    lead.press("Note it")
    lead.see("30 minutes are logged.")
    lead.settle()


def mark_the_relay(lead: Window) -> None:
    lead.see("Fédération: relay the closing")
    lead.press("Relayed")
    lead.see("The relay is noted.")
    lead.settle()


def add_a_member(lead: Window) -> None:
    lead.turn_to("Mobilisation")
    lead.page.get_by_text("Edit: Members").click()
    lead.settle()
    lead.page.locator('button[aria-label^="Add row"]').click()
    type_in_cell(lead, 0, 0, "Cy Roy")
    lead.see("Not saved yet: 1 row added.")
    lead.press("Save")
    lead.see("Saved: 1 row added.")
    lead.settle()


def undo_the_last_change(lead: Window) -> None:
    lead.turn_to("Data")
    lead.press("Undo this change")
    lead.see("The change is undone. The journal keeps both.")


def assert_done(store: Store) -> None:
    """What is in the store, and that the journal tells all of it."""
    assert [at is not None for at in held(store, "contributions", "thanked_at")] == [False, False, False, True, True, True]
    assert held(store, "communication_log", "minutes") == [30]
    assert held(store, "allies", "closing_relayed_on") == [date(2018, 3, 10)]
    assert held(store, "members", "name") == []
    done = (entry for entry in journal(store, open_campaign(store).id) if entry.table in TABLES_BY_NAME)
    assert Counter((entry.table, entry.action) for entry in done) == {("contributions", "update"): 3, ("communication_log", "insert"): 1, ("allies", "update"): 1,
                    ("members", "insert"): 1, ("members", "delete"): 1}  # fmt: skip


def test_a_line_of_the_list_is_reached_and_ended_by_the_keyboard_alone(open_window: Callable[[str], Window], store: Store) -> None:
    window = open_window("/today?lang=en")
    keyboard = window.page.keyboard
    window.see("Task: Remobiliser les membres")
    tab_to(window, "Done")
    keyboard.press("Enter")
    window.see("The task is noted as done.")
    assert held(store, "tasks", "done_on") == [date(2018, 3, 10)]
    window.settle()
    tab_to(window, "Undo")
    keyboard.press("Enter")
    window.see("Undone.")
    assert held(store, "tasks", "done_on") == [None]
