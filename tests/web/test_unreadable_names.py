"""A store whose names are encrypted, without their key: every page works, and says so in the language of its viewer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lib.campaign.columns import UNREADABLE
from lib.campaign.tables import TABLES
from lib.services.persons.shortening import shortened
from lib.store.engine import open_store
from lib.store.people.encryption import encrypt
from lib.store.people.keys import MISSING, WRONG, keyring, new_key
from lib.ui.shell import DECLARED
from tests.support.planted import plant
from tests.support.server import Server, running
from tests.support.stores import store_address
from tests.support.stream import opened, strings_in

IN_FRENCH = "illisible : la clé manque".replace(" :", "\u00a0:")
PAGES = [*("" if page.stem == "overview" else page.stem for page in DECLARED)]
TABLES_OF_SUPPORTERS = [table.name for table in TABLES if any(column.supporter for column in table.columns)]
LOOKS = [(page, "") for page in PAGES] + [("data", f"table={name}") for name in TABLES_OF_SUPPORTERS]
SAID_ON = {(page, "") for page in ("contributions", "sharing", "mobilisation", "data")} | {("data", f"table={name}") for name in TABLES_OF_SUPPORTERS}
"""Where names or e-mails are shown, folds opened."""


@pytest.fixture(scope="module", params=["", new_key()], ids=["no key", "another key"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("unreadable")
    url = store_address(place / "campaign.db")
    plant(url)
    store = open_store(url, keys=keyring(new_key()))
    encrypt(store)
    store.close()
    with running(place, database_url=url, environment={"PERSONAL_KEY": request.param}) as there:
        yield there


@pytest.mark.parametrize("look", LOOKS, ids=["-".join(filter(None, look)) or "overview" for look in LOOKS])
def test_a_page_says_in_french_that_names_cannot_be_read(server: Server, look: tuple[str, str]) -> None:
    words = said(server, *look)
    assert [each for each in (UNREADABLE, MISSING, WRONG) if each in words] == []
    assert (IN_FRENCH in words) is (look in SAID_ON)


def said(server: Server, page: str, query: str) -> str:
    """All the words of a page, of its grids too, with every fold of it open."""
    asked, stream = f"lang=fr&{query}", opened(server.url)
    drawn = [*stream.run(page, asked)]
    for fold, fragment in tuple(stream.folds.items()):
        drawn += stream.run(page, asked, {fold: True}, fragment=fragment, page_hash=stream.page_hash)
    data = bytes(stream.received).decode("utf-8", "replace")
    stream.close()
    assert not any(each.WhichOneof("type") == "exception" for each in drawn)
    return "\n".join([data, *(text for each in drawn for text in strings_in(each))])


def test_what_cannot_be_read_has_no_initials() -> None:
    assert shortened(UNREADABLE) == UNREADABLE
