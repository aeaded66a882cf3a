"""An evening in a room: the presenter goes through the five steps, the room takes two things on, a phone follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lib.services.campaigns import open_campaign
from lib.services.evening.evening import begin, end, move_to
from lib.store.campaigns import campaigns
from lib.store.engine import Store
from tests.browser.conftest import INVENTED
from tests.browser.test_accessibility import SIZES, looked_through, violations
from tests.browser.window import WAIT_MS, Window
from tests.services.held import bring
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
IN_STEP_MS = 8_000
"""A phone is in step within five seconds (its refresh is held to that elsewhere); a busy machine takes its own time on top."""
MEMBERS = "name,on_social\nZoé Tremblay,yes\nKarim Said,yes\n"
GIFTS = "id,contributed_at,amount,status,email\n" + "".join(
    f"c{n},2018-0{1 + n // 15}-{10 + n % 15}T09:00:00-05:00,20.00,counted,p{n}@example.org\n" for n in range(12, 28)
)
"""Sixteen people at 20 $ each: 320 $ of 1 000 $ at half-time, so that a chance can be told."""
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def room(chromium: BrowserContext, written_server: Server, store: Store) -> Iterator[Window]:
    """The presenter's window on a campaign with two members, in English; an evening left by another test is ended."""
    bring(store, {"members": MEMBERS, "contributions": GIFTS}, settings=INVENTED)
    end(store, campaigns(store)[0].id, at=shown_as_of(store))
    window = Window(chromium, written_server, height=900)
    window.go("/evening?lang=en")
    yield window
    window.close()


@pytest.fixture
def phone(chromium: BrowserContext, room: Window) -> Iterator[Page]:
    """A phone that follows."""
    with closing(chromium.new_page()) as page:
        page.set_viewport_size(PHONE)
        yield page


def shown_as_of(store: Store) -> datetime:
    """The instant at which the demonstration's clock stands."""
    instant = open_campaign(store).campaign.shown_as_of
    assert instant is not None
    return instant


def test_an_evening_from_its_first_step_to_the_plan(room: Window, phone: Page) -> None:
    phone.goto(f"{room.url}/suivre?lang=en")
    expect(phone.get_by_role("heading")).to_contain_text("has not begun yet")
    room.press("Lead the evening")
    room.press("Phones")
    room.page.get_by_text("Phones may follow").click()
    room.see("Phones cannot reach this address")
    room.page.keyboard.press("Escape")
    for title in ("What worked", "What is missing", "Levers"):
        room.page.get_by_role("button", name="Next").click()
        expect(room.page.get_by_role("heading", level=2, name=title)).to_be_attached(timeout=WAIT_MS)
        expect(phone.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=WAIT_MS)
    room.settle()
    each = room.page.get_by_label("Contributors that each one brings")
    each.fill("2")
    each.press("Tab")
    room.see("Members who bring people: 2 × 2 × $20.00 = $80, by the closing.")
    expect(phone.get_by_text("2 × 2 × $20.00 = $80")).to_be_visible(timeout=WAIT_MS)
    assert "each=2" in room.page.url
    room.page.get_by_role("button", name="5. Commitments").click()
    for who, what in (("Zoé Tremblay", "Appeler dix proches"), ("Karim Said", "Écrire la prochaine infolettre")):
        take_on(room, who, what)
    expect(phone.get_by_text("Écrire la prochaine infolettre")).to_be_visible(timeout=WAIT_MS)
    assert "Zoé" not in phone.content()
    expect(phone.get_by_text("commitments, by 2 people")).to_be_visible()
    room.turn_to("Calendar")
    for what in ("Appeler dix proches", "Écrire la prochaine infolettre"):
        room.see(what)


def take_on(room: Window, who: str, what: str) -> None:
    """Fill the form in by its labels and send it."""
    room.settle()
    room.page.get_by_label("Who (a name, no e-mail address)").fill(who)
    room.page.get_by_label("What", exact=True).fill(what)
    room.page.get_by_text("It is a communication responsibility of this member").click()
    room.press("Take it on")
    room.see(f"{who} takes it on by")


def test_a_phone_is_in_step_within_one_refresh(room: Window, phone: Page, store: Store) -> None:
    campaign_id, at = campaigns(store)[0].id, shown_as_of(store)
    begin(store, campaign_id, at=at)
    phone.goto(f"{room.url}/suivre?lang=en")
    for step, title in ((2, "What worked"), (5, "Commitments"), (1, "Where we stand")):
        move_to(store, campaign_id, step, {}, at=at)
        expect(phone.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=IN_STEP_MS)


def test_the_arrow_keys_turn_the_steps_and_leave_the_fields_alone(room: Window) -> None:
    page = room.page
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=2, name="What worked")).to_be_attached(timeout=WAIT_MS)
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=2, name="Where we stand")).to_be_attached(timeout=WAIT_MS)
    room.go("/evening?lang=en&step=4")
    page.get_by_label("Contributors in one day").focus()
    page.keyboard.press("ArrowRight")
    room.settle()
    assert "step=4" in page.url


def test_the_keyboard_alone_leads_begins_and_turns(room: Window) -> None:
    page = room.page
    focus_by_tab(page, "Lead the evening")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Phones")).to_be_visible(timeout=WAIT_MS)
    focus_by_tab(page, "3. What is missing")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=2, name="What is missing")).to_be_attached(timeout=WAIT_MS)


def focus_by_tab(page: Page, name: str) -> None:
    """Tab until the button of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText?.trim() ?? ''").startswith(name):
            return
    raise AssertionError(f"{name} was not reached")


def test_each_step_fits_the_projected_picture(room: Window) -> None:
    room.press("Lead the evening")
    room.page.get_by_role("button", name="Phones").wait_for()
    over = "(() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollHeight - main.clientHeight; })()"
    for step in (5, 4, 3, 2, 1):
        room.page.get_by_role("button", name=f"{step}. ").click()
        expect(room.page.locator(f"#evening-{step}")).to_be_attached(timeout=WAIT_MS)
        room.settle()
        assert room.page.evaluate(over) <= 0, f"step {step}"


def test_at_twice_the_size_it_still_reads_without_scrolling_sideways(room: Window) -> None:
    room.page.set_viewport_size({"width": 640, "height": 450})  # a window of 1280 × 900 at 200 %
    room.go("/evening?lang=en&step=4")
    assert room.page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(room.page.get_by_role("button", name="Previous")).to_be_visible()


@pytest.mark.parametrize("step", [2, 3, 4, 5])
def test_nobody_is_kept_out_of_a_step(opened: Callable[..., Window], step: int) -> None:
    assert looked_through(opened(f"/evening?lang=fr&step={step}&each=2"), [SIZES[step % 2]]) == {}


def test_nobody_is_kept_out_of_what_a_phone_follows(room: Window, phone: Page, store: Store) -> None:
    campaign_id, at = campaigns(store)[0].id, shown_as_of(store)
    begin(store, campaign_id, at=at)
    for step in range(1, 6):
        move_to(store, campaign_id, step, {"each": "2"}, at=at)
        phone.goto(f"{room.url}/suivre?lang=fr")
        phone.wait_for_selector(".following")
        assert violations(phone) == []
