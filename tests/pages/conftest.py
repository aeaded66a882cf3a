"""Stores in the states that pages must open in; each is made once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lib.services.demonstration import load_demonstration
from lib.services.imports.importing import confirm, folder_preview
from lib.store.engine import Store, open_store
from tests.services.held import AT
from tests.support.files import CONTRIBUTIONS, folder_of
from tests.support.stores import store_address

NOTHING, SETTINGS_ONLY, FEW_ROWS, DEMO = "nothing loaded", "a campaign without data", "a few rows", "the demonstration"
FEW = {
    "contributions": CONTRIBUTIONS,
    "posts": "platform,id,published_at,kind,text\nfacebook,p1,2018-01-21T12:00:00-05:00,photo,Bonjour\n",
    "post_counts": "platform,post_id,observed_at,shares,reach\nfacebook,p1,2018-01-24T12:00:00-05:00,12,\n",
    "allies": "name,audience,agreed_on\nLes Amies,1200,2018-01-10\n",
}


def _filled(state: str, store: Store, place: Path) -> None:
    if state == DEMO:
        load_demonstration(store, at=AT)
    elif state != NOTHING:
        folder = folder_of(place / "campaign", **(FEW if state == FEW_ROWS else {}))
        confirm(store, folder_preview(store, folder, None), at=AT, who="ana")


@pytest.fixture(scope="session")
def address_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of the store in a state; nobody writes into it."""
    made: dict[str, str] = {}

    def address(state: str) -> str:
        if state not in made:
            place = tmp_path_factory.mktemp("state")
            made[state] = store_address(place / "store.db")
            _filled(state, open_store(made[state]), place)
        return made[state]

    return address


@pytest.fixture
def in_state(address_of: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes the dashboard open the store in a state."""
    return lambda state: monkeypatch.setenv("DATABASE_URL", address_of(state))


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store that the dashboard opens and the test may write into."""
    address = store_address(tmp_path / "own.db")
    monkeypatch.setenv("DATABASE_URL", address)
    return open_store(address)
