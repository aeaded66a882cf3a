"""`/ecran`: who may open it, what the address decides, what it celebrates, and that nobody is in anything it sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.i18n.typography import faults
from lib.services.campaigns import open_campaign
from lib.services.evening.evening import begin
from lib.services.screen.screen_setup import SCENES, Setup, save_setup
from lib.services.syncs.source_states import SourceState, keep_state
from lib.store.engine import Store, open_store
from lib.web import assets, plain_cache, screen_route
from tests.pages.looking import texts_of
from tests.services.held import AT, bring, opened_with
from tests.services.screens import PLAN, gifts
from tests.support.files import SETTINGS
from tests.support.languages import english_words
from tests.support.stores import store_address

_FIRST = re.findall(r"\S+", "Zoélie Yvanhoé Wilbrod Victorin Urbanie Théophane Sidoine Rosalba Quentine Philéas Ombeline Nestoria Maximin "
                    "Léonidas Kyrielle Joachine Isidore Hormisdas Gédéone Fulgence Eustache Dieudonna Cléophas Barnabéa Adélard")  # fmt: skip
_LAST = re.findall(r"\S+", "Beaugrand-Fictif Quillivan Trépannois Vraisembeau Boisclairet Marquevin Dorvalois Gratteuil Plamondin Saintongeois "
                   "Rivardelle Latulipière Champouxel Desruissel Montpetitot Pontbriandel Tourangelle Lafontenel Cotnoirette Grandboisel Malouinot "
                   "Rochebelle Vadeboncoeurt Bellehumeurt Jolicoeurat")  # fmt: skip
NAMES = tuple(f"{first} {last}" for lasts in (_LAST, [*_LAST[1:], _LAST[0]]) for first, last in zip(_FIRST, lasts, strict=True))
"""Fifty people who do not exist, each with a name, an e-mail address and a message of their own."""
MAILS = tuple(f"canari{number}@courriel-invente.example" for number in range(len(NAMES)))
MESSAGES = tuple(f"message-secret-numero-{number}" for number in range(len(NAMES)))


def planted() -> dict[str, str]:
    """The canaries in every table that can hold one."""
    people = list(zip(NAMES, MAILS, MESSAGES, strict=True))
    lines = {
        "contributions": ["id,contributed_at,amount,status,name,email,platform_user,note,thanked_by"]
        + [f"c{n},2018-02-0{n % 9 + 1}T12:00:00-05:00,40,counted,{who},{mail},{mail},{said},{who}" for n, (who, mail, said) in enumerate(people)],
        "members": ["name,on_social,responsibility,responsibility_planned_on"]
        + [f"{who},yes,{said},2018-01-05" for who, _, said in people],
        "first_day": ["name,email,identified_on"] + [f"{who},{mail},2018-01-10" for who, mail, _ in people],
        "allies": ["name,contact,owner,audience,agreed_on,next_step"]
        + [f"Alliance {n},{who},{mail},5000,2018-01-10,{said}" for n, (who, mail, said) in enumerate(people)],
        "communication_log": ["day,minutes,member,what"] + [f"2018-02-01,30,{who},{said}" for who, _, said in people],
        "reshares": ["shared_at,contribution_id,email,platform,url,evidence"]
        + [f"2018-02-12T12:00:00-05:00,c{n},{mail},facebook,https://example.org/{mail},seen" for n, (_, mail, _said) in enumerate(people)],
        "posts": ["platform,id,published_at,kind,text,author"]
        + [f"facebook,p{n},2018-02-01T12:00:00-05:00,photo,{said},{who}" for n, (who, _, said) in enumerate(people)],
        "tasks": ["id,name,starts_on,ends_on,owner"]
        + [f"t{n},{title},2018-02-10,2018-02-{20 + n % 5},{who}" for n, (title, who) in enumerate(_titles(people))],
    }  # fmt: skip
    return {name: "\n".join([*rows, ""]) for name, rows in lines.items()}


def _titles(people: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Tasks whose titles name people in every way that titles do, then one that may be shown."""
    for who, mail, _ in people[:25]:
        first, last = who.split(" ")
        yield f"Appeler {who}", who
        yield f"Écrire à {mail}", who
        yield f"Rencontrer {first} au café", who
        yield f"Relancer M. {last}", who
    yield "Tenir la soirée de mi-parcours", people[0][0]


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(plain_cache, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(plain_cache, "SLOW_SECONDS", 60.0)
    address = store_address(tmp_path / "campaign.db")
    monkeypatch.setenv("DATABASE_URL", address)
    return open_store(address)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The instant that it is for the route, at the end of the list."""
    instants = [datetime(2018, 2, 16, 19, 30, tzinfo=UTC)]
    monkeypatch.setattr(screen_route, "now", lambda: instants[-1])
    return instants


def client(peer: str = "127.0.0.1") -> TestClient:
    app = Starlette(routes=[assets.ROUTE, screen_route.ROUTE])
    return TestClient(app, base_url="http://localhost:8501", client=(peer, 4242))


def opened_to_others(store: Store, **changes: object) -> None:
    save_setup(store, open_campaign(store).id, replace(Setup(is_open=True), **changes), at=AT)


def test_the_machine_itself_always_opens_it_and_others_only_once_it_is_on(own_store: Store) -> None:
    opened_with(own_store)
    assert client().get("/ecran").status_code == 200
    refused = client("10.0.0.7").get("/ecran?lang=fr")
    assert refused.status_code == 403
    assert "fermé pour l’instant" in refused.text
    assert "1 000" not in refused.text.replace("\u00a0", " ")
    opened_to_others(own_store)
    assert client("10.0.0.7").get("/ecran").status_code == 200


def test_a_screen_that_is_switched_off_says_so_to_those_that_are_open(own_store: Store) -> None:
    opened_with(own_store)
    opened_to_others(own_store)
    viewer = client("10.0.0.7")
    tag = viewer.get("/ecran?part=1").headers["etag"]
    opened_to_others(own_store, is_open=False)
    again = viewer.get("/ecran?part=1", headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["x-plain-page"]) == (403, "calm")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nobody_is_in_anything_that_it_sends(own_store: Store, clock: list[datetime], lang: str) -> None:
    """Fifty people, with their addresses and messages, in every table: none on the wire, whatever the scene, whoever asks."""
    bring(own_store, planted())
    opened_to_others(own_store)
    begin(own_store, open_campaign(own_store).id, at=clock[-1] - timedelta(hours=1))
    sent = []
    for peer in ("127.0.0.1", "10.0.0.7"):
        for scene in ("", *SCENES):
            for part in ("", "&part=1"):
                for more in ("", "&as_of=2018-02-20", "&since=2018-02-01"):
                    answer = client(peer).get(f"/ecran?lang={lang}&scene={scene}{part}{more}")
                    assert answer.status_code == 200
                    sent.append(answer.text + str(answer.headers))
    wire = "\n".join(sent).casefold()
    words = {part for name in NAMES for part in name.split(" ")}
    found = [canary for canary in (*NAMES, *words, *MAILS, *MESSAGES, "courriel-invente") if canary.casefold() in wire]
    assert found == []
    assert "tenir la soirée de mi-parcours" in wire


def test_actions_that_come_to_name_somebody_are_no_longer_shown(own_store: Store) -> None:
    opened_with(own_store, tasks=PLAN["tasks"])
    opened_to_others(own_store, actions=("Une tournée des cafés", "Appeler Zoélie"))
    assert "Appeler Zoélie" in client().get("/ecran?scene=next").text
    bring(own_store, {"members": "name\nZoélie Beaugrand\n"}, settings=None)
    text = client().get("/ecran?scene=next").text
    assert "Zoélie" not in text
    assert "Une tournée des cafés" in text


@pytest.mark.parametrize(
    ("query", "sought"),
    [
        ("lang=fr", 'data-lang="fr-CA"'),
        ("lang=en", 'data-lang="en-CA"'),
        ("theme=sombre", '<div class="screen dark"'),
        ("theme=dark", '<div class="screen dark"'),
        ("theme=clair", '<div class="screen light"'),
        ("theme=nonsense", '<div class="screen light"'),
        ("scene=money", 'data-scenes="money"'),
        ("scene=suite", 'data-scenes="next"'),
        ("scene=nonsense", 'data-scenes="money movement next"'),
        ("rotation=0", 'data-rotation="0"'),
        ("rotation=30", 'data-rotation="30"'),
        ("rotation=1", 'data-rotation="5"'),
        ("rotation=fast", 'data-rotation="25"'),
        ("scene=money&rotation=30", 'data-rotation="0"'),
        ("refresh=0", 'data-refresh="0"'),
        ("refresh=60", 'data-refresh="60"'),
        ("refresh=1", 'data-refresh="5"'),
        ("refresh=", 'data-refresh="10"'),
        ("as_of=2018-01-25T12:00", "25 janvier 2018"),
        ("since=2018-01-24", "+50 $"),
        ("campaign=essai", "<h1>Essai</h1>"),
    ],
)
def test_the_address_decides_what_is_seen(own_store: Store, clock: list[datetime], query: str, sought: str) -> None:
    opened_with(own_store, contributions=gifts("30", "20"), **PLAN)
    assert sought in client().get(f"/ecran?{query}").text.replace("\u00a0", " ")


@pytest.mark.parametrize(("query", "sentence"), [("campaign=nope", "nope"), ("as_of=nonsense", "nonsense"), ("since=nonsense", "nonsense")])
def test_an_address_that_means_nothing_is_answered_in_words(own_store: Store, query: str, sentence: str) -> None:
    opened_with(own_store)
    answer = client().get(f"/ecran?lang=en&{query}")
    assert answer.status_code == 404
    assert sentence in answer.text


def test_without_any_campaign_it_says_how_to_begin(own_store: Store) -> None:
    answer = client().get("/ecran?lang=fr")
    assert answer.status_code == 404
    assert "Aucune campagne" in answer.text


def test_a_database_that_does_not_answer_is_said_and_it_comes_back(
    own_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_with(own_store)
    (tmp_path / "broken.db").write_text("this is no database", encoding="utf-8")
    viewer, good = client(), store_address(tmp_path / "campaign.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/broken.db")
    assert viewer.get("/ecran").status_code == 503
    monkeypatch.setenv("DATABASE_URL", good)
    assert viewer.get("/ecran").status_code == 200


def test_what_is_set_up_is_followed_at_once_and_the_address_may_differ(own_store: Store) -> None:
    opened_with(own_store, contributions=gifts("30"), **PLAN)
    viewer = client()
    assert 'class="screen light"' in viewer.get("/ecran").text
    opened_to_others(own_store, theme="dark", language="en", scenes=("money", "next"), rotation_seconds=0)
    text = viewer.get("/ecran").text
    assert all(sought in text for sought in ('class="screen dark"', 'data-lang="en-CA"', 'data-scenes="money next"', 'data-rotation="0"'))
    assert 'class="screen light"' in viewer.get("/ecran?theme=clair").text


def test_what_is_imported_is_on_the_screen_at_the_next_look(own_store: Store, clock: list[datetime]) -> None:
    opened_with(own_store, contributions=gifts("30"))
    viewer = client()
    first = viewer.get("/ecran?part=1")
    assert viewer.get("/ecran?part=1", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    bring(own_store, {"contributions": gifts("30", "70")}, settings=None)
    again = viewer.get("/ecran?part=1", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert "93\u00a0$" in again.text


def test_a_minute_that_changes_no_word_changes_no_tag(own_store: Store, clock: list[datetime]) -> None:
    opened_with(own_store, contributions=gifts("30"))
    viewer = client()
    tag = viewer.get("/ecran?part=1").headers["etag"]
    clock.append(clock[-1] + timedelta(minutes=2))
    assert viewer.get("/ecran?part=1", headers={"If-None-Match": tag}).status_code == 304


def test_a_milestone_is_celebrated_once_on_every_screen_that_looks_then(own_store: Store, clock: list[datetime]) -> None:
    opened_with(own_store, contributions=gifts("100"))
    first, second = client(), client()
    assert "party" not in parties(first)
    bring(own_store, {"contributions": gifts("100", "200")}, settings=None)
    shown = parties(first)
    assert "party" in shown
    clock.append(clock[-1] + timedelta(seconds=9))
    assert parties(second) == shown
    clock.append(clock[-1] + timedelta(seconds=10))
    assert "party" not in parties(first) + parties(second)


def parties(viewer: TestClient) -> str:
    """What a screen that looks now celebrates: the milestone's own mark."""
    found = re.search(r'<section class="party"[^>]*data-id="([^"]+)"', viewer.get("/ecran?part=1&lang=fr").text)
    return f"party {found[1]}" if found else ""


def test_a_past_evening_celebrates_nothing(own_store: Store, clock: list[datetime]) -> None:
    opened_with(own_store, contributions=gifts("100"))
    viewer = client()
    assert parties(viewer) == ""
    bring(own_store, {"contributions": gifts("100", "200")}, settings=None)
    assert 'class="party"' not in viewer.get("/ecran?as_of=2018-02-10").text
    assert parties(viewer) != ""


def test_the_counter_starts_with_the_evening(own_store: Store, clock: list[datetime]) -> None:
    opened = opened_with(own_store, contributions=gifts("60"))
    assert "depuis le début de la soirée" not in client().get("/ecran?lang=fr").text
    begin(own_store, opened.id, at=datetime(2018, 2, 1, 16, 0, tzinfo=UTC))
    clock.append(datetime(2018, 2, 1, 20, 0, tzinfo=UTC))
    text = client().get("/ecran?lang=fr").text
    assert "+60\u00a0$" in text
    assert "de 1 contributeur depuis le début de la soirée" in text


def test_a_source_that_fails_is_said_with_its_hour_and_forgotten_once_it_answers(own_store: Store, clock: list[datetime]) -> None:
    opened = opened_with(own_store, contributions=gifts("60"))
    viewer, since = client(), datetime(2018, 2, 16, 0, 42, tzinfo=UTC)
    keep_state(own_store, opened.id, SourceState("ulule", failing_since=since, failures=2), at=since)
    assert "source hors ligne depuis 19\u00a0h\u00a042" in viewer.get("/ecran?lang=fr").text
    keep_state(own_store, opened.id, SourceState("ulule", succeeded_at=clock[-1]), at=clock[-1])
    assert "hors ligne depuis 19" not in viewer.get("/ecran?lang=fr").text


@pytest.mark.parametrize("as_of", ["2018-01-10", "2018-01-21", "2018-02-16", "2018-03-16", "2018-04-01"])
def test_its_french_is_french_and_its_typography_that_of_quebec(own_store: Store, as_of: str) -> None:
    opened_with(own_store, contributions=gifts("300", "400", "200"), **PLAN)
    texts = texts_of(client().get(f"/ecran?lang=fr&as_of={as_of}").text)
    assert english_words("\n".join(texts)) == []
    assert [str(fault) for text in texts for fault in faults(text)] == []


def test_it_is_a_few_kilobytes_with_everything_that_it_needs(own_store: Store) -> None:
    opened_with(own_store, contributions=gifts("300"), **PLAN)
    bring(own_store, {}, settings=SETTINGS + 'url = "https://example.org/une-campagne/"\n')
    page = client().get("/ecran")
    files = [asset for name in ("screen.css", "live.js", "screen.js") if (asset := assets.asset(name))]
    assert int(page.headers["content-length"]) + sum(len(each.packed) for each in files) < 16_000
    assert len(re.findall(r"<(?:link rel=.stylesheet|script)", page.text)) == 3
    assert "_stcore" not in page.text
