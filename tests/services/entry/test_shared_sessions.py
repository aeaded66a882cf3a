"""Sign-in sessions and tries of several programs on one server's database: begun in one, known, counted and ended in all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from lib.campaign.errors import StoreUnreachable
from lib.services.edits.drafts import draft, forget_draft, keep_draft
from lib.services.entry import shared_sessions
from lib.services.entry.access import Access, Role, Visitor, access
from lib.services.entry.passphrases import hashed
from lib.services.entry.roles import Roles
from lib.services.entry.sessions import LONGEST_IDLE_SECONDS, Sessions
from lib.services.entry.shared_sessions import InDatabase, forgive, seconds_to_wait
from lib.services.entry.tries import FREE_TRIES, Tries
from lib.services.stores import current_store, forget_store
from lib.store.programs.passing_table import PASSING
from tests.support.postgres import Cluster

LEAD = Visitor(Role.LEAD, "Zoé")
HASH = hashed("la phrase de la direction")


@pytest.fixture
def served(postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Access]:
    """The access of a dashboard on a server's database."""
    url, file = postgres.new_database(), tmp_path / "access.toml"
    file.write_text(f'[passphrases]\nlead = "{HASH}"\n')
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("ACCESS_FILE", str(file))
    yield access()
    forget_store(url)
    postgres.drop(url)


def a_program() -> Sessions:
    return Sessions(elsewhere=InDatabase())


def at_rest() -> str:
    with current_store().reading() as connection:
        return repr(connection.execute(sa.select(PASSING)).all())


def test_a_session_begun_in_one_program_is_known_to_another_and_ended_for_both(served: Access) -> None:
    one, other = a_program(), a_program()
    secret = one.begin(LEAD, served, at=100.0)
    assert other.visitor(secret, served, at=5.0) == LEAD
    assert other.visitor("another", served, at=5.0) is None
    other.end(secret)
    assert one.visitor(secret, served, at=102.0) is None
    assert other.visitor(secret, served, at=7.0) is None


def test_roles_of_single_campaigns_are_known_to_the_other_program_too(served: Access) -> None:
    limited = Visitor(Role.LEAD, "Léa", Roles(Role.TEAM, (("essai", Role.LEAD),)))
    found = InDatabase()
    found.keep("secret", limited, HASH)
    held = found.find("secret")
    assert held is not None and held.visitor == limited


def test_neither_the_name_nor_the_secret_nor_an_address_rests_in_clear(served: Access) -> None:
    secret = a_program().begin(LEAD, served, at=0.0)
    seconds_to_wait(Tries(), "192.0.2.77", served, at=0.0)
    keep_draft(current_store(), secret, "allies", {"added": ["Koumbit"]})
    for word in (secret, "Zoé", "192.0", "Koumbit", "\"role\""):
        assert word not in at_rest()


def test_a_session_that_nobody_uses_ends_for_every_program(served: Access) -> None:
    one = a_program()
    secret = one.begin(LEAD, served, at=0.0)
    with current_store().writing() as connection:
        connection.execute(sa.update(PASSING).where(PASSING.c.kind == "session").values(until=PASSING.c.until - int(LONGEST_IDLE_SECONDS) - 5))
    assert one.visitor(secret, served, at=10.0) is None


def test_whoever_is_signed_in_stays_so_while_the_database_is_away(served: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = a_program(), a_program()
    secret = one.begin(LEAD, served, at=0.0)
    one.visitor(secret, served, at=0.5)

    def away() -> None:
        raise StoreUnreachable("away")

    monkeypatch.setattr(shared_sessions, "current_store", away)
    assert one.visitor(secret, served, at=20.0) == LEAD
    with pytest.raises(StoreUnreachable):
        other.visitor(secret, served, at=20.0)


def test_tries_are_counted_for_all_programs_together(served: Access) -> None:
    programs = [Tries(), Tries()]
    waits = [seconds_to_wait(programs[number % 2], "192.0.2.7", served, at=float(number)) for number in range(FREE_TRIES + 1)]
    assert waits[:-1] == [0.0] * FREE_TRIES and waits[-1] > 0
    forgive(programs[0], "192.0.2.7", served)
    assert seconds_to_wait(programs[1], "192.0.2.7", served, at=0.0) == 0


def test_a_draft_opens_for_the_browser_that_typed_it_alone(served: Access) -> None:
    store = current_store()
    keep_draft(store, "mine", "grid", {"edited": [1]})
    assert draft(store, "mine", "grid") == {"edited": [1]}
    assert draft(store, "other", "grid") is None and draft(store, "mine", "form") is None and draft(store, "", "grid") is None
    forget_draft(store, "mine", "grid")
    assert draft(store, "mine", "grid") is None
