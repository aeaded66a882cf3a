"""`calendar`: the plan on standard output, for a redirection."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.conftest import Typed
from tests.support.files import folder_of

TASKS = "id,name,starts_on,ends_on,owner\nt1,Infolettre,2018-02-05,2018-02-06,Ana Roy\n"


@pytest.fixture
def essai(typed: Typed, tmp_path: Path) -> Typed:
    typed("import", folder_of(tmp_path / "essai", tasks=TASKS))
    return typed


def test_what_is_printed_is_a_calendar_with_its_own_line_ends(essai: Typed) -> None:
    answer = essai("calendar")
    assert answer.code == 0
    assert answer.output.endswith("END:VCALENDAR\r\n")
    assert "Infolettre" in [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.output).walk("VEVENT")]
    assert "Ana" not in answer.output


def test_it_speaks_the_campaign_s_language_unless_another_is_asked_for(essai: Typed) -> None:
    assert "dernier jour de la campagne" in essai("calendar").output
    assert "last day of the campaign" in essai("calendar", "--lang", "en").output


def test_a_campaign_that_is_not_there_is_wrong_use(essai: Typed) -> None:
    answer = essai("calendar", "--campaign", "nope")
    assert (answer.code, answer.output) == (2, "")
    assert answer.errors.startswith("There is no campaign called “nope”")
