"""Tables of other origins: columns are matched once, then remembered; a table may found its own campaign."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.window import WAIT_MS, Window
from tests.support.files import CONTRIBUTIONS, SETTINGS, daily_totals, separated

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HALF_TIME = "2018-02-03T17:00"
DAYS = {"2018-01-20": ("70.0", 3), "2018-01-27": ("300.0", 12), "2018-02-03": ("450.0", 18), "2018-02-12": ("800.0", 30)}
"""Cumulated totals of a campaign of 1 000 $ from 2018-01-20 00:00 to 2018-02-19 00:00, in Toronto."""
LIST = separated(("Quand", "Combien", "Qui"), [("2018-01-21", "40,00", "Ana"), ("2018-01-22", "60,00", "Bo")], ";")


def test_any_other_table_comes_in_once_its_columns_are_matched_and_is_remembered(data_page: Window) -> None:
    data_page.drop_all({"campaign.toml": SETTINGS.encode()})
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see(re.compile("^Imported into"))
    data_page.drop("liste.csv", LIST)
    data_page.see("What does each row of this file hold?")
    data_page.choose("What does each row of this file hold?", "Contributions")
    data_page.press("Choose")
    data_page.settle()
    for column, header in (("Date of the contribution", "Quand"), ("Amount", "Combien"), ("Id", "Qui")):
        data_page.choose(f"{column} (required)", header)
    data_page.page.get_by_role("textbox", name="… or the same for every row: Status").fill("counted")
    data_page.press("Use these columns")
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see("Imported into “Essai”: 2 new, 0 changed, 0 known already, 0 refused.")
    again = LIST + b"2018-01-23;5,00;Cy\r\n"
    data_page.drop("suite.csv", again)
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see("Imported into “Essai”: 1 new, 0 changed, 2 known already, 0 refused.")
    data_page.turn_to("Overview")
    assert data_page.figure == "$97.96"  # 105.00 less 7.04


def test_daily_totals_found_their_campaign_from_their_own_columns_and_are_shown(data_page: Window) -> None:
    data_page.drop("a-real-campaign.csv", daily_totals(DAYS))
    data_page.see(re.compile("This file also describes a campaign"))
    expect(data_page.page.get_by_role("textbox", name="Goal")).to_have_value("1000")
    expect(data_page.page.get_by_role("textbox", name=re.compile("^Currency"))).to_have_value("CAD")
    data_page.press("Set this campaign up")
    data_page.see("What does each row of this file hold?")
    expect(data_page.page.get_by_text("This file also describes a campaign")).to_have_count(0, timeout=WAIT_MS)
    data_page.press("Use these columns")
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see(re.compile("4 new, 0 changed, 0 known already, 0 refused"))
    data_page.go(f"/?lang=en&as_of={HALF_TIME}")
    assert data_page.figure == "$419.85"  # 450.00 less 30.15
    data_page.see("From the platform’s own total: the contributions themselves are not imported.")
    data_page.go("/contributions?lang=en")
    data_page.see("Only the platform’s total is known: $800.00")


def test_a_table_that_describes_a_campaign_can_join_the_open_one(data_page: Window) -> None:
    data_page.drop_all({"campaign.toml": SETTINGS.encode(), "contributions.csv": CONTRIBUTIONS.encode()})
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see(re.compile("^Imported into"))
    data_page.drop("totals.csv", daily_totals(DAYS))
    data_page.see(re.compile("otherwise its rows go to “Essai”"))
    data_page.press("Use these columns")
    data_page.page.get_by_role("button", name="Import", exact=True).wait_for()
    data_page.press("Import")
    data_page.see("Imported into “Essai”: 4 new, 0 changed, 0 known already, 0 refused.")
    data_page.turn_to("Overview")
    data_page.see(re.compile("the platform says \\$700.00 more"))
