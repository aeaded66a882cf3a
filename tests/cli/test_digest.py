"""`python -m lib digest`, typed as a scheduler types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.support.files import SETTINGS, folder_of
from tests.support.languages import english_words

TASKS = "id,name,starts_on\nt1,Écrire à ana@example.org,2018-03-01\n"
AS_OF = ("--as-of", "2018-03-01T07:00")


@pytest.fixture
def campaign(typed: Typed, tmp_path: Path) -> Typed:
    """A campaign with one task."""
    typed("import", folder_of(tmp_path / "essai", SETTINGS + 'language = "fr"\n', tasks=TASKS))
    return typed


@pytest.mark.parametrize("lang", ["C", "en_CA.UTF-8", "fr_CA.UTF-8"])
def test_it_speaks_the_campaign_s_language_whatever_the_scheduler_s(campaign: Typed, lang: str) -> None:
    answer = campaign("digest", *AS_OF, lang=lang)
    assert (answer.code, answer.errors) == (0, "")
    assert "Tâche" in answer.output and english_words(answer.output) == []


def test_another_language_is_typed(campaign: Typed) -> None:
    assert "- Task: Écrire à … (today)." in campaign("digest", *AS_OF, "--lang", "en").output


def test_as_html_it_is_one_document(campaign: Typed) -> None:
    output = campaign("digest", *AS_OF, "--html").output
    assert output.startswith("<!DOCTYPE html>") and output.rstrip().endswith("</html>")
    assert "@" not in output


def test_sending_without_a_way_is_refused_before_anything_is_worked_out(campaign: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMTP_HOST", "DIGEST_WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    answer = campaign("digest", "--send", "--lang", "en")
    assert (answer.code, answer.output) == (1, "")
    assert "SMTP_HOST, DIGEST_FROM and DIGEST_TO, or DIGEST_WEBHOOK" in answer.errors


def test_a_webhook_that_does_not_answer_is_one_sentence_and_exit_code_1(campaign: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMTP_HOST", raising=False)
    monkeypatch.setenv("DIGEST_WEBHOOK", "http://127.0.0.1:9/k3y")
    answer = campaign("digest", "--send", "--lang", "en")
    assert (answer.code, answer.output) == (1, "")
    assert "127.0.0.1 cannot be reached" in answer.errors and "k3y" not in answer.errors


def test_an_unknown_campaign_is_wrong_use(campaign: Typed) -> None:
    assert campaign("digest", "--campaign", "nope").code == 2
