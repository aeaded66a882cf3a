"""The language that is spoken before anybody has chosen one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH, FRENCH
from lib.services.speaking import language_of_campaign
from lib.store.engine import open_store
from tests.services.held import bring
from tests.support.files import SETTINGS
from tests.support.stores import store_address


def test_a_campaign_s_own_language_is_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "own.db"))
    bring(open_store(store_address(tmp_path / "own.db")), {}, settings=SETTINGS + 'language = "en-CA"\n')
    assert language_of_campaign(None) == language_of_campaign("essai") == ENGLISH
    assert language_of_campaign("nobody’s") == FRENCH


def test_french_is_spoken_where_no_store_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert language_of_campaign(None) == FRENCH
