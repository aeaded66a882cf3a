"""A browser's window that waits for the page to be drawn, and remembers what a good page never does."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response, expect

from tests.support.server import Server

DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.getAttribute('data-test-script-state') === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]')
    && !document.querySelector('[data-stale="true"]')
    && document.querySelector('.cd-mount h1, [data-testid="stAlert"]')
    && [...document.querySelectorAll('.cd-mount')].every(place => place.dataset.drawn !== undefined);
}"""
WAIT_MS = 30_000


_IDLE: list[Page] = []
"""Pages that tests are done with: loading in one that is open takes half the time of opening another."""


class Window:
    """One window on a server; `faults` is what was seen that no page should do."""

    def __init__(self, chromium: BrowserContext, server: Server, *, width: int = 1440, height: int = 1000,
                 scheme: Literal["light", "dark"] = "light") -> None:  # fmt: skip
        self.url, self._log = server.url, server.log
        self._logged_before = self._log.stat().st_size
        self.page = _IDLE.pop() if _IDLE else chromium.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_default_timeout(WAIT_MS)
        self.faults: list[str] = []
        self.expected_faults: list[str] = []
        self.requested: list[str] = []
        self._heard = {"console": self._said, "pageerror": self._erred, "request": self._requested, "response": self._answered}
        for event, hear in self._heard.items():
            self.page.on(event, hear)  # type: ignore[call-overload]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text}")

    def _erred(self, error: Error) -> None:
        self._note(f"script: {error}")

    def _note(self, fault: str) -> None:
        self.faults.append(fault)

    def _requested(self, request: Request) -> None:
        self.requested.append(request.url)
        if not request.url.startswith((self.url, "data:", f"blob:{self.url}")):
            self._note(f"another host was asked: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._note(f"{response.status}: {response.url}")

    def go(self, address: str) -> None:
        """Open an address of the server and wait for the page; in front, since a tab behind others is drawn seldom."""
        self.page.bring_to_front()
        self.page.goto(self.url + address)
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and everything is drawn."""
        self.page.wait_for_function(DRAWN, timeout=WAIT_MS)

    def see(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until a text is on the page."""
        found = self.page.get_by_text(text).first
        expect(found).to_be_visible(timeout=WAIT_MS)
        return found

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()

    def choose(self, label: str, option: str) -> None:
        """Choose in a list, by its label and the option's words."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def turn_to(self, title: str) -> None:
        """Go to another page by the top menu."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
        expect(self.page.locator("h1")).to_have_text(title, timeout=WAIT_MS)
        self.settle()

    def drop(self, name: str, data: bytes) -> None:
        """Give a file to the page, as if it were dropped on it."""
        self.drop_all({name: data})

    def drop_all(self, files: dict[str, bytes]) -> None:
        """Give several files at once."""
        self.settle()
        payload = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files.items()]
        self.page.locator('input[type="file"]').set_input_files(payload)

    @property
    def words(self) -> str:
        """Everything that can be read on the page, without the names that icons are drawn from."""
        icons = set(self.page.get_by_test_id("stIconMaterial").all_inner_texts())
        lines = self.page.locator("body").inner_text().splitlines()
        return "\n".join(line for line in lines if line.strip() not in icons)

    @property
    def figure(self) -> str:
        """The one number of the overview."""
        return self.page.locator(".cd-hero-figure").inner_text()

    def check(self) -> None:
        """Raise what is wrong with the page as it stands, and with all that was seen on the way, the server's log included."""
        logged = self._log.read_bytes()[self._logged_before :].decode(errors="replace")
        assert "Traceback" not in logged, logged[-3000:]
        assert self.page.get_by_test_id("stException").count() == 0
        words = self.words
        assert "%(" not in words
        assert "Traceback" not in words
        unexpected = [fault for fault in self.faults if not any(expected in fault for expected in self.expected_faults)]
        assert unexpected == []
        assert not [url for url in self.requested if url.startswith(f"{self.url}/media/")]

    def close(self) -> None:
        """Check a last time, then leave."""
        try:
            self.check()
        finally:
            for event, hear in self._heard.items():
                self.page.remove_listener(event, hear)
            self.page.goto("about:blank")
            _IDLE.append(self.page)
