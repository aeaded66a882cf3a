"""The parts of the method page: every definition, read from the registry that computes the figure."""

from __future__ import annotations

from datetime import datetime, timedelta

from lib.campaign.calendar import end_of_day
from lib.campaign.definitions import MONEY_DEFINITIONS
from lib.campaign.message import N_
from lib.drawing.definitions import Entry, definitions
from lib.drawing.status import STATUSES, status_word
from lib.kpis.reading import Reading, Status
from lib.services.wording import target_text
from lib.ui import parts
from lib.ui.context import Context, context
from lib.ui.drawn import drawn

_MEANINGS: dict[Status, str] = {
    Status.REACHED: N_("The target is met."),
    Status.ON_TRACK: N_("At least 90% of what is expected at that time."),
    Status.AT_RISK: N_("Between 70% and 90% of what is expected; for a sampled rate, the interval still reaches the target."),
    Status.OFF_TRACK: N_("Below 70% of what is expected; for a sampled rate, the whole interval lies below the target."),
    Status.MISSED: N_("The deadline has passed and the target was not met."),
    Status.TOO_EARLY: N_("Before a tenth of the campaign, or with fewer than ten cases, nothing can be concluded."),
    Status.NO_DATA: N_("Nothing has been recorded: shown as “—”, never as 0."),
    Status.STALE: N_("The newest datum is too old: the figure stays, the verdict waits."),
    Status.NOT_STARTED: N_("Its period has not opened."),
}


def money() -> None:
    """The figures of the money."""
    page = context()
    parts.section("money", N_("The money"))
    drawn(
        page.in_words(
            "money-definitions",
            lambda: definitions(
                [Entry(each.id, page.translator._(each.name), (page.translator._(each.meaning),)) for each in MONEY_DEFINITIONS]
            ),
        ),
        "money-definitions",
    )


def kpis() -> None:
    """The KPIs, each with what it measures, its target and deadline in this campaign, and what it is worked out from."""
    page = context()
    parts.section("kpis", N_("The KPIs"))
    drawn(
        page.in_words("kpi-definitions", lambda: definitions([_kpi(page, reading) for reading in page.view.readings])),
        "kpi-definitions",
    )


def _kpi(page: Context, reading: Reading) -> Entry:
    _, kpi = page.translator._, reading.kpi
    target = target_text(reading, page.view.campaign.currency, page.translator)
    lines = [_(kpi.definition), _("Target: %(target)s.", target=target)]
    if reading.deadline is not None:
        lines.append(_deadline(page, reading.deadline))
    data = _(kpi.data)
    lines.append(_("Worked out from: %(data)s.", data=data[0].lower() + data[1:]))
    return Entry(kpi.id, _(kpi.name), tuple(lines))


def _deadline(page: Context, deadline: datetime) -> str:
    """A bound that is a midnight is said as the end of the day before, as people plan it."""
    period = page.view.campaign.period
    last_day = period.last_day_before(deadline)
    if deadline == end_of_day(last_day, period.zone) + timedelta(microseconds=1):
        return page.translator._("Deadline: end of %(day)s.", day=last_day)
    return page.translator._("Deadline: %(instant)s.", instant=deadline)


def statuses() -> None:
    """The statuses, by shape, word and meaning."""
    page = context()
    parts.section("statuses", N_("The statuses"))
    entries = [
        Entry(each.value, status_word(each.value, page.translator), (page.translator._(meaning),), each.value)
        for each, meaning in _MEANINGS.items()
        if each.value in STATUSES
    ]
    drawn(page.in_words("status-definitions", lambda: definitions(entries, page.translator)), "status-definitions")


def limits() -> None:
    """What the figures do not say."""
    page = context()
    parts.section("limits", N_("What the figures do not say"))
    for index, text in enumerate(
        (
            N_("A person who follows two allies is counted twice in the allies’ reach."),
            N_(
                "What is collected is promised until the closing: all or nothing, no money is paid below the threshold."
            ),
            N_(
                "The reference curve comes from real campaigns elsewhere, 2013–2016, that succeeded; this platform may differ."
            ),
            N_("A contribution’s status is today’s: a refund is taken off the past days too."),
        )
    ):
        parts.say(f"limit-{index}", "info", page.translator._(text))
