"""The closing report in words: plan against result, when, what worked, what did not, what the forecasts said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lib.campaign.message import N_
from lib.drawing.report import Closing, Item, Part, PrintedTable
from lib.drawing.status import status_word
from lib.i18n.translator import Translator
from lib.kpis.reading import Status, Unit
from lib.services.daily.addresses import without_addresses
from lib.services.edits.team_words import Topic
from lib.services.naming import deeds_text
from lib.services.reports.closing_words import day_numbers, milestone_rows, record_sentences
from lib.services.reports.report_charts import curve_chart, days_chart, forecast_chart
from lib.services.reports.report_facts import Closing as Facts
from lib.services.reports.report_words import heading, kpi_table, money, team_part, worked_list
from lib.services.reports.results import Result
from lib.services.wording import target_text, value_text

_BAD = (Status.MISSED, Status.OFF_TRACK, Status.AT_RISK)


def closing_report(found: Facts, translator: Translator) -> Closing:
    """The report in a language; a draft while the campaign is not over."""
    _ = translator._
    kind = _("Closing report") if found.is_final else _("Closing report, draft")
    state = "" if found.is_final else _("Draft of %(instant)s: the campaign is not over.",
                                        instant=found.seen.as_of)  # fmt: skip
    return Closing(heading(found.seen, kind, translator), state, money(found.seen, translator), tuple(_parts(found, translator)),
                   _("The numbers of the charts"))  # fmt: skip


def _parts(found: Facts, translator: Translator) -> Iterator[Part]:
    yield _results(found, translator)
    yield _milestones(found, translator)
    yield _curve(found, translator)
    yield _worked(found, translator)
    yield _did_not(found, translator)
    yield from _biggest_days(found, translator)
    yield from _allies(found, translator)
    yield from _forecasts(found, translator)
    yield _words(found, translator)


def _results(found: Facts, translator: Translator) -> Part:
    """Every commitment: target, result, reached or not, and since when."""
    _ = translator._
    reached = sum(each.is_reached for each in found.results)
    said = translator.ngettext("%(count)s commitment of %(all)s was kept.", "%(count)s commitments of %(all)s were kept.",
                               reached, all=len(found.results))  # fmt: skip
    rows = [(each.reading, _since(each, translator)) for each in found.results]
    return Part("results", _("Plan against result"), [said],
                kpis=kpi_table(rows, found.seen.campaign.currency, translator, last=_("Since when, or why")))  # fmt: skip


def _since(result: Result, translator: Translator) -> str:
    why = translator.sentence(result.reading.why)
    if result.reached_on is None or result.reading.kpi.unit is Unit.YES_NO:
        return why  # a yes says by itself since when
    return translator._("Since %(day)s. %(why)s", day=translator.formats.date_long(result.reached_on), why=why)


def _milestones(found: Facts, translator: Translator) -> Part:
    _ = translator._
    table = PrintedTable((_("Milestone"), _("Passed on")), milestone_rows(found, translator), (False, False), (3, 1.4))
    return Part("milestones", _("Milestones"), table=table)


def _curve(found: Facts, translator: Translator) -> Part:
    _ = translator._
    if not found.progress.raised:
        return Part("curve", _("Day by day"), [_("The curve starts with the first contribution, or the platform’s first total.")])
    charts = [curve_chart(found.seen, found.progress, found.outlook, translator)]
    if found.days:
        charts.append(days_chart(found.seen, found.days, found.deeds, day_numbers(found, translator), translator))
    return Part("curve", _("Day by day"), charts=charts)


def _worked(found: Facts, translator: Translator) -> Part:
    listed = worked_list(found.seen, found.worked, translator)
    return Part("worked", listed.title, () if listed.items else [listed.empty], items=listed.items)


def _did_not(found: Facts, translator: Translator) -> Part:
    """The commitments that were not kept, each with its result beside its target and why."""
    currency = found.seen.campaign.currency
    bad = [each.reading for each in found.results if each.reading.status in _BAD]
    items = [
        Item(
            translator._("%(name)s: %(value)s of %(target)s, %(status)s.", name=translator._(each.kpi.name),
                         value=value_text(each, currency, translator), target=target_text(each, currency, translator),
                         status=status_word(each.status.value, translator).lower()),
            translator.sentence(each.why),
        )
        for each in bad
    ]  # fmt: skip
    title = translator._("What did not work") if found.is_final else translator._("What needs watching")
    return Part("did-not", title, () if items else [translator._("No commitment is behind.")],
                items=items)  # fmt: skip


def _biggest_days(found: Facts, translator: Translator) -> Iterator[Part]:
    """The days with most money, and what was done on them."""
    _, formats = translator._, translator.formats
    rows = [
        (formats.date_full(day.day), formats.money_whole(day.counted_cents, found.seen.campaign.currency),
         formats.count(day.contributions), without_addresses(deeds_text(day.deeds, translator)))
        for day in found.worked.days
    ]  # fmt: skip
    if rows:
        headers = (_("Day"), _("Collected"), _("Contributions"), _("What was done"))
        yield Part("days", _("The biggest days"), table=PrintedTable(headers, rows, (False, True, True, False), (2, 1, 1, 4)))


def _allies(found: Facts, translator: Translator) -> Iterator[Part]:
    """The allies who agreed or relayed, the largest audience first."""
    _, formats = translator._, translator.formats

    def day(given: date | None) -> str:
        return formats.date_medium(given) if given else _("no")

    said = [each for each in found.allies if each.agreed_on or each.launch_relayed_on or each.closing_relayed_on]
    rows = [
        (without_addresses(each.name), "—" if each.audience is None else formats.count(each.audience),
         day(each.launch_relayed_on), day(each.closing_relayed_on))
        for each in said
    ]  # fmt: skip
    if rows:
        headers = (_("Ally"), _("Audience"), _("Launch relayed"), _("Closing relayed"))
        yield Part("allies", _("The allies"), table=PrintedTable(headers, rows, (False, True, False, False), (3, 1, 1.4, 1.4)))


def _forecasts(found: Facts, translator: Translator) -> Iterator[Part]:
    """The forecasts that were kept against what happened; nothing for a campaign that is not all or nothing."""
    if found.record is None:
        return
    charts = [forecast_chart(found.seen, found.record, translator)] if found.record.said else []
    yield Part("forecasts", translator._("What the forecasts said"), record_sentences(found.record, found.seen, translator),
               charts=charts)  # fmt: skip


def _words(found: Facts, translator: Translator) -> Part:
    topics = (Topic.WORKED, Topic.DID_NOT, Topic.AGAIN)
    words = [team_part(topic, found.words.get(topic), translator) for topic in topics]
    return Part("words", translator._(N_("In the team’s words")), words=words)
