"""When each kind of what tells who somebody is is due to go, and how a campaign says otherwise."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from lib.campaign.errors import SettingsError
from lib.campaign.retention import Retention, months_after
from lib.campaign.settings import campaign
from tests.support.files import SETTINGS

LAST_DAY = date(2018, 3, 16)


def said(text: str) -> Retention:
    return campaign(tomllib.loads(f"{SETTINGS}\n[retention]\n{text}")).retention


@pytest.mark.parametrize(("day", "months", "later"), [
    (date(2018, 3, 16), 12, date(2019, 3, 16)), (date(2018, 1, 31), 1, date(2018, 2, 28)), (date(2016, 2, 29), 12, date(2017, 2, 28)),
    (date(2018, 12, 5), 1, date(2019, 1, 5)), (date(2018, 3, 16), 0, date(2018, 3, 16)), (date(2018, 11, 30), 27, date(2021, 2, 28)),
])  # fmt: skip
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_without_a_word_contacts_go_after_a_year_and_pseudonyms_after_two() -> None:
    assert campaign(tomllib.loads(SETTINGS)).retention == Retention()
    kept = Retention()
    assert kept.contacts_due_on(LAST_DAY) == date(2019, 3, 16)
    assert kept.pseudonyms_due_on(LAST_DAY) == date(2020, 3, 16)
    assert kept.incident_due_on(date(2018, 2, 10)) == date(2023, 2, 10)


def test_what_imports_left_behind_goes_thirty_days_after_the_last_reward_or_with_the_contacts() -> None:
    assert said("rewards_delivered_on = 2018-06-01").raw_due_on(LAST_DAY) == date(2018, 7, 1)
    assert Retention().raw_due_on(LAST_DAY) == date(2019, 3, 16)
    assert said("rewards_delivered_on = 2020-01-01").raw_due_on(LAST_DAY) == date(2019, 3, 16)


def test_pseudonyms_never_go_before_the_contacts_that_they_stand_for() -> None:
    assert said("contacts_months = 36").pseudonyms_due_on(LAST_DAY) == date(2021, 3, 16)


def test_a_campaign_says_how_long_each_is_kept() -> None:
    text = 'rewards_delivered_on = 2018-06-01T20:00:00-04:00\nraw_import_days = 10\ncontacts_months = 6\npseudonyms_months = 7\nincidents_years = 6'
    assert said(text) == Retention(date(2018, 6, 1), 10, 6, 7, 6)


@pytest.mark.parametrize(("text", "sentence"), [
    ("contact_months = 6", "[retention]: “contact_months” is not a setting. Did you mean “contacts_months”?"),
    ("contacts_months = -1", "campaign.toml: “contacts_months” must be a whole number, 0 or more, 1200 at most."),
    ("contacts_months = true", "campaign.toml: “contacts_months” must be a whole number, 0 or more, 1200 at most."),
    ("contacts_months = 6.5", "campaign.toml: “contacts_months” must be a whole number, 0 or more, 1200 at most."),
    ("contacts_months = 99999", "campaign.toml: “contacts_months” must be a whole number, 0 or more, 1200 at most."),
    ("incidents_years = 4", "campaign.toml: “incidents_years” must be a whole number, 5 or more, 1200 at most."),
    ('rewards_delivered_on = "soon"', "campaign.toml: “rewards_delivered_on” must be a date such as 2018-01-20"),
])  # fmt: skip
def test_what_cannot_be_a_period_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        said(text)
    told = refused.value.message
    assert (told.text % dict(told.params)).startswith(sentence)


def test_retention_that_is_no_block_is_refused() -> None:
    with pytest.raises(SettingsError):
        campaign(tomllib.loads(f"retention = 12\n{SETTINGS}"))
