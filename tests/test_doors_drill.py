"""The drill of the doors notices what it is there to notice: on an application that forgets five checks, each is found."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from lib.services.entry.access import Role, WayIn
from tests.drills.entering import left, planted_server, visited
from tests.drills.forging import forged, some_of_each_kind
from tests.support.forgetful import SITE
from tests.support.server import ROOT, Server
from tests.support.stream import opened
from tests.support.ways_in import Doorway

Served = tuple[Doorway, Server]


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Fifty planted persons behind a proxy, and five checks forgotten."""
    folder = tmp_path_factory.mktemp("forgetful")
    (folder / "sitecustomize.py").write_text(SITE)
    path = os.pathsep.join([str(folder), str(ROOT)])
    with planted_server(WayIn.PROXY, folder / "served", {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}) as found:
        yield found


def test_a_route_that_tells_a_stranger_is_found(forgetful: Served) -> None:
    seen = visited("stranger", forgetful[1], {}, ["/health", "/calendar.ics"], (), ())
    assert {word[:9] for word in seen.words} == {"qxxwriter", "qvvwriter"}
    assert seen.found[0].startswith("GET /health: q")


def test_a_loader_that_gives_names_to_the_team_is_found(forgetful: Served) -> None:
    door, server = forgetful
    seen = visited("team", server, door.enter(server.url, Role.TEAM), (), ("",), ("mobilisation",))
    assert any(word.startswith("qxxmemnam") for word in seen.words)


def test_a_value_that_is_kept_without_saying_for_whom_is_found(forgetful: Served) -> None:
    door, server = forgetful
    assert visited("lead", server, door.enter(server.url, Role.LEAD), (), ("",), ("calendar",)).words
    seen = visited("team", server, door.enter(server.url, Role.TEAM), (), ("",), ("calendar",))
    assert any(word.startswith("qxxtasown") for word in seen.words)


def test_a_route_that_forgets_the_role_is_found(forgetful: Served) -> None:
    door, server = forgetful
    team = door.enter(server.url, Role.TEAM)
    theirs, mine = opened(server.url, door.enter(server.url, Role.LEAD)), opened(server.url, team)
    theirs.run("data")
    mine.run("data")
    with pytest.raises(AssertionError, match="of a file by the team"):
        forged(mine, theirs, server.url, team)


def test_a_role_that_is_not_looked_up_again_is_found(forgetful: Served) -> None:
    door, server = forgetful
    lead = door.enter(server.url, Role.LEAD)
    assert left("demoted", server, lead, lambda: door.demote(Role.TEAM), False, ("contributions",)).words


def test_of_three_hundred_buttons_that_differ_by_a_number_two_are_pressed_one_by_one() -> None:
    ids = [f"$$ID-{number:032x}-thank-{number}" for number in range(300)] + ["$$ID-aa-None", "$$ID-bb-None", "$$ID-cc-None", "$$ID-dd-save"]
    assert [each.rpartition("-")[2] for each in some_of_each_kind(ids)] == ["0", "1", "None", "None", "None", "save"]
