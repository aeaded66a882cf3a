"""An older back-up comes back and the people who were erased since do not, on either database; figures stay to the cent."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.campaign.errors import KeyMissing
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.environment import database_url
from lib.services.persons.erasing import erase
from lib.services.persons.persons import held_about
from lib.services.persons.privacy_log import noted
from lib.services.persons.purging import purge
from lib.services.safekeeping.backups import BackUp, shelf, take
from lib.services.safekeeping.restoring import Restored, erase_again_at_start, restore
from lib.services.safekeeping.verifying import discrepancies
from lib.services.stores import current_store, forget_store
from lib.store.engine import sqlite_path
from lib.store.kept import keep, kept
from lib.store.people.encryption import encrypt
from lib.store.people.erasures import erasure_marks
from lib.store.people.keys import new_key
from tests.services.held import AT, bring
from tests.services.persons.test_persons import FILES, everything, figures, traces
from tests.support.postgres import Cluster, programs

ANA, BO, SUSANA = "ana@example.org", "bo@example.org", "susana@example.org"
DAY = timedelta(days=1)
A_FILE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""What a server has nothing of."""


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with Ana's, Bo's and Susana's gifts, named by the environment; where its back-ups are."""
    monkeypatch.setenv("PATH", str(programs()), prepend=":")
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    monkeypatch.delenv("PERSONAL_KEY", raising=False)
    server: Cluster | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    url = server.new_database() if server is not None else f"sqlite:///{tmp_path}/store.db"
    monkeypatch.setenv("DATABASE_URL", url)
    bring(current_store(), FILES)
    yield tmp_path / "backups"
    forget_store(url)
    if server is not None:
        server.drop(url)


def backed_up() -> BackUp:
    return take(current_store(), shelf(database_url()), at=AT).back_up


def erased(email: str = ANA) -> None:
    store = current_store()
    erase(store, [open_campaign(store)], email, at=AT, who="maude")


def back(taken: BackUp, days: int = 1) -> Restored:
    return restore(taken.path, at=AT + days * DAY, who="maude")


def held_of(email: str) -> int:
    store = current_store()
    return sum(held_about(store, open_campaign(store), email).count_by_table().values())


def said(restored: Restored) -> list[str]:
    return [Translator(ENGLISH).sentence(each) for each in restored.sentences]


def lines(place: Path) -> list[dict[str, Any]]:
    (path,) = place.glob("*-erased.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def test_who_was_erased_after_the_back_up_is_not_in_what_comes_back(place: Path) -> None:
    before, taken = figures(current_store()), backed_up()
    erased()
    restored = back(taken)
    assert traces(current_store()) == []
    assert figures(current_store()) == before
    assert (before["money"]["gross"], before["money"]["contributors"]) == ("105.00", 3)
    assert discrepancies(current_store(), thorough=True) == ()
    assert said(restored) == ["1 person who had been erased since was in it, and was erased from it again."]
    assert held_of(BO) > 0, "the others are there"


def test_several_people_are_counted_and_an_import_of_the_same_file_brings_none_back(place: Path) -> None:
    taken = backed_up()
    erased()
    erased(SUSANA)
    assert back(taken).again.people == 2
    bring(current_store(), FILES)
    assert [held_of(each) for each in (ANA, SUSANA)] == [0, 0]
    assert traces(current_store()) == []


def test_a_back_up_from_before_the_persons_gift_does_not_let_a_later_import_bring_them_back(place: Path) -> None:
    bring(current_store(), {"contributions": FILES["contributions"].replace("\n", "\nc0,2018-01-20T09:00:00-05:00,1.00,counted,Zoé,zoe@example.org,,,direct\n", 1)})
    taken = backed_up()
    bring(current_store(), {"contributions": FILES["contributions"] + "c9,2018-02-20T09:00:00-05:00,8.00,counted,Yan,yan@example.org,,,direct\n"})
    erased("yan@example.org")
    assert back(taken).again.people == 0, "Yan is not in it"
    bring(current_store(), {"contributions": FILES["contributions"] + "c9,2018-02-20T09:00:00-05:00,8.00,counted,Yan,yan@example.org,,,direct\n"})
    assert held_of("yan@example.org") == 0
    assert "yan@example" not in everything(current_store())


def test_restoring_the_same_again_keeps_them_out_too(place: Path) -> None:
    taken = backed_up()
    erased()
    back(taken)
    back(taken, 2)
    assert traces(current_store()) == []
    assert len([each for each in noted(current_store(), open_campaign(current_store()).id) if each.what == "erased"]) == 1


def test_who_was_erased_before_marks_were_kept_beside_back_ups_is_known_from_the_store_that_goes(place: Path) -> None:
    taken = backed_up()
    erased()
    next(place.glob("*-erased.jsonl")).unlink()
    assert back(taken).again.people == 1
    assert traces(current_store()) == []
    assert len(lines(place)) == 2, "the e-mail and the account, beside the back-ups from then on"


def test_an_address_kept_aside_or_in_a_text_alone_goes_again(place: Path) -> None:
    store, text = current_store(), "écrit à [ana@example.org], deux fois."
    keep(store, open_campaign(store).id, "source:sheet", {"refusals": [text]}, at=AT)
    taken = backed_up()
    erased()
    back(taken)
    store = current_store()
    assert kept(store, open_campaign(store).id, "source:sheet") == {"refusals": ["écrit à […], deux fois."]}


def test_the_file_beside_the_back_ups_names_nobody_and_is_its_owners_alone(place: Path) -> None:
    erased()
    (path,) = place.glob("*-erased.jsonl")
    text = path.read_text().casefold()
    assert [each for each in ("ana", "quatorze", "u-14", "@") if each in text] == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {each["kind"] for each in lines(place)} == {"email", "platform_user"}
    backed_up()
    assert len(lines(place)) == 2, "nothing is written twice"


def test_a_line_that_was_cut_off_hides_none_of_the_others(place: Path) -> None:
    taken = backed_up()
    erased()
    (path,) = place.glob("*-erased.jsonl")
    path.write_text(path.read_text() + '{"campaign": "essai", "pseud')
    erased(SUSANA)
    assert back(taken).again.people == 2


def test_what_a_retention_period_made_go_is_not_taken_for_an_erasure(place: Path) -> None:
    store = current_store()
    purge(store, open_campaign(store), AT + 600 * DAY, "maude")
    assert erasure_marks(store) == ()


def test_with_the_key_people_are_erased_again_from_an_encrypted_back_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = encrypted_back_up(monkeypatch)
    erased()
    assert said(back(taken)) == ["1 person who had been erased since was in it, and was erased from it again."]
    assert traces(current_store()) == []
    assert discrepancies(current_store(), thorough=True) == ()


@pytest.mark.parametrize("other", ["", new_key()], ids=["no key", "another key"])
def test_without_the_key_figures_come_back_and_the_erasure_waits_for_it(place: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    before, taken = figures(current_store()), encrypted_back_up(monkeypatch)
    key = environment_key()
    erased()
    with_key(monkeypatch, other)
    restored = back(taken)
    assert figures(current_store()) == before
    assert restored.again.waiting == 1
    waits, unreadable = said(restored)
    assert waits.startswith("1 person who had been erased since is in it, encrypted.")
    assert unreadable.startswith("People’s names and e-mails in it are encrypted with a key that is not the one set here: figures are there")
    with pytest.raises(KeyMissing):
        held_of(BO)
    with_key(monkeypatch, key)
    assert erase_again_at_start().people == 1
    assert traces(current_store()) == []
    assert held_of(BO) > 0
    assert erase_again_at_start().people == 0


@A_FILE
def test_a_damaged_store_comes_back_without_them_from_the_file_beside_the_back_ups(place: Path) -> None:
    before, taken, path = figures(current_store()), backed_up(), sqlite_path(database_url())
    assert path is not None
    erased()
    forget_store(database_url())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert back(taken).again.people == 1
    assert traces(current_store()) == []
    assert figures(current_store()) == before


@A_FILE
def test_a_folder_of_back_ups_carried_to_another_machine_brings_its_erasures_along(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = backed_up()
    erased()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/new/other.db")
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "new" / "backups"))
    assert back(taken).again.people == 1
    assert traces(current_store()) == []
    forget_store(database_url())


@A_FILE
def test_a_back_up_copied_over_the_database_by_hand_loses_them_at_the_next_start(place: Path) -> None:
    taken, path = backed_up(), sqlite_path(database_url())
    assert path is not None
    erased()
    forget_store(database_url())
    path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    path.write_bytes(taken.path.read_bytes())
    assert erase_again_at_start().people == 1
    assert traces(current_store()) == []


def test_an_erasure_whose_mark_cannot_be_written_is_done_and_says_so(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "file" / "x"))
    store = current_store()
    monkeypatch.setattr("lib.services.persons.erasing.copies", lambda at: ())
    receipt = erase(store, [open_campaign(store)], ANA, at=AT, who="maude")
    assert traces(store) == []
    assert "could not be written beside the back-ups" in Translator(ENGLISH).sentence(receipt.sentences[-1])


def environment_key() -> str:
    import os

    return os.environ["PERSONAL_KEY"]


def with_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("PERSONAL_KEY", key)
    forget_store(database_url())


def encrypted_back_up(monkeypatch: pytest.MonkeyPatch) -> BackUp:
    with_key(monkeypatch, new_key())
    encrypt(current_store())
    return backed_up()
