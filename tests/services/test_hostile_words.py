"""Files that leave, made from a campaign whose every text is hostile: calendar, digest, reports, pictures, tables, file names."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from defusedxml.ElementTree import fromstring
from icalendar import Calendar
from pypdf import PdfReader

from lib.campaign.tables import TABLES
from lib.campaign.tables import Kind as ColumnKind
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.daily.digest import digest
from lib.services.edits.team_words import Topic, write_words
from lib.services.imports.importing import confirm, folder_preview
from lib.services.instants import instant
from lib.services.leaving.exporting import folder_files, refused_file, table_file_bytes, zipped_folder
from lib.services.plan.calendar_file import calendar_file
from lib.services.reports.report_files import Kind, Report, figures_csv, report
from lib.services.reports.reporting import figures_json
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, empty_store
from tests.support.hostile import BEACON, HTML, MARK, MARKDOWN, TYPESETTER, VARIANTS, hostile_folder

PLANTED = re.compile(r"planted|onerror|onload|onmouseover")
ARMED = re.compile("[\\s\"\u200b-\u200f\u2060\ufeff\x00]*[=+\\-@＝＋－＠]|[\t\r]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
Held = tuple[Store, OpenCampaign]


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A campaign whose every text is hostile, the team's words included."""
    store = empty_store(tmp_path_factory.mktemp("trapped"))
    confirm(store, folder_preview(store, hostile_folder(), None), at=AT, who=HTML)
    opened = open_campaign(store)
    for topic in Topic:
        write_words(store, opened.id, topic, "\n\n".join(VARIANTS), read=None, at=AT, who=HTML)
    yield store, opened
    store.close()


def test_every_text_of_every_table_is_hostile() -> None:
    """What the other tests here and the browser's rest on."""
    folder, tame = hostile_folder(), []
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO(folder[f"{table.name}.csv"].decode())))
        texts = [column.name for column in table.columns if column.kind in (ColumnKind.TEXT, ColumnKind.EMAIL)]
        tame += [f"{table.name}.{name}" for name in texts if not any(_is_hostile(row.get(name) or "") for row in rows)]
    assert tame == ["contributions.currency"]


def _is_hostile(cell: str) -> bool:
    return MARK in cell or "**fort**" in cell or cell.startswith("javascript:")


def at(trapped: Held) -> tuple[Store, OpenCampaign, object, Translator]:
    store, opened = trapped
    return store, opened, instant("2018-02-23T19:30", opened.campaign), Translator(FRENCH, opened.campaign.period.zone)


def reported(trapped: Held, kind: Kind) -> Report:
    store, opened, as_of, translator = at(trapped)
    return report(store, opened, kind, as_of, translator)  # type: ignore[arg-type]


class Elements(HTMLParser):
    """The elements of a document, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    @property
    def planted(self) -> list[tuple[str, dict[str, str | None]]]:
        """Those that a text made: by their id, by a handler, by what they ask for."""
        return [
            (tag, told) for tag, told in self.found
            if tag in ("i", "b", "script", "iframe") or str(told.get("id")).startswith("planted") or any(name.startswith("on") for name in told)
            or any(BEACON in (told.get(name) or "") or (told.get(name) or "").lower().startswith(("javascript:", "data:text")) for name in ("href", "src"))
        ]  # fmt: skip


def test_a_calendar_holds_the_texts_and_no_line_of_theirs(trapped: Held) -> None:
    store, opened, as_of, translator = at(trapped)
    file = calendar_file(store, opened, as_of, translator)  # type: ignore[arg-type]
    lines = file.split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in lines)
    unfolded = file.replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line for line in unfolded if line.startswith(("Bcc", "X-PLANTED", "BEGIN:VEVENT;"))] == []
    calendar = Calendar.from_ical(file)
    assert unfolded.count("END:VCALENDAR") == 1 and unfolded.count("BEGIN:VEVENT") == len(calendar.walk("VEVENT")) > 20
    assert any("Bcc: tous@" in str(event.get("SUMMARY")) + str(event.get("DESCRIPTION", "")) for event in calendar.walk("VEVENT"))


def test_a_digest_has_the_headers_that_it_was_given_and_no_other(trapped: Held) -> None:
    store, opened, as_of, translator = at(trapped)
    lines = replace(opened, campaign=replace(opened.campaign, title=f"Titre {MARK}\r\nBcc: tous@{BEACON}\r\n\r\n<b>corps</b>"))
    for one in (opened, lines):
        made = digest(store, one, as_of, translator)  # type: ignore[arg-type]
        message = EmailMessage()
        message["Subject"] = made.subject
        assert list(message.keys()) == ["Subject"] and not set(made.subject) & set("\r\n\u2028")
        assert Elements(made.html).planted == []
        assert BEACON not in "".join(re.findall(r'(?:href|src)="[^"]*"', made.html))


@pytest.mark.parametrize("kind", Kind)
def test_a_report_in_html_holds_the_texts_and_none_of_their_elements(trapped: Held, kind: Kind) -> None:
    page = reported(trapped, kind).html().decode()
    assert MARK in page and Elements(page).planted == []


@pytest.mark.parametrize("kind", Kind)
def test_a_report_in_pdf_sets_the_texts_letter_by_letter(trapped: Held, kind: Kind) -> None:
    pdf = reported(trapped, kind).pdf()
    reader = PdfReader(io.BytesIO(pdf))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ").split()).replace("\u2060", "")
    assert "**fort**" in words and "<b>gras</b>" in words
    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots") or []]
    assert [note for note in annotations if "javascript" in str(note).lower() or BEACON in str(note)] == []
    assert "root:x:0" not in words and b"/JavaScript" not in pdf and b"/Launch" not in pdf and b"/EmbeddedFile" not in pdf


def test_the_team_s_words_are_not_read_as_the_typesetter_s(trapped: Held) -> None:
    words = "".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(reported(trapped, Kind.CLOSING).pdf())).pages).split())
    for sign in ('#panic("x")', "*gras*", "@renvoi", "<cible>", "$sum_0^1$"):
        assert "".join(sign.split()) in words.replace("\u2060", "")


@pytest.mark.parametrize("kind", Kind)
def test_each_chart_is_a_drawing_without_anything_of_theirs(trapped: Held, kind: Kind) -> None:
    for chart in reported(trapped, kind).charts:
        tree = fromstring(str(chart.svg))
        for element in tree.iter():
            assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "image", "i", "b")
            assert [name for name in element.attrib if PLANTED.search(name) or name.startswith("on")] == []
            assert BEACON not in (element.get("href") or "")


def cells(data: bytes | str) -> list[str]:
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def alive(some: list[str]) -> list[str]:
    """The cells that a spreadsheet would run, numbers left out."""
    return [cell for cell in some if ARMED.match(cell) and not NUMBER.fullmatch(cell)]


def test_no_cell_of_any_table_that_leaves_starts_a_formula(trapped: Held) -> None:
    store, opened, as_of, translator = at(trapped)
    files = {name: "".join(lines) for name, lines in folder_files(store, opened)}
    with zipfile.ZipFile(io.BytesIO(zipped_folder(store, opened))) as archive:
        files |= {f"zip {name}": archive.read(name).decode() for name in archive.namelist()}
    tables = [text for name, text in files.items() if name.endswith(".csv")]
    tables += [table_file_bytes(store, opened, table.name).decode("utf-8-sig") for table in TABLES]
    tables.append(figures_csv(store, opened, as_of, translator).decode("utf-8-sig"))  # type: ignore[arg-type]
    found = [cell for text in tables for cell in cells(text)]
    assert sum(MARK in cell for cell in found) > 1_000
    assert alive(found) == []


def test_refused_rows_leave_without_a_formula_in_their_headers_cells_and_reasons(trapped: Held) -> None:
    store, opened, _as_of, translator = at(trapped)
    header = "id,contributed_at,amount,status\n"
    rows = "".join(f'"{text.replace(chr(34), "")}",=1+1,@SUM(1),"{text.replace(chr(34), "")}"\n' for text in VARIANTS)
    preview = folder_preview(store, {"contributions.csv": (header + rows).encode()}, opened)
    assert len(preview.refusals) == len(VARIANTS)
    assert alive(cells(refused_file(preview.refusals, translator.sentence))) == []


def test_figures_in_json_hold_the_texts_as_data(trapped: Held) -> None:
    store, opened, as_of, translator = at(trapped)
    said = figures_json(view(store, opened, as_of), None, translator)  # type: ignore[arg-type]
    assert json.loads(json.dumps(said)) == said


@pytest.mark.parametrize("name", [f"a\r\nX-Planted: 1{MARKDOWN[:20]}", '../../etc/passwd"; filename="x', TYPESETTER[:60], "é\u202egpj.exe"])
def test_a_file_s_name_is_one_header_and_no_path(name: str) -> None:
    from urllib.parse import quote, unquote

    said = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    assert not set(said) & set('\r\n"\\') and "/" not in said.partition("''")[2]
    assert unquote(said.partition("''")[2]) == name
