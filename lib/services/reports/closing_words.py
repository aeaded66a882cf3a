"""Milestones and forecasts of the closing report, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lib.campaign.message import N_
from lib.drawing.report import PrintedTable
from lib.i18n.translator import Translator
from lib.services.forecast.forecast_record import COIN_POINTS, ForecastRecord
from lib.services.forecast.forecast_words import in_a_hundred
from lib.services.reports.milestones import MilestoneKind, Passed
from lib.services.reports.report_facts import Closing as Facts
from lib.services.viewing import View


def milestone_rows(found: Facts, translator: Translator) -> list[tuple[str, str]]:
    """What was passed and on which day; the word for what was not depends on whether it still can be."""
    missing = translator._(N_("not passed")) if found.is_final else translator._(N_("to come"))
    return [
        (_milestone(each, found.seen, translator), translator.formats.date_long(each.day) if each.day else missing)
        for each in found.milestones
    ]


def _milestone(passed: Passed, seen: View, translator: Translator) -> str:
    _, formats, currency = translator._, translator.formats, seen.campaign.currency
    amount = formats.money_brief(passed.cents, currency)
    match passed.kind:
        case MilestoneKind.FIRST:
            return _(N_("First contribution"))
        case MilestoneKind.PEOPLE:
            return translator.ngettext("%(count)s contributor", "%(count)s contributors", passed.people)
        case MilestoneKind.IN_HAND:
            goal = formats.money_brief(seen.campaign.goal_cents, currency)
            return _(N_("%(goal)s in hand, that is %(gross)s collected"), goal=goal, gross=amount)
        case MilestoneKind.SHARE | MilestoneKind.PAYS_FOR:
            share = formats.percent(passed.share)
            if passed.pays_for:
                return _(N_("%(share)s of the goal, %(amount)s: %(what)s"), share=share, amount=amount, what=passed.pays_for)
            return _(N_("%(share)s of the goal, %(amount)s"), share=share, amount=amount)


def record_sentences(record: ForecastRecord, seen: View, translator: Translator) -> Sequence[str]:
    """What was said, how often it leaned to the right side, and how far it was from what happened."""
    if not record.said:
        return [translator._("No forecast was kept: the first is made on an evening with five contributors at least.")]
    return list(_record(record, seen, translator))


def _record(record: ForecastRecord, seen: View, translator: Translator) -> Iterator[str]:
    _, count = translator._, len(record.said)
    if record.is_recomputed:
        yield _("The data are invented: no forecast was kept day by day, so each is worked out again from what its evening knew.")
    if record.is_reached is None:
        yield translator.ngettext("A forecast was made on %(count)s evening; the end will say whether it was right.",
                                  "A forecast was made on %(count)s evenings; the end will say how many were right.",
                                  count)  # fmt: skip
        return
    yield translator.ngettext("On the one evening on which a forecast was made, it gave the right side %(right)s times.",
                              "Of the %(count)s evenings on which a forecast was made, it gave the right side %(right)s times.",
                              count, right=record.right_count)  # fmt: skip
    yield _(
        "A chance that was said stood, on the whole, %(points)s points of 100 away from what happened; 0 is foreseeing "
        "everything, and tossing a coin each evening gives %(coin)s.",
        points=record.points_away or 0,
        coin=COIN_POINTS,
    )
    yield from _half_time(record, seen, translator)


def _half_time(record: ForecastRecord, seen: View, translator: Translator) -> Iterator[str]:
    middle = record.at_half_time
    if middle is None:
        return
    formats, currency = translator.formats, seen.campaign.currency
    yield translator._(
        "In the middle, on %(day)s, it said about %(chance)s chances in 100 and a total of about %(said)s; "
        "%(collected)s was collected.",
        day=formats.date_long(middle.day),
        chance=in_a_hundred(middle.probability),
        said=formats.money_whole(middle.total_median_cents, currency),
        collected=formats.money_whole(record.total_cents, currency),
    )


def day_numbers(found: Facts, translator: Translator) -> PrintedTable:
    """Every day on which something came in: the amount, the contributions, the total by then."""
    _, formats, currency, total, rows = translator._, translator.formats, found.seen.campaign.currency, 0, []
    for day in found.days:
        total += day.counted_cents
        rows.append((formats.date_medium(day.day), formats.money(day.counted_cents, currency),
                     formats.count(day.contributions), formats.money(total, currency)))  # fmt: skip
    headers = (_("Day"), _("Collected"), _("Contributions"), _("Total by then"))
    return PrintedTable(headers, rows, (False, True, True, True), (1, 1, 1, 1))
