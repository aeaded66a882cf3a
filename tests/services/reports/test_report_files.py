"""The reports as files: one page, the same figures everywhere, nobody's name, nothing fetched."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
from pathlib import Path

import pytest
from pypdf import PdfReader

from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.services.edits.team_words import Topic, write_words
from lib.services.forecast.forecasting import forecast_at
from lib.services.moments import moment
from lib.services.reports.report_files import Kind, figures_csv
from lib.services.reports.reporting import figures_json
from lib.services.viewing import view
from tests.services.held import AT
from tests.services.report_cases import (
    CROWDED_SETTINGS,
    NAMES,
    RICH,
    STATES,
    campaign_of,
    crowded_tables,
    planted_tables,
    report_of,
)
from tests.support.files import CONTRIBUTIONS, SETTINGS
from tests.support.languages import english_words

_URL = re.compile(rb"""(?:src|href|srcset|action|poster)\s*=\s*["']?(?!data:,?|#)[^"'\s>]+|@import|url\((?!data:)""")
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)
WIDE_PX = 1600


def words_of(pdf: bytes) -> str:
    """All that can be selected in a PDF, on one line, no-break spaces as plain ones."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ").split())


def seen_words(html: bytes) -> str:
    """What an HTML file shows, tags taken away."""
    return " ".join(_TAG.sub(" ", html.decode()).split(" "))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_meeting_s_page_is_one_page_in_every_state(tmp_path: Path, state: str, lang: str) -> None:
    tables, day = STATES[state]
    reader = PdfReader(io.BytesIO(report_of(*campaign_of(tmp_path, tables), day, lang).pdf()))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842), "A4"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_stays_one_page_with_as_much_to_say_as_people_can_bring(tmp_path: Path, lang: str) -> None:
    store, opened = campaign_of(tmp_path, crowded_tables(), CROWDED_SETTINGS)
    write_words(store, opened.id, Topic.DECISIONS, "\n".join(["Mots longs et nombreux. " * 20] * 8), read=None, at=AT, who="ana")
    assert len(PdfReader(io.BytesIO(report_of(store, opened, "2018-02-21", lang).pdf())).pages) == 1


def test_the_pdf_is_tagged_and_says_its_language_and_its_title(tmp_path: Path) -> None:
    made = report_of(*campaign_of(tmp_path, {"contributions": CONTRIBUTIONS}), "2018-02-11").pdf()
    reader = PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-CA" and root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert reader.metadata is not None and reader.metadata.title == "Essai – Feuille de rencontre"


def test_the_figures_can_be_selected_in_the_pdf(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, {"contributions": CONTRIBUTIONS})
    french, english = (words_of(report_of(*campaign, "2018-02-11", lang).pdf()) for lang in ("fr", "en"))
    # 100.00 collected, less 6.7 %: 93.30 in hand; 1 071.81 leaves 1 000.00, so 971.81 is still to raise.
    for amount in ("93,30 $", "100,00 $", "−6,70 $", "971,81 $", "1 071,81 $"):
        assert amount in french
    for amount in ("$93.30", "$100.00", "−$6.70", "$971.81"):
        assert amount in english
    assert "Source : Ulule · données du 10 février 2018 à 20 h · chiffres du 11 février 2018 à 23 h 59" in french


def test_the_same_figures_are_in_the_pdf_and_in_the_html(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, {"contributions": RICH})
    for kind in Kind:
        made = report_of(*campaign, "2018-03-20", "en", kind)
        printed, shown = words_of(made.pdf()), seen_words(made.html())
        amounts = set(re.findall(r"\$[\d,]+\.\d\d", shown))
        assert amounts and amounts <= set(re.findall(r"\$[\d,]+\.\d\d", printed)) | {"$71.82"}


def test_the_closing_report_says_the_plan_the_result_and_when(tmp_path: Path) -> None:
    made = report_of(*campaign_of(tmp_path, {"contributions": RICH}), "2018-03-20", "en", Kind.CLOSING)
    words = words_of(made.pdf())
    assert "1 commitment of 15 was kept." in words
    assert "$1,000 in hand, that is $1,071.81 collected February 20, 2018" in words
    assert "50% of the goal, $500 January 20, 2018" in words
    assert "100 contributors not passed" in words
    assert "No forecast was kept" in words
    assert "draft" not in words.lower()


def test_before_the_end_it_says_that_it_is_a_draft(tmp_path: Path) -> None:
    made = report_of(*campaign_of(tmp_path, {"contributions": RICH}), "2018-02-21", "en", Kind.CLOSING)
    assert "Draft of February 21, 2018 at 11:59 p.m.: the campaign is not over." in words_of(made.pdf()).replace("\u00a0", " ")


@pytest.mark.parametrize("state", STATES)
def test_the_closing_report_can_be_written_in_every_state(tmp_path: Path, state: str) -> None:
    tables, day = STATES[state]
    made = report_of(*campaign_of(tmp_path, tables), day, "fr", Kind.CLOSING)
    assert len(PdfReader(io.BytesIO(made.pdf())).pages) >= 1
    assert b"<!DOCTYPE html>" in made.html()


def test_the_team_s_words_are_in_both_reports(tmp_path: Path) -> None:
    store, opened = campaign_of(tmp_path, {"contributions": CONTRIBUTIONS})
    write_words(store, opened.id, Topic.DECISIONS, "On relance #[les] *alliés* <mardi>.", read=None, at=AT, who="ana")
    write_words(store, opened.id, Topic.AGAIN, "Une fête de quartier.", read=None, at=AT, who="ana")
    sheet, closing = (report_of(store, opened, "2018-03-20", "fr", kind) for kind in Kind)
    assert "On relance #[les] *alliés* <mardi>." in words_of(sheet.pdf())
    assert b"On relance #[les] *alli\xc3\xa9s* &lt;mardi&gt;." in sheet.html()
    assert "Une fête de quartier." in words_of(closing.pdf())


@pytest.mark.parametrize("kind", Kind)
def test_no_file_names_anybody(tmp_path: Path, kind: Kind) -> None:
    store, opened = campaign_of(tmp_path, planted_tables())
    made = report_of(store, opened, "2018-03-01", "fr", kind)
    texts = (words_of(made.pdf()), made.html().decode(), figures_csv(store, opened, made.as_of, made.translator).decode())
    for text in texts:
        assert not [name for name in NAMES if name in text or name.split()[0] in text]
        assert not re.search(r"secret\d|Message intime|@example", text)


@pytest.mark.parametrize("kind", Kind)
def test_the_html_refers_to_nothing_outside_itself(tmp_path: Path, kind: Kind) -> None:
    made = report_of(*campaign_of(tmp_path, {"contributions": RICH}), "2018-03-20", "fr", kind).html()
    assert _URL.findall(made) == []
    assert b"<script" not in made


@pytest.mark.parametrize("kind", Kind)
def test_the_french_of_a_report_is_well_set_and_french(tmp_path: Path, kind: Kind) -> None:
    made = report_of(*campaign_of(tmp_path, crowded_tables()), "2018-02-21", "fr", kind).html().decode()
    shown = re.findall(r">([^<>]+)<", _TAG.sub(lambda found: "" if found[1] else found[0], made))
    labels = re.findall(r'aria-label="([^"]*)"', made)
    assert [str(fault) for text in [*shown, *labels] for fault in faults(text.strip(" \n"))] == []
    assert english_words(" ".join(shown)) == []


@pytest.mark.parametrize(("kind", "names"), [
    (Kind.MEETING, ["bar.png", "curve.png"]), (Kind.CLOSING, ["bar.png", "curve.png", "days.png"]),
])  # fmt: skip
def test_each_chart_is_a_picture_of_twice_the_size(tmp_path: Path, kind: Kind, names: list[str]) -> None:
    pictures = dict(report_of(*campaign_of(tmp_path, {"contributions": RICH}), "2018-03-20", "fr", kind).pictures())
    assert list(pictures) == names
    for data in pictures.values():
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">I", data[16:20])[0] == WIDE_PX, "800 CSS pixels, twice"


def test_the_forecasts_have_a_picture_where_there_are_any(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, crowded_tables(), CROWDED_SETTINGS.replace("goal = 1000", "goal = 9000"))
    made = report_of(*campaign, "2018-02-21", "fr", Kind.CLOSING)
    assert "forecasts.png" in dict(made.pictures())
    assert "chacune est recalculée avec ce qu’on savait ce soir-là" in seen_words(made.html())


@pytest.mark.parametrize("kind", Kind)
def test_every_chart_has_a_name_a_sentence_and_its_numbers(tmp_path: Path, kind: Kind) -> None:
    made = report_of(*campaign_of(tmp_path, {"contributions": RICH}), "2018-03-20", "en", kind)
    html = made.html().decode()
    for chart in made.charts:
        assert chart.title and chart.sentence and chart.numbers is not None and chart.numbers.rows
        assert f'aria-label="{chart.sentence}"' in html
        assert all(cell in html for row in chart.numbers.rows for cell in row)


def test_the_table_of_figures_says_what_figures_json_says(tmp_path: Path) -> None:
    store, opened = campaign_of(tmp_path, {"contributions": CONTRIBUTIONS})
    translator, as_of = Translator(ENGLISH, opened.campaign.period.zone), moment(opened.campaign, "2018-02-11", AT).as_of
    data = figures_csv(store, opened, as_of, translator)
    assert data.startswith(b"\xef\xbb\xbf"), "so that a spreadsheet reads it as UTF-8"
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    said = json.loads(json.dumps(figures_json(view(store, opened, as_of), forecast_at(store, opened, as_of), translator)))
    assert rows["net"]["value"] == "93.30" == said["money"]["net"]
    assert rows["as_of"]["value"] == said["as_of"]
    words = {"from_platform_total": "no"}
    for name, value in said["money"].items():
        assert rows[name]["value"] == words.get(name, "" if value is None else str(value))
    for kpi in said["kpis"]:
        row = rows[kpi["id"]]
        assert (row["status"], row["why"], row["unit"]) == (kpi["status"], kpi["why"], kpi["unit"])
        if isinstance(kpi["value"], (int, float)) and not isinstance(kpi["value"], bool):
            assert float(row["value"]) == pytest.approx(kpi["value"])
    assert len(rows) == 1 + len(said["money"]) + len(said["kpis"])


def test_what_a_spreadsheet_would_run_is_disarmed(tmp_path: Path) -> None:
    store, opened = campaign_of(tmp_path, {}, SETTINGS.replace('"Ulule"', '"=1+1"'))
    data = figures_csv(store, opened, AT, Translator(ENGLISH)).decode("utf-8-sig")
    assert not [cell for row in csv.reader(io.StringIO(data)) for cell in row if cell.startswith(("=", "@", "+"))]
