"""Contributors who re-share, and those who could be asked to: the latter only for who may see people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from lib.campaign.message import N_, Share
from lib.drawing.ledger import Line, ledger
from lib.drawing.table import Header, table
from lib.kpis.reading import Reading
from lib.kpis.verdicts import SMALLEST_SAMPLE
from lib.services.analyses.sharing import ASKED_AT_MOST, askable, is_anybody_askable
from lib.store.queries.asks import Candidate
from lib.ui import parts
from lib.ui.access import may_see_people
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import readable
from lib.ui.folds import fold


def ambassadors() -> None:
    """The rate with its interval, numerator and denominator, then whom to ask."""
    page = context()
    reading = page.view.reading("ambassador_rate")
    if reading is None:
        return
    parts.section(
        "ambassadors", N_("Contributors who became ambassadors"), page.in_words("ambassadors", lambda: _sentence(page, reading))
    )
    if not reading.measure.denominator:
        parts.nothing_yet(
            "no-ambassador",
            N_("No contributor yet"),
            N_("Import contributions, then the re-shares that were seen or declared."),
        )
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        drawn(page.in_words("ambassador-lines", lambda: ledger(_lines(page, reading))), "ambassador-lines")
    with right:
        _asking(page)


def _sentence(page: Context, reading: Reading) -> str:
    """Below ten contributors no percentage is said: it would mean nothing."""
    translator, measure = page.translator, reading.measure
    if measure.value is None or measure.numerator is None or measure.denominator is None:
        return translator.sentence(measure.why)
    if measure.denominator < SMALLEST_SAMPLE:
        return translator._("%(done)s of %(all)s contributors re-shared after giving: too few to make it a rate.",
                            done=measure.numerator, all=measure.denominator)  # fmt: skip
    return translator._("%(done)s of %(all)s contributors re-shared after giving: %(rate)s; the target is %(target)s.",
                        done=measure.numerator, all=measure.denominator, rate=Share(Fraction(measure.value)),
                        target=Share(reading.target))  # fmt: skip


def _lines(page: Context, reading: Reading) -> list[Line]:
    _, formats, measure = page.translator._, page.translator.formats, reading.measure
    lines = [Line(_("Contributors"), formats.count(measure.denominator or 0))]
    if measure.numerator is None:
        return lines
    lines.append(Line(_("Who re-shared after giving"), formats.count(measure.numerator)))
    if measure.low is not None and measure.high is not None:
        low, high = formats.percent(Fraction(measure.low)), formats.percent_up(Fraction(measure.high))
        lines.append(Line(_("Rate, with 95% confidence"), _("%(low)s to %(high)s", low=low, high=high)))
    lines.append(Line(_("Target"), formats.percent(reading.target)))
    return lines


def _asking(page: Context) -> None:
    """The list is read when it is opened and never kept: it holds names and e-mails."""
    if not may_see_people(page):
        return
    if page.shared("is-anybody-askable", lambda: is_anybody_askable(page.store, page.opened, page.as_of)):
        fold(page.translator._("Who could be asked to re-share"), "askable", _asked_table)


def _askable(page: Context) -> tuple[Candidate, ...]:
    return askable(page.store, page.opened, page.as_of, personal=may_see_people(page))


def _asked_table() -> None:
    page = context()
    found = _askable(page)
    drawn(table(_headers(page), _rows(page, found), caption=_caption(page, found)), "askable")


def _caption(page: Context, found: Sequence[Candidate]) -> str:
    _ = page.translator._
    said = _(
        "Their e-mail is known and no re-share of theirs is; those who gave most first. "
        "Write only to people who agreed to be written to."
    )
    return said if len(found) < ASKED_AT_MOST else said + " " + _("The first %(count)s are shown.", count=ASKED_AT_MOST)


def _headers(page: Context) -> tuple[Header | str, ...]:
    _ = page.translator._
    return _("Name"), _("E-mail"), Header(_("Contributions"), numeric=True), Header(_("Given"), numeric=True), _("Since")


def _rows(page: Context, found: Sequence[Candidate]) -> list[tuple[str, ...]]:
    said, formats, currency = page.translator, page.translator.formats, page.view.campaign.currency
    return [(readable(each.name or "—", said), readable(each.email, said), formats.count(each.contributions),
             formats.money(each.counted_cents, currency), formats.day_short(each.first_at)) for each in found]  # fmt: skip
