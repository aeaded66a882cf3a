"""The digest: what it says, and what it never holds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lib.i18n.language import ENGLISH, FRENCH, LANGUAGES, Language
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.daily.digest import Digest, digest
from lib.services.demonstration import DEMO_FOLDER, load_demonstration
from lib.services.instants import instant
from lib.store.engine import Store
from tests.services.held import AT, empty_store, opened_with
from tests.support.languages import english_words


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, OpenCampaign]]:
    """The demonstration, only read by these tests."""
    store = empty_store(tmp_path_factory.mktemp("demo"))
    load_demonstration(store, at=AT)
    yield store, open_campaign(store)
    store.close()


def made(demo: tuple[Store, OpenCampaign], language: Language, as_of: str = "2018-02-23T19:30") -> Digest:
    store, opened = demo
    return digest(store, opened, instant(as_of, opened.campaign), Translator(language, opened.campaign.period.zone))


class _Text(HTMLParser):
    """The words of a document, and the elements that are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def words_of(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    assert reader.open == []
    return " ".join(" ".join(reader.words).split())


def test_the_text_says_how_it_stands_what_has_changed_and_what_is_to_be_done(demo: tuple[Store, OpenCampaign]) -> None:
    lines = made(demo, ENGLISH).text.splitlines()
    assert lines[:3] == [
        "Services Faciles (démonstration): what is to be done on February 23",
        "$10,843 in hand of $25,000; 21 days left.",
        "Of 100 campaigns that looked like ours at this point, more than 95 reached their goal.",
    ]
    assert lines[4:7] == ["Since Feb 22, 7:30\u00a0p.m.", "- Collected +$545.00", "- Contributions +9"]
    assert lines[12:14] == ["Late", "- 4 late thank-yous (33 days late). The oldest of these contributions came on January 20, 2018."]
    assert "For today" in lines and "In the coming days" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_the_same_as_the_text(demo: tuple[Store, OpenCampaign], language: Language) -> None:
    message = made(demo, language)
    words = words_of(message.html)
    for line in message.text.splitlines()[:10]:
        assert " ".join(line.removeprefix("- ").split()) in words
    assert f'lang="{language.html}"' in message.html


def test_the_french_digest_holds_no_english_and_no_fault_of_typography(demo: tuple[Store, OpenCampaign]) -> None:
    message = made(demo, FRENCH)
    assert english_words(message.text) == []
    assert faults(message.text) == faults(message.subject) == ()


@pytest.mark.parametrize("as_of", ["2018-01-10", "2018-01-20", "2018-02-23T19:30", "2018-03-16", "2018-03-30"])
def test_no_address_and_no_person_s_name_is_in_it(demo: tuple[Store, OpenCampaign], as_of: str) -> None:
    people: set[str] = set()
    for table in ("contributions", "members", "first_day"):
        with (DEMO_FOLDER / f"{table}.csv").open(encoding="utf-8") as file:
            people |= {row["name"] for row in csv.DictReader(file) if row["name"]}
    assert len(people) > 300
    message = made(demo, FRENCH, as_of)
    for part in (message.subject, message.text, message.html):
        assert "@" not in part
        assert [name for name in people if name in part] == []


@pytest.mark.parametrize(
    ("as_of", "sentences"),
    [
        ("2018-01-10", 0),  # nothing recorded by then
        ("2018-03-30", 1),  # over: the money alone
    ],
)
def test_the_forecast_is_told_only_while_there_is_one(demo: tuple[Store, OpenCampaign], as_of: str, sentences: int) -> None:
    assert made(demo, ENGLISH, as_of).text.splitlines().index("") == 1 + sentences


TYPED = "id,name,starts_on\nt1,Écrire à Zoé <zoe@example.org> & <b>vite</b>,2018-03-01\n"


def test_an_address_that_somebody_typed_in_a_task_is_left_out_and_markup_is_not_obeyed(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    message = digest(store, opened_with(store, tasks=TYPED), AT, Translator(ENGLISH))
    assert "- Task: Écrire à Zoé … & <b>vite</b> (today)." in message.text
    assert "&amp; &lt;b&gt;vite" in message.html and "<b>" not in message.html


def test_when_nothing_is_left_it_says_so(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    opened = opened_with(store, communication_log="day,minutes\n2018-03-01,30\n", news=NEWS, platform_totals=TOTAL)
    message = digest(store, opened, AT, Translator(ENGLISH))
    assert message.text.splitlines()[-1] == "Nothing else today."
    assert words_of(message.html).endswith("Nothing else today.")


NEWS = "id,published_at,title\n" + "".join(f"n{number},2018-02-{number + 1:02}T12:00:00-05:00,Titre\n" for number in range(8))
TOTAL = "observed_at,amount_raised\n2018-03-01T06:00:00-05:00,100.00\n"
