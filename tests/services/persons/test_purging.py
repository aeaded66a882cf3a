"""What is due to go by the retention periods: said, done, done again; figures to the cent, worked out by hand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.message import say
from lib.campaign.tables import TABLES
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.edits.editing import Edit, rows_to_edit, save
from lib.services.persons.mailing import mailing_list
from lib.services.persons.persons import held_about
from lib.services.persons.privacy_log import noted
from lib.services.persons.purging import WITHDRAWN, Due, plan, purge
from lib.services.reports.reporting import figures_json
from lib.services.safekeeping.verifying import discrepancies
from lib.services.syncs.source_states import SourceState, keep_state, state_of
from lib.services.viewing import view
from lib.sources.network.spool import PREFIX
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.services.held import AT, bring, empty_store
from tests.services.persons.test_persons import CONSENTS, CONTRIBUTIONS, FIRST_DAY, RESHARES
from tests.support.files import SETTINGS
from tests.support.stores import store_address

INCIDENTS = """\
id,happened_on,known_on,data_concerned,circumstances,persons
i1,2013-01-01,2013-01-02,Courriels,Envoi en copie visible,6
i2,2018-02-05,2018-02-06,Courriels,Envoi en copie visible,3
"""
FILES = {
    "contributions": CONTRIBUTIONS, "reshares": RESHARES, "first_day": FIRST_DAY, "incidents": INCIDENTS,
    "consents": CONSENTS + "susana@example.org,2018-02-11,soirée,2018-02-20\n",
}  # fmt: skip
"""Ana and Bo agreed, Susana took it back; nobody else is there."""
DELIVERED = SETTINGS + "\n[retention]\nrewards_delivered_on = 2018-06-01\n"
DURING, OVER = datetime(2018, 3, 10, 12, tzinfo=UTC), datetime(2018, 3, 20, 12, tzinfo=UTC)
YEAR, TWO_YEARS = datetime(2019, 3, 16, 12, tzinfo=UTC), datetime(2020, 3, 16, 12, tzinfo=UTC)
"""The campaign's last day is 2018-03-16: at noon of these days a year and two have gone by."""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "store.db"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = empty_store(tmp_path)
    bring(opened, FILES)
    yield opened
    opened.close()


def due(store: Store, kind: str, at: datetime) -> Due:
    return next(each for each in plan(store, open_campaign(store), at) if each.kind == kind)


def purged(store: Store, at: datetime) -> Mapping[str, int]:
    return purge(store, open_campaign(store), at, "maude")


def figures(store: Store) -> Any:
    opened = open_campaign(store)
    return json.dumps(figures_json(view(store, opened, opened.campaign.period.closes_at), None, Translator(ENGLISH)))


def everything(store: Store) -> str:
    opened = open_campaign(store)
    cells = [str(list(row.values())) for table in TABLES for row in rows(store, opened.id, table.name)]
    return "\n".join([*cells, *map(str, journal(store, opened.id, limit=10_000))]).casefold()


def without_consents(store: Store) -> None:
    """Nobody agreed to anything."""
    opened = open_campaign(store)
    removed = [Edit(row, {}, removed=True) for row in rows_to_edit(store, opened, "consents").rows]
    save(store, opened, "consents", removed, at=AT, who="maude")


def test_a_plan_writes_nothing(store: Store) -> None:
    before = (open_campaign(store).revision, everything(store))
    assert any(each.goes for each in plan(store, open_campaign(store), TWO_YEARS))
    assert (open_campaign(store).revision, everything(store)) == before


def test_before_their_day_contacts_stay(store: Store) -> None:
    found = due(store, "contacts", YEAR - timedelta(days=1))
    assert (found.due_on, found.is_due, found.goes) == (date(2019, 3, 16), False, 0)
    purged(store, OVER)
    assert "quatorze" in everything(store)


def test_after_a_year_contacts_go_save_those_of_who_agreed(store: Store) -> None:
    before = figures(store)
    found = due(store, "contacts", YEAR)
    assert (found.is_due, found.kept) == (True, 2)
    purged(store, YEAR)
    left = everything(store)
    assert "susana" not in left
    assert "bravo" not in left, "what somebody wrote is not needed to write to them"
    assert [each.email for each in mailing_list(store, open_campaign(store), YEAR).people] == ["ANA@Example.org", "bo@example.org"]
    assert {each.name for each in mailing_list(store, open_campaign(store), YEAR).people} == {"Ana Quatorze", "Bo Côté"}
    assert figures(store) == before
    assert discrepancies(store, thorough=True) == ()


def test_without_any_consent_nobody_is_left_and_the_figures_are_the_same_to_the_cent(store: Store) -> None:
    before = figures(store)
    without_consents(store)
    purged(store, YEAR)
    left = everything(store)
    assert [name for name in ("ana@", "quatorze", "côté", "susana", "u-14", "bravo", "social.example") if name in left] == []
    assert figures(store) == before
    assert '"gross": "105.00"' in before


def test_a_consent_taken_back_goes_once_the_campaign_is_over_and_not_before(store: Store) -> None:
    assert due(store, WITHDRAWN, DURING) == Due(WITHDRAWN, 1, None, False)
    assert due(store, WITHDRAWN, OVER) == Due(WITHDRAWN, 1, None, True)
    before = figures(store)
    assert purged(store, OVER) == {WITHDRAWN: 1, "incidents": 1}
    assert "susana" not in everything(store)
    assert held_about(store, open_campaign(store), "bo@example.org").count_by_table() == {"contributions": 1, "consents": 1}
    assert figures(store) == before


def test_purging_again_changes_nothing(store: Store) -> None:
    for at in (OVER, YEAR, TWO_YEARS):
        if at is TWO_YEARS:
            without_consents(store)
        assert purged(store, at)
        revision, left = open_campaign(store).revision, everything(store)
        assert purged(store, at) == {}
        assert (open_campaign(store).revision, everything(store)) == (revision, left)


def test_pseudonyms_wait_for_the_last_value_then_lose_what_ties_them(store: Store) -> None:
    assert due(store, "pseudonyms", TWO_YEARS).waits == say("They go once no name and no e-mail is left.")
    without_consents(store)
    before = figures(store)
    assert due(store, "pseudonyms", YEAR).is_due is False
    found = due(store, "pseudonyms", TWO_YEARS)
    assert (found.count, found.goes) == (3, 3)
    purged(store, TWO_YEARS)
    assert due(store, "pseudonyms", TWO_YEARS).count == 0
    assert held_about(store, open_campaign(store), "ana@example.org").is_empty
    assert figures(store) == before
    assert discrepancies(store, thorough=True) == ()


def test_a_file_imported_after_the_purge_brings_no_contact_back(store: Store) -> None:
    without_consents(store)
    purged(store, YEAR)
    bring(store, {"contributions": CONTRIBUTIONS})
    assert [name for name in ("ana@example.org", "quatorze", "côté", "susana", "bravo") if name in everything(store)] == []


def test_what_imports_and_edits_left_behind_goes_thirty_days_after_the_last_reward(store: Store, tmp_path: Path) -> None:
    bring(store, {}, settings=DELIVERED)
    opened = open_campaign(store)
    row = next(each for each in rows_to_edit(store, opened, "contributions").rows if each.cells["id"] == "c1")
    save(store, opened, "contributions", [Edit(row, {"name": "Anne Treize", "reward": "affiche"})], at=AT, who="maude")
    keep_state(store, opened.id, SourceState("sheet", refusals=(say("Refused"),)), at=AT)
    old = tmp_path / f"{PREFIX}old"
    old.mkdir()
    os.utime(old, (AT.timestamp(), AT.timestamp()))
    on = datetime(2018, 7, 1, 12, tzinfo=UTC)
    assert due(store, "raw", on - timedelta(days=1)).is_due is False
    assert due(store, "raw", on) == Due("raw", 3, date(2018, 7, 1), True)
    before = figures(store)
    assert purged(store, on)["raw"] == 3
    entry = next(each for each in journal(store, opened.id, table="contributions", row_pk=row.pk))
    assert (entry.before, entry.after) == ({"reward": None}, {"reward": "affiche"})
    assert state_of(store, opened.id, "sheet").refusals == ()
    assert not old.exists()
    assert figures(store) == before
    assert discrepancies(store, thorough=True) == ()
    assert due(store, "raw", on).count == 0


def test_an_incident_leaves_the_register_five_years_after_it_was_known_not_before(store: Store) -> None:
    """The first was known on 2013-01-02: 2018-01-02 has passed."""
    assert due(store, "incidents", OVER) == Due("incidents", 1, date(2018, 1, 2), True)
    purged(store, OVER)
    assert [row["id"] for row in rows(store, open_campaign(store).id, "incidents")] == ["i2"]
    assert due(store, "incidents", OVER) == Due("incidents", 1, date(2023, 2, 6), False)
    assert "copie visible" not in str(journal(store, open_campaign(store).id, table="incidents"))


def test_what_is_noted_of_it_holds_counts_and_nobody(store: Store) -> None:
    purged(store, OVER)
    said = str(noted(store, open_campaign(store).id)).casefold()
    assert "withdrawn" in said
    assert [name for name in ("ana", "susana", "maude") if name in said] == []
