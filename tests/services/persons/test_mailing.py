"""The mailing list: who agreed, who is left out and why, worked out by hand."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.campaign.consent import Standing
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.persons.erasing import erase
from lib.services.persons.mailing import Addressee, ListCounts, MailingList, consent_counts, list_counts, mailing_list
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with

CONTRIBUTIONS = """\
id,contributed_at,amount,status,name,email,platform_user
c1,2018-01-20T09:00:00-05:00,60.00,counted,Ana Roy,ana@example.org,
c2,2018-01-25T12:00:00-05:00,30.00,counted,Bo Côté,bo@example.org,
c3,2018-02-10T20:00:00-05:00,10.00,counted,Ana Roy-Gagné,ANA@example.org,
c4,2018-02-11T20:00:00-05:00,10.00,counted,Cyr Gagné,cyr@example.org,
c5,2018-02-12T20:00:00-05:00,10.00,counted,Dée,,dee
c6,2018-02-13T20:00:00-05:00,10.00,counted,Dée,,dee
c7,2018-02-14T20:00:00-05:00,10.00,pending,,,
"""
CONSENTS = """\
email,consented_on,source,withdrawn_on
 Ana@Example.org,2018-01-20,formulaire,
bo@example.org,2018-01-25,formulaire,2018-02-20
eve@example.org,2018-02-23,soirée,
fil@example.org,2018-03-09,soirée,
"""
"""Ana agreed; Bo took it back; Eve agreed at an evening and never gave; Fil's day is to come; nobody asked Cyr."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def listed(store: Store, at: datetime = AT) -> MailingList:
    """The list, whose counts are those that a page says without reading anybody's address."""
    opened = open_campaign(store)
    found = mailing_list(store, opened, at)
    assert list_counts(store, opened, at) == found.counts
    return found


def test_only_those_whose_consent_is_in_force_are_in_it(store: Store) -> None:
    opened_with(store, contributions=CONTRIBUTIONS, consents=CONSENTS)
    found = listed(store)
    assert found.people == (Addressee("Ana Roy-Gagné", "ANA@example.org"), Addressee(None, "eve@example.org"))
    assert found.counts.left_out == {Standing.NEVER: 1, Standing.WITHDRAWN: 1, Standing.NOT_YET: 1}
    assert found.counts.without_email == 2


def test_who_only_shared_or_came_first_counts_and_who_was_erased_does_not(store: Store) -> None:
    """Ana and Bo of the contributions, Gil and Hal of the other tables; Cyr and Ida are gone."""
    reshares = "email,shared_at\ngil@example.org,2018-02-01T09:00:00-05:00\nida@example.org,2018-02-01T09:00:00-05:00\n"
    first_day = "name,email,identified_on\nHal,HAL@example.org,2018-01-10\nAna,ana@example.org,2018-01-10\n"
    opened_with(store, contributions=CONTRIBUTIONS, reshares=reshares, first_day=first_day)
    for email in ("cyr@example.org", "ida@example.org"):
        erase(store, [open_campaign(store)], email, at=AT, who="maude")
    assert listed(store).counts == ListCounts(0, {Standing.NEVER: 4}, 2)


def test_how_many_are_left_out_is_said_with_the_reason(store: Store) -> None:
    opened_with(store, contributions=CONTRIBUTIONS, consents=CONSENTS)
    said = [Translator(ENGLISH).sentence(each) for each in listed(store).counts.sentences]
    assert said == [
        "2 people agreed to be written to.",
        "1 person is left out: no consent is noted.",
        "1 person is left out: the consent was withdrawn.",
        "1 person is left out: the day of the consent is still to come.",
        "2 people are left out: no e-mail is known.",
    ]


def test_a_consent_counts_from_the_campaign_s_own_midnight(store: Store) -> None:
    """The 9th begins in Toronto at 5 h UTC."""
    opened_with(store, consents=CONSENTS)
    before, after = datetime(2018, 3, 9, 4, 59, tzinfo=UTC), datetime(2018, 3, 9, 5, 0, tzinfo=UTC)
    assert "fil@example.org" not in {each.email for each in listed(store, before).people}
    assert "fil@example.org" in {each.email for each in listed(store, after).people}


def test_without_any_consent_nobody_is_in_it(store: Store) -> None:
    opened_with(store, contributions=CONTRIBUTIONS)
    assert listed(store).people == ()
    assert listed(store).counts.left_out == {Standing.NEVER: 3}


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(store: Store) -> None:
    evil = CONTRIBUTIONS.replace("Ana Roy-Gagné", '"=HYPERLINK(""http://evil.example"",""Ana"")"')
    opened_with(store, contributions=evil, consents=CONSENTS)
    data = listed(store).csv()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["email"] for row in rows] == ["ANA@example.org", "eve@example.org"]
    assert rows[0]["name"].startswith("'=HYPERLINK")


def test_the_page_counts_consents_without_naming_anybody(store: Store) -> None:
    opened = opened_with(store, consents=CONSENTS)
    assert consent_counts(store, opened, AT) == {Standing.IN_FORCE: 2, Standing.WITHDRAWN: 1, Standing.NOT_YET: 1}
