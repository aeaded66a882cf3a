"""Everything that the command line prints in French: no English word, no fault of typography, whatever the campaign's state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lib.i18n.typography import faults
from lib.services.demonstration import load_demonstration
from lib.store.engine import open_store
from tests.cli.conftest import Typed
from tests.pages.looking import texts_of
from tests.services.held import AT, bring
from tests.support.files import CONTRIBUTIONS, SETTINGS, folder_of
from tests.support.languages import english_words
from tests.support.stores import store_address

FRENCH = "fr_CA.UTF-8"
MOMENTS = ("2018-01-10", "2018-01-20", "2018-02-23T19:30", "2018-03-16", "2018-04-01")
ICS_WORDS = ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME")


def wrong(text: str) -> list[str]:
    """What is not good French in a text, line by line; ids, file names and addresses are nobody's words."""
    lines = [re.sub(r"https?://\S+|\S*/\S+|python -m lib.*|--[\w-]+", "x", line) for line in text.splitlines()]
    return [str(fault) for line in lines for fault in faults(line)] + [word for line in lines for word in english_words(line)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store with the demonstration and a campaign of three contributions."""
    address = store_address(tmp_path_factory.mktemp("french") / "store.db")
    store = open_store(address)
    bring(store, {"contributions": CONTRIBUTIONS})
    load_demonstration(store, at=AT)
    store.close()
    return address


@pytest.fixture
def french(typed: Typed, loaded: str) -> Typed:
    """Somebody at a French terminal who only looks."""
    typed.use_address(loaded)
    return typed


@pytest.mark.parametrize("as_of", MOMENTS)
@pytest.mark.parametrize("campaign", ["demo", "essai"])
@pytest.mark.parametrize("command", ["figures", "digest"])
def test_what_is_printed_of_a_campaign_is_french(french: Typed, command: str, campaign: str, as_of: str) -> None:
    answer = french(command, "--campaign", campaign, "--as-of", as_of, lang=FRENCH)
    assert answer.code == 0, answer.errors
    assert len(answer.output.splitlines()) > 3
    assert wrong(answer.output) == []


def test_what_is_printed_when_files_go_in_and_out_is_french(typed: Typed, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "again", SETTINGS, contributions=CONTRIBUTIONS + "c9,yesterday,10.00,counted,\n")
    for command in (("import", folder), ("export", "--campaign", "essai", tmp_path / "out"), ("verify",), ("demo",)):
        answer = typed(*command, lang=FRENCH)
        assert wrong(answer.output + answer.errors) == [], command


@pytest.mark.parametrize(
    "command",
    [("figures", "--campaign", "personne"), ("figures", "--as-of", "hier"), ("import", "nulle-part"), ("import", "README.md"), ("figures", "--quoi"), ()],
    ids=str,
)
def test_a_refusal_is_said_in_french(french: Typed, command: tuple[str, ...]) -> None:
    answer = french(*command, lang=FRENCH)
    assert answer.code != 0
    assert wrong(answer.errors) == []


def test_the_calendar_of_the_plan_is_french(french: Typed) -> None:
    answer = french("calendar", "--campaign", "demo", lang=FRENCH)
    unfolded = re.sub(r"\r?\n ", "", answer.output).replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    words = [line.split(":", 1)[1] for line in unfolded.splitlines() if line.startswith(ICS_WORDS)]
    assert len(words) > 30
    assert [fault for text in words for fault in wrong(text)] == []


@pytest.mark.parametrize("campaign", ["demo", "essai"])
@pytest.mark.parametrize("kind", [(), ("--closing",)], ids=["meeting", "closing"])
def test_the_report_is_french(french: Typed, campaign: str, kind: tuple[str, ...], tmp_path: Path) -> None:
    answer = french("report", "--campaign", campaign, *kind, "--html", tmp_path / "report.html", lang=FRENCH)
    assert answer.code == 0, answer.errors
    texts = texts_of((tmp_path / "report.html").read_text("utf-8"))
    assert len(texts) > 20
    assert [fault for text in texts for fault in wrong(text)] == []
