"""A back-up taken and brought back from the page, by whoever typed the word."""

from __future__ import annotations

import re

import pytest

from lib.store.campaigns import campaigns
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.browser.window import Window
from tests.store.builders import contribution, put
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_back_up_is_taken_and_brought_back_once_the_word_is_typed(data_page: Window, store: Store, written_server: Server) -> None:
    data_page.press("Back up now")
    data_page.see(re.compile("Last good back-up: "))
    (campaign,) = campaigns(store)
    before = len(list(rows(store, campaign.id, "contributions")))
    put(store, campaign.id, contributions=[contribution("late", "2018-02-20 09:00", 5)])
    data_page.go("/data?lang=en")  # the page as it is after what somebody else has written
    data_page.page.get_by_text("Bring a back-up back").click()
    data_page.press("Restore this back-up")
    data_page.see("Nothing was changed: type RESTORE in the box first.")
    assert len(list(rows(store, campaign.id, "contributions"))) == before + 1
    data_page.page.get_by_label("To confirm, type RESTORE").fill("restore")
    data_page.page.keyboard.press("Tab")
    data_page.settle()
    data_page.press("Restore this back-up")
    data_page.see(re.compile(r"The back-up \S+-v\d+\.(db|dump) is back\. What was there before is kept as (campaign-|set_aside_)"))
    assert len(list(rows(store, campaign.id, "contributions"))) == before
    files = 2 if store.dialect == "sqlite" else 1  # a server keeps what was there before beside it, in a schema
    assert len(list((written_server.log.parent / "backups").glob("*-v*.d*"))) == files
