"""`access`, `erase`, `purge` and `mailing-list`: what is printed, what is written, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from lib.cli import asking
from lib.store.engine import open_store
from lib.store.queries.lists import rows
from tests.cli.conftest import Typed
from tests.services.persons.test_persons import FILES
from tests.support.files import SETTINGS, folder_of

OVER = SETTINGS.replace("2018", "2015")
"""The same campaign three years before: everything of it was due long ago."""


@pytest.fixture
def desk(typed: Typed, tmp_path: Path) -> Typed:
    assert typed("import", folder_of(tmp_path / "essai", **FILES)).code == 0
    return typed


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Somebody sits at the terminal and types this."""
    monkeypatch.setattr(asking.sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: answer)


def test_access_prints_everything_as_json_whatever_the_case_of_the_address(desk: Typed) -> None:
    answer = desk("access", "  ANA@example.ORG ")
    assert answer.code == 0
    (campaign,) = json.loads(answer.output)["campaigns"]
    assert len(campaign["rows"]) == 5


def test_access_of_nobody_is_a_sentence_and_exit_code_1(desk: Typed) -> None:
    answer = desk("access", "nobody@example.org")
    assert (answer.code, answer.output, answer.errors) == (1, "", "Nothing is held about this address.\n")


def test_what_is_no_address_is_wrong_use(desk: Typed) -> None:
    assert desk("access", "ana").code == 2
    assert desk("erase", "ana", "--yes").code == 2


def test_access_can_ask_one_campaign_alone(desk: Typed, tmp_path: Path) -> None:
    desk("import", folder_of(tmp_path / "autre", SETTINGS.replace("essai", "autre"), **FILES))
    assert len(json.loads(desk("access", "ana@example.org").output)["campaigns"]) == 2
    assert len(json.loads(desk("access", "ana@example.org", "--campaign", "autre").output)["campaigns"]) == 1


def test_erase_says_what_goes_and_stays_then_gives_a_receipt_that_names_nobody(desk: Typed) -> None:
    before = desk.figures("--as-of", "2018-03-16")
    answer = desk("erase", "Ana@example.org", "--yes")
    assert answer.code == 0
    assert "go from 5 rows" in answer.errors
    assert "Amounts, days, rewards and the number of people stay" in answer.errors
    assert "1 other row names this address in its words" in answer.errors
    receipt = json.loads(answer.output)
    assert receipt["row_count"] == 5
    assert "ana" not in (answer.output + answer.errors).casefold().replace("campa", "").replace("back-up", "")
    assert desk.figures("--as-of", "2018-03-16") == before
    again = desk("access", "ana@example.org")
    assert json.loads(again.output)["campaigns"][0]["rows"] == []
    assert desk("verify").code == 0


@pytest.mark.parametrize(("typed_answer", "code"), [("yes", 0), ("oui", 0), ("no", 1), ("", 1)])
def test_erase_asks_and_does_nothing_without_a_yes(desk: Typed, monkeypatch: pytest.MonkeyPatch, typed_answer: str, code: int) -> None:
    answering(monkeypatch, typed_answer)
    answer = desk("erase", "bo@example.org")
    assert "Erase this person for good?" in answer.errors
    assert answer.code == code
    assert desk("access", "bo@example.org").code == (1 if code == 0 else 0)


def test_where_nobody_can_answer_a_script_must_say_yes(desk: Typed) -> None:
    answer = desk("erase", "bo@example.org")
    assert answer.code == 2
    assert "add --yes" in answer.errors
    assert desk("access", "bo@example.org").code == 0


def test_erase_says_until_when_back_ups_hold_the_person(desk: Typed) -> None:
    desk("backup")
    answer = desk("erase", "bo@example.org", "--yes")
    assert "Back-ups still hold this person until" in answer.errors
    assert json.loads(answer.output)["back_ups_that_still_hold_the_person"] == 1


def test_purge_says_what_is_due_and_writes_nothing_unless_it_is_told(typed: Typed, tmp_path: Path) -> None:
    old = {name: text.replace("2018", "2015") for name, text in FILES.items() if name != "consents"}
    typed("import", folder_of(tmp_path / "vieux", OVER, **old))
    before = typed.figures("--as-of", "2015-03-16")
    dry = typed("purge", "--dry-run")
    assert dry.code == 0
    assert "Names, e-mails, accounts and messages of supporters: 11, due." in dry.output.replace("\u00a0", " ")
    assert dry.output.endswith("Nothing was changed. To purge what is due, add --yes.\n")
    assert typed("access", "ana@example.org").code == 0
    done = typed("purge", "--yes")
    assert "The figures are the same." in done.output
    assert "ana" not in done.output.casefold()
    assert typed("access", "susana@example.org").code == 1
    assert typed.figures("--as-of", "2015-03-16") == before
    assert "Nothing was due: nothing was purged." in typed("purge", "--yes").output
    assert typed("verify").code == 0


def test_purge_leaves_the_demonstration_alone(typed: Typed) -> None:
    typed("demo")
    assert typed("purge", "--yes").output == "There is no campaign of your own: nothing is due.\n"


def test_the_mailing_list_holds_those_who_agreed_and_says_how_many_did_not(desk: Typed, tmp_path: Path) -> None:
    answer = desk("mailing-list")
    assert answer.code == 0
    assert [row["email"] for row in csv.DictReader(io.StringIO(answer.output))] == ["ANA@Example.org", "bo@example.org"]
    assert "1 person is left out: no consent is noted." in answer.errors
    assert "postal address" in answer.errors
    assert desk("mailing-list", tmp_path / "envoi.csv").output == ""
    assert stat.S_IMODE((tmp_path / "envoi.csv").stat().st_mode) == 0o600


def test_a_mailing_list_that_cannot_be_written_is_wrong_use(desk: Typed, tmp_path: Path) -> None:
    answer = desk("mailing-list", tmp_path / "nowhere" / "envoi.csv")
    assert answer.code == 2
    assert "cannot be written" in answer.errors


def test_the_folder_that_is_exported_says_that_it_is_not_for_soliciting(desk: Typed, tmp_path: Path) -> None:
    assert "they are not for soliciting" in desk("export", tmp_path / "out").errors
    assert (tmp_path / "out" / "consents.csv").is_file()


def test_consents_exported_then_imported_elsewhere_are_the_same(desk: Typed, tmp_path: Path) -> None:
    desk("export", tmp_path / "out")
    desk.use("elsewhere")
    desk("import", tmp_path / "out")
    store = open_store(os.environ["DATABASE_URL"])
    found = [(row["email"], str(row["consented_on"])) for row in rows(store, 1, "consents")]
    store.close()
    assert found == [("ana@example.org", "2018-01-20"), ("bo@example.org", "2018-01-25")]


@pytest.mark.parametrize("command", [("access", "nobody@example.org"), ("purge",), ("mailing-list",)])
def test_in_french_they_speak_french(desk: Typed, command: tuple[str, ...]) -> None:
    answer = desk(*command, lang="fr_CA.UTF-8")
    assert not {"the", "person", "nothing", "people"} & set((answer.output + answer.errors).casefold().replace(",", " ").split())
