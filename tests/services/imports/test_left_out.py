"""Columns that are not needed are not taken, and the list of imports goes on saying so."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.edits.trail import imports
from lib.services.imports.importing import confirm, file_preview
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store
from tests.support.files import ULULE_HEADERS, ULULE_LINES, separated

NOT_NEEDED = ("Adresse de livraison", "Téléphone", "Date de naissance")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def ulule(more: tuple[str, ...] = ()) -> bytes:
    return separated((*ULULE_HEADERS, *more), [(*line, *(f"secret {each}" for each in more)) for line in ULULE_LINES], ";")


def test_an_import_goes_on_saying_which_columns_it_did_not_take(store: Store) -> None:
    bring(store, {})
    preview = file_preview(store, "ulule.csv", ulule(NOT_NEEDED), open_campaign(store), at=AT)
    assert preview.parts[0].parsed.left_out == NOT_NEEDED
    confirm(store, preview, at=AT, who="ana")
    newest = imports(store, open_campaign(store), 1)[0]
    assert newest.left_out == NOT_NEEDED
    said = newest.sentence(Translator(ENGLISH))
    assert said.endswith("Columns not taken: Adresse de livraison, Téléphone, Date de naissance.")


def test_an_import_of_which_each_column_was_taken_says_nothing_of_it(store: Store) -> None:
    bring(store, {})
    confirm(store, file_preview(store, "ulule.csv", ulule(), open_campaign(store), at=AT), at=AT, who="ana")
    newest = imports(store, open_campaign(store), 1)[0]
    assert newest.left_out == ()
    assert "not taken" not in newest.sentence(Translator(ENGLISH))
