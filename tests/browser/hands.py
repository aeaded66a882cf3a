"""How a person's hands do it: a cell of the table edited in place, and the keyboard from one control to the next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as Waited

from tests.browser.window import Window

HEADER_PX, ROW_PX, MARKER_PX = 36, 35, 16
A_HAND_MS = 60
SENT_AFTER_MS = 300
"""The grid tells the server of a change a moment after it is made."""
MISSED_AFTER_MS = 2_000
"""A second click that came sooner would be a double click."""
MOST_TABS = 60


def grid(window: Window) -> Locator:
    return window.page.get_by_test_id("data-grid-canvas").first


def go_to_cell(window: Window, row: int, column: int) -> None:
    """Click the first cell of a row, then move by the keyboard."""
    window.settle()
    choose_cell(window, row, 0, lambda: click_row(window, row, 4 * MARKER_PX))
    for step in range(column):
        choose_cell(window, row, step + 1, lambda: window.page.keyboard.press("ArrowRight"))


def choose_cell(window: Window, row: int, column: int, act: Callable[[], None]) -> None:
    """Act until a cell is the chosen one: a grid that is being drawn anew misses a click or a key."""
    for _try in range(5):
        act()
        with suppress(Waited):
            cell = grid(window).locator(f"#glide-cell-{column + 1}-{row}[aria-selected=true]")
            cell.wait_for(state="attached", timeout=MISSED_AFTER_MS)
            return
    raise AssertionError(f"the cell {row}, {column} cannot be chosen")


def click_row(window: Window, row: int, x: int) -> None:
    grid(window).scroll_into_view_if_needed()
    box = grid(window).bounding_box()
    assert box is not None
    window.page.mouse.click(box["x"] + x, box["y"] + HEADER_PX + (row + 0.5) * ROW_PX, delay=A_HAND_MS)


def type_in_cell(window: Window, row: int, column: int, text: str) -> None:
    """As a person does: choose the cell, open it, type, Enter."""
    go_to_cell(window, row, column)
    retype(window, text)


def retype(window: Window, text: str) -> None:
    """Open the chosen cell by the keyboard and give it another text, as fast as a hand does."""
    window.page.keyboard.press("Enter")
    box = window.page.locator("#portal input, #portal textarea").first
    box.wait_for()
    window.page.keyboard.press("Control+A")
    window.page.keyboard.type(text, delay=A_HAND_MS)
    expect(box).to_have_value(text)
    window.page.keyboard.press("Enter")
    window.page.wait_for_timeout(SENT_AFTER_MS)


def tab_to(window: Window, name: str) -> None:
    """Press Tab until what has the focus is called so; a person without a mouse has no other way."""
    for _press in range(MOST_TABS):
        window.page.keyboard.press("Tab")
        told = window.page.evaluate("() => document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || ''")
        if name in told[:60]:
            return
    raise AssertionError(f"the keyboard never comes to “{name}”")
