"""The real application, asked by a name that is not its own and from pages of other sites; and who wrote what, for somebody signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests  # noqa: TID251 - tests speak to the server as a stranger would
from websockets.exceptions import InvalidStatus

from lib.services.campaigns import open_campaign
from lib.services.edits.team_words import Topic, team_words
from lib.services.entry.access import Role, WayIn
from lib.store.engine import open_store
from tests.support.planted import found_in, plant
from tests.support.server import Server, running
from tests.support.stores import store_address
from tests.support.stream import Stream, opened, strings_in
from tests.support.ways_in import PEER_HEADER, Doorway

PATHS = ("/", "/today", "/calendar.ics", "/data", "/media/x.csv", "/_stcore/upload_file/x/0", "/download/x", "/figures.json")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Doorway:
    return Doorway(WayIn.PROXY, tmp_path_factory.mktemp("door") / "secrets.toml", {"Ana@example.org": Role.LEAD})


@pytest.fixture(scope="module")
def server(door: Doorway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Fifty persons planted; served to whom the file of access says, which is read again when it changes."""
    folder = tmp_path_factory.mktemp("served-doors")
    url = store_address(folder / "campaign.db")
    plant(url)
    door.write()
    with running(folder, database_url=url, environment={"ACCESS_FILE": str(door.file)}) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["served", "own machine"])
def lead(request: pytest.FixtureRequest, door: Doorway, server: Server) -> dict[str, str]:
    """What the lead's browser sends; on one's own machine nothing, as nobody signs in there."""
    if request.param:
        door.write()
        return {PEER_HEADER: "ana@example.org"}
    door.file.unlink(missing_ok=True)
    return {}


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:{port}", "127.0.0.1.rebound.example"])
def test_a_name_that_was_made_to_lead_here_gets_nothing(server: Server, lead: dict[str, str], host: str) -> None:
    name = host.format(port=server.url.rpartition(":")[2])
    for path in PATHS:
        answer = requests.get(f"{server.url}{path}", headers={**lead, "Host": name, "Accept": "text/html"}, timeout=30)
        assert answer.status_code in (401, 403), path
        assert not found_in(answer.content)
    with pytest.raises(InvalidStatus):
        opened(server.url, lead, host=name, origin=f"http://{name}")


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1.elsewhere.example", "https://localhost.elsewhere.example"])
def test_a_page_of_another_site_opens_no_stream_though_the_browser_sends_its_cookies(server: Server, lead: dict[str, str], origin: str) -> None:
    with pytest.raises(InvalidStatus):
        opened(server.url, lead, origin=origin)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_of_another_site_uploads_nothing(server: Server, lead: dict[str, str], method: str) -> None:
    stream = opened(server.url, lead)
    stream.run("data")
    foreign = {**lead, "Origin": "http://elsewhere.example"}
    answer = requests.request(method, f"{server.url}/_stcore/upload_file/{stream.session_id}/0", headers=foreign, files={"file": ("a.csv", b"a\n1\n")}, timeout=30)
    stream.close()
    assert answer.status_code in (401, 403, 405)
    assert answer.headers.get("access-control-allow-origin") != "http://elsewhere.example"


def test_no_answer_invites_another_site_to_read_it(server: Server, lead: dict[str, str]) -> None:
    for path in PATHS:
        answer = requests.get(f"{server.url}{path}", headers={**lead, "Origin": "http://elsewhere.example"}, timeout=30)
        assert answer.headers.get("access-control-allow-origin") not in ("*", "http://elsewhere.example"), path


def test_the_report_s_words_are_signed_by_whoever_is_signed_in_and_not_by_the_machine_s_own_person(door: Doorway, server: Server) -> None:
    door.write()
    stream = opened(server.url, {PEER_HEADER: "ana@example.org"})
    stream.run("report")
    area, button = (next(_widgets(stream, kind)) for kind in ("text_area", "button"))
    stream.run("report", widgets={area: "Décidé : on continue.", button: "press"})
    stream.close()
    store = open_store(server.database_url)
    said = team_words(store, open_campaign(store).id)
    store.close()
    assert {topic: (text.text, text.who) for topic, text in said.items()} == {Topic.DECISIONS: ("Décidé : on continue.", "ana@example.org")}


def _widgets(stream: Stream, kind: str) -> Iterator[str]:
    for element in stream.seen:
        if element.WhichOneof("type") == kind:
            yield from (text for text in strings_in(element) if text.startswith("$$ID-") and (kind != "button" or "FormSubmitter" in text))
