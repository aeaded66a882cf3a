"""The KPI of the money."""

from __future__ import annotations

from fractions import Fraction

from lib.campaign.message import N_, Message, Money, Share, say
from lib.campaign.pace import reference_share
from lib.kpis.periods import closing, opening
from lib.kpis.reading import Facts, Kpi, Measure, Status, Unit
from lib.kpis.verdicts import STALE_AFTER_HOURS, is_past_the_start, paced


def funds(facts: Facts, target: Fraction) -> Measure:
    """Net against the goal; `details` holds the gross and what is expected by now, in cents."""
    figures, tally = facts.figures, facts.tallies.money
    return Measure(
        value=figures.net_cents if tally.known else None,
        why=_why(facts, target),
        observed_at=tally.newest_at,
        details={"gross": figures.gross_cents if tally.known else None, "expected": _expected(facts, target)},
    )


def _expected(facts: Facts, target: Fraction) -> Fraction:
    return target * reference_share(facts.figures.elapsed)


def _why(facts: Facts, target: Fraction) -> Message:
    if not facts.tallies.money.known:
        return say(N_("No contribution has been recorded yet."))
    currency, expected = facts.campaign.currency, _expected(facts, target)
    money = {
        "net": Money(facts.figures.net_cents, currency, whole=True),
        "expected": Money(int(expected), currency, whole=True),
    }
    if not expected:
        return say(N_("%(net)s in hand; the campaign has not opened."), **money)
    share = Share(Fraction(facts.figures.net_cents) / expected)
    return say(N_("%(net)s in hand of the %(expected)s that campaigns that succeeded had by then (%(share)s)."),
               **money, share=share)  # fmt: skip


def _pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    return paced(facts.figures.net_cents, _expected(facts, target))


FUNDS = Kpi(
    id="funds",
    name=N_("Money in hand"),
    definition=N_("What is left of the counted contributions once the commission and its tax are taken, against the goal. "
                  "Expected by now: the goal times the median share that real campaigns that succeeded had at that time."),
    data=N_("Contributions (status counted) or, where none is known, the platform’s total"),
    page="contributions",
    unit=Unit.MONEY,
    measure=funds,
    pace=_pace,
    default_target=None,
    deadline=closing,
    starts_at=opening,
    has_enough=lambda facts, measure: is_past_the_start(facts),
    stale_after_hours=STALE_AFTER_HOURS,
)  # fmt: skip
