"""What is held about a person, told whole; and a person taken out, while the figures stay to the cent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.errors import UseError
from lib.campaign.tables import TABLES
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.edits.editing import Edit, rows_to_edit, save
from lib.services.leaving.downloads import COUNTER, Download
from lib.services.persons.erasing import erase
from lib.services.persons.mailing import mailing_list
from lib.services.persons.person_json import access_json
from lib.services.persons.persons import address, held_about
from lib.services.persons.privacy_log import noted
from lib.services.reports.reporting import figures_json
from lib.services.safekeeping.backups import shelf, take
from lib.services.safekeeping.verifying import discrepancies
from lib.services.shared_values import shared
from lib.services.viewing import view
from lib.store.changes.journal import journal
from lib.store.engine import Store
from lib.store.kept import keep, kept
from lib.store.queries.lists import rows
from tests.services.held import AT, bring, empty_store
from tests.support.files import SETTINGS
from tests.support.stores import store_address

CONTRIBUTIONS = """\
id,contributed_at,amount,status,name,email,platform_user,note,source
c1,2018-01-20T09:00:00-05:00,60.00,counted,Ana Quatorze,ana@example.org,u-14,Bravo de Quatorze!,direct
c2,2018-01-25T12:00:00-05:00,30.00,counted,Bo Côté,bo@example.org,,,direct
c3,2018-02-10T20:00:00-05:00,10.00,counted,Ana Quatorze,ANA@Example.org,u-14,,direct
c4,2018-02-11T20:00:00-05:00,5.00,counted,Susana Roy,susana@example.org,,,direct
"""
"""105.00 gross by three people; Ana gave twice."""
RESHARES = "shared_at,contribution_id,email,platform,url,evidence\n2018-02-01T10:00:00-05:00,,Ana@example.org,facebook,https://social.example/ana-quatorze,seen\n"
FIRST_DAY = "name,email,identified_on,contribution_id\nAna Quatorze,ana@example.org,2018-01-12,c1\n"
CONSENTS = "email,consented_on,source,withdrawn_on\nana@example.org,2018-01-20,formulaire,\nbo@example.org,2018-01-25,formulaire,\n"
TASKS = "id,name,starts_on,owner\nt1,Écrire à ana@example.org,2018-02-01,Maude\n"
FILES = {"contributions": CONTRIBUTIONS, "reshares": RESHARES, "first_day": FIRST_DAY, "consents": CONSENTS, "tasks": TASKS}
TRACES = ("ana@example.org", "quatorze", "u-14", "bravo")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "store.db"))
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    opened = empty_store(tmp_path)
    bring(opened, FILES)
    yield opened
    opened.close()


def told(store: Store, email: str = "ana@example.org") -> Any:
    found = access_json(store, [open_campaign(store)], email, AT, Translator(ENGLISH))
    return None if found is None else json.loads(found)


def figures(store: Store) -> Any:
    opened = open_campaign(store)
    said = figures_json(view(store, opened, opened.campaign.period.closes_at), None, Translator(ENGLISH))
    return json.loads(json.dumps(said))


def everything(store: Store) -> str:
    """All that can be read of the campaign."""
    opened = open_campaign(store)
    cells = [str(list(row.values())) for table in TABLES for row in rows(store, opened.id, table.name)]
    return "\n".join([*cells, *map(str, journal(store, opened.id, limit=10_000))]).casefold()


def traces(store: Store) -> list[str]:
    """What is left of Ana, but for the task that was typed by somebody about their own work; Susana is somebody else."""
    left = everything(store).replace("écrire à ana@example.org", "").replace("susana@example.org", "")
    return [trace for trace in TRACES if trace in left]


@pytest.mark.parametrize("typed", ["ana@example.org", "  ANA@EXAMPLE.ORG ", "Ana@Example.Org\n"])
def test_neither_case_nor_blanks_of_the_address_matter(store: Store, typed: str) -> None:
    assert told(store, typed) == told(store)


def test_every_row_about_the_person_is_told_with_where_it_came_from(store: Store) -> None:
    (campaign,) = told(store)["campaigns"]
    assert [(row["table"], row["values"].get("id")) for row in campaign["rows"]] == [
        ("contributions", "c1"), ("contributions", "c3"), ("reshares", None), ("first_day", None), ("consents", None)]  # fmt: skip
    first = campaign["rows"][0]
    assert first["values"] == {
        "id": "c1", "contributed_at": "2018-01-20T09:00:00-05:00", "amount": "60.00", "status": "counted", "name": "Ana Quatorze",
        "email": "ana@example.org", "platform_user": "u-14", "note": "Bravo de Quatorze!", "source": "direct",
    }  # fmt: skip
    assert first["origin"] == {"how": "import", "import": 1, "source": "folder", "files": ["contributions.csv"], "at": AT.isoformat()}
    assert campaign["consent"] == "in_force"


def test_somebody_whose_address_ends_alike_is_somebody_else(store: Store) -> None:
    assert "susana" not in json.dumps(told(store)).casefold()


def test_words_that_name_the_address_are_told_apart(store: Store) -> None:
    (campaign,) = told(store)["campaigns"]
    assert [(row["table"], row["values"]["name"]) for row in campaign["mentioned_in"]] == [("tasks", "Écrire à ana@example.org")]


def test_what_was_typed_by_hand_and_changed_is_told_from_the_journal(store: Store) -> None:
    opened = open_campaign(store)
    row = next(each for each in rows_to_edit(store, opened, "contributions").rows if each.cells["id"] == "c1")
    save(store, opened, "contributions", [Edit(row, {"name": "Ana Q. Quatorze"})], at=AT, who="maude")
    (campaign,) = told(store)["campaigns"]
    (change,) = campaign["changes"]
    assert (change["before"], change["after"]) == ({"name": "Ana Quatorze"}, {"name": "Ana Q. Quatorze"})
    assert change["how"] == "by hand"
    assert "maude" not in json.dumps(change)


def test_back_ups_that_hold_the_person_are_told_with_the_day_they_go(store: Store, tmp_path: Path) -> None:
    take(store, shelf(store_address(tmp_path / "store.db")), at=AT)
    (copy,) = told(store)["back_ups"]
    assert copy["taken_at"] == "2018-03-01T12:00:00+00:00"
    assert copy["goes_on"] == "2018-03-08"


def test_nobody_is_held_about_an_address_that_is_not_there(store: Store) -> None:
    assert told(store, "nobody@example.org") is None


@pytest.mark.parametrize("typed", ["", "ana", "ana@", "@example.org", "ana example.org", "a@b, c@d"])
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UseError):
        address(typed)


def test_once_erased_the_figures_are_the_same_and_the_person_is_nowhere(store: Store) -> None:
    before, at = figures(store), AT
    receipt = erase(store, [open_campaign(store)], " ANA@example.org", at=at, who="maude")
    assert figures(store) == before
    assert (before["money"]["gross"], before["money"]["contributors"]) == ("105.00", 3)
    assert traces(store) == []
    assert receipt.rows == {"essai": 5}
    held = held_about(store, open_campaign(store), "ana@example.org")
    assert held.count_by_table() == {}
    assert discrepancies(store, thorough=True) == ()


def test_the_receipt_and_what_is_noted_name_nobody(store: Store) -> None:
    receipt = erase(store, [open_campaign(store)], "ana@example.org", at=AT, who="maude")
    said = json.loads(receipt.json())
    assert said["row_count"] == 5
    assert said["erased_at"] == "2018-03-01T12:00:00+00:00"
    assert len(said["sha256"]) == 64
    (entry,) = noted(store, open_campaign(store).id)
    assert (entry.what, entry.counts) == ("erased", {"rows": 5})
    assert [trace for trace in TRACES if trace in (receipt.json() + str(entry)).casefold()] == []


def test_the_same_file_imported_again_does_not_bring_the_person_back(store: Store) -> None:
    before = figures(store)
    erase(store, [open_campaign(store)], "ana@example.org", at=AT, who="maude")
    bring(store, {**FILES, "contributions": CONTRIBUTIONS + "c5,2018-02-12T20:00:00-05:00,7.00,counted,Ana Quatorze,ana@example.org,u-14,,direct\n"})
    assert traces(store) == []
    after = figures(store)
    assert after["money"]["contributors"] == before["money"]["contributors"], "the new gift is the same person's"
    assert discrepancies(store, thorough=True) == ()


def test_the_others_are_still_there(store: Store) -> None:
    erase(store, [open_campaign(store)], "ana@example.org", at=AT, who="maude")
    assert {"bo côté", "susana@example.org"} <= set(re.findall("bo côté|susana@example.org", everything(store)))
    assert [each.email for each in mailing_list(store, open_campaign(store), AT).people] == ["bo@example.org"]


def test_what_memory_holds_for_files_to_come_is_dropped(store: Store) -> None:
    link = COUNTER.token(Download("refused.csv", "text/csv", lambda: b"ana@example.org"))
    shared(("store", 1, 1, "of the past"), lambda: "kept")
    erase(store, [open_campaign(store)], "ana@example.org", at=AT, who="maude")
    assert COUNTER.redeemed(link) is None
    assert shared(("store", 1, 1, "of the past"), lambda: "anew") == "anew"


def test_values_kept_aside_lose_the_address(store: Store) -> None:
    opened = open_campaign(store)
    keep(store, opened.id, "source:sheet", {"refusals": ["row 3: “ana@example.org”"], "ana@example.org": 1}, at=AT)
    assert told(store)["campaigns"][0]["kept_aside"]
    erase(store, [opened], "ana@example.org", at=AT, who="maude")
    assert kept(store, opened.id, "source:sheet") == {"refusals": ["row 3: “…”"], "…": 1}


def test_a_person_of_whom_nothing_is_held_cannot_be_erased(store: Store) -> None:
    with pytest.raises(UseError):
        erase(store, [open_campaign(store)], "nobody@example.org", at=AT, who="maude")


def test_only_the_campaigns_that_are_asked_are_touched(store: Store) -> None:
    bring(store, FILES, settings=SETTINGS.replace("essai", "autre"))
    erase(store, [open_campaign(store, "essai")], "ana@example.org", at=AT, who="maude")
    found = access_json(store, [open_campaign(store, "essai"), open_campaign(store, "autre")], "ana@example.org", AT, Translator(ENGLISH))
    rows_left = {each["campaign"]: len(each["rows"]) for each in json.loads(found or "{}")["campaigns"]}
    assert rows_left["autre"] == 5
    assert rows_left.get("essai", 0) == 0


def test_the_receipt_says_until_when_back_ups_hold_the_person(store: Store, tmp_path: Path) -> None:
    take(store, shelf(store_address(tmp_path / "store.db")), at=AT)
    receipt = erase(store, [open_campaign(store)], "ana@example.org", at=AT, who="maude")
    assert (receipt.back_ups, receipt.back_ups_until) == (1, date(2018, 3, 8))
