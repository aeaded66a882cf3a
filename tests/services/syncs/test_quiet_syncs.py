"""A sync leaves nobody in the log nor in what is kept of its refusals: they are read by schedulers and by whoever keeps the server."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.syncs.source_states import state_of
from lib.services.syncs.syncing import refusal_sentence
from lib.store.kept import kept_all
from tests.services.live_bench import live, words
from tests.support.site import Reply

SHEET = '[sources.spreadsheet]\naddress = "{url}/contributions.csv"\n'
ROWS = """\
id,contributed_at,amount,status,name,email
c1,2018-01-20T09:00:00-05:00,60.00,counted,Zénon Quatorze,zenon@example.org
c2,2018-01-25T12:00:00-05:00,Zénon Quatorze,counted,,
c3,Zénon Quatorze,5.00,counted,,
c4,2018-01-26T12:00:00-05:00,5.00,counted,,zenon quatorze
c5,2018-01-26T12:00:00-05:00,5.00,promised,Zénon Quatorze,
"""
"""One that is taken; a name for an amount, for a date, for an e-mail; a status that nobody knows."""
PLANTED = ("Zénon", "Quatorze", "zenon", "quatorze")


def test_refused_rows_of_a_sync_quote_no_cell_save_a_word_to_answer_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with live(tmp_path, lambda request: Reply(200, ROWS.encode(), {"Content-Type": "text/csv"}), SHEET) as at:
        synced = at.sync()
        state = state_of(at.store, at.opened.id, "spreadsheet")
        assert (words(synced.error), synced.counts.inserted, state.refused) == ("", 1, 4)
        told = [Translator(ENGLISH).sentence(refusal_sentence(each)) for each in synced.refusals]
        aside = str(kept_all(at.store, at.opened.id))
    everything = "\n".join([caplog.text, *capfd.readouterr(), *told, aside])
    assert [name for name in PLANTED if name in everything] == []
    assert any("promised" in each for each in told)
    assert any("“…” is not a number" in each for each in told)


def test_a_sync_that_stumbles_over_a_person_does_not_say_whom(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(*given: object, **more: object) -> None:
        raise ValueError(ROWS)

    monkeypatch.setattr("lib.services.syncs.syncing.write_stream", stumbling)
    with live(tmp_path, lambda request: Reply(200, ROWS.encode(), {"Content-Type": "text/csv"}), SHEET) as at:
        synced = at.sync()
    assert synced.error is not None
    assert "ValueError" in caplog.text
    assert [name for name in PLANTED if name in caplog.text + words(synced.error)] == []
