"""The meeting's page in words: all that fits on one A4 page, and nothing that names a person."""

from __future__ import annotations

from lib.campaign.work import Work
from lib.drawing.report import Item, List, Sheet, Words
from lib.i18n.translator import Translator
from lib.services.daily.addresses import without_addresses
from lib.services.daily.today import Today
from lib.services.daily.work_words import deadline_text
from lib.services.edits.team_words import Topic
from lib.services.forecast.forecast_words import headline
from lib.services.naming import on_one_line
from lib.services.portfolio.references import last_time_sentence
from lib.services.reports.report_charts import curve_chart
from lib.services.reports.report_facts import Meeting
from lib.services.reports.report_words import heading, kpi_table, money, shortened, team_part, worked_list

_WORKED, _TO_DO, _OF_ONE_KIND = 5, 6, 2
"""Lines of each list that leave room for the rest of the page; of one kind of work, the most urgent stand for the others."""
_CURVE_PX = 132
_NOTE_CHARACTERS, _TASK_CHARACTERS = 130, 70
_PARAGRAPH_CHARACTERS, _PARAGRAPHS = 240, 4


def meeting_sheet(found: Meeting, translator: Translator) -> Sheet:
    """The page in a language."""
    seen, currency = found.seen, found.seen.campaign.currency
    notes = [(each, shortened(translator.sentence(each.why), _NOTE_CHARACTERS)) for each in seen.readings]
    is_forecast = found.outlook is not None and seen.figures.known
    return Sheet(
        heading=heading(seen, translator._("Meeting report"), translator),
        money=money(seen, translator),
        curve=curve_chart(seen, found.progress, found.outlook, translator, _CURVE_PX) if found.progress.raised else None,
        no_curve=translator._("The curve starts with the first contribution, or the platform’s first total."),
        forecast=" ".join([
            *([last_time_sentence(found.before, translator)] if found.before and seen.figures.known else []),
            *([translator.sentence(headline(found.outlook.forecast))] if found.outlook and is_forecast else []),
        ]),
        kpis=kpi_table(notes, currency, translator, last=translator._("Why")),
        worked=_shorter(worked_list(seen, found.worked, translator), _WORKED),
        todo=_todo(found.today, translator),
        words=_decisions(found, translator),
    )  # fmt: skip


def _shorter(given: List, most: int) -> List:
    items = [Item(each.text, shortened(each.about, _TASK_CHARACTERS)) for each in given.items[:most]]
    return List(given.title, items, given.empty)


def _todo(seen: Today, translator: Translator) -> List:
    """The most urgent work, at most two of a kind, with its deadline."""
    kept: list[Work] = []
    for work in seen.work:
        if sum(each.kind is work.kind for each in kept) < _OF_ONE_KIND:
            kept.append(work)
    items = [Item(shortened(without_addresses(translator.sentence(work.what)), _TASK_CHARACTERS),
                  on_one_line(deadline_text(work, seen, translator))) for work in kept[:_TO_DO]]  # fmt: skip
    return List(translator._("To do next"), items, translator._("Nothing else today."))


def _decisions(found: Meeting, translator: Translator) -> Words:
    """What the team wrote for this page, the beginning of it where it is long; else room to write."""
    said = team_part(Topic.DECISIONS, found.words.get(Topic.DECISIONS), translator)
    paragraphs = [shortened(each, _PARAGRAPH_CHARACTERS) for each in said.paragraphs[:_PARAGRAPHS]]
    return Words(said.title, paragraphs, said.signed)
