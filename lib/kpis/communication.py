"""The KPIs of dynamic communication: thanks within 24 h, 30 minutes a day, news."""

from __future__ import annotations

from fractions import Fraction

from lib.campaign.message import N_, Message, Quantity, say, say_many
from lib.campaign.tallies import NewsTally, ThanksTally
from lib.kpis.periods import closing, opening
from lib.kpis.reading import Facts, Kpi, Measure, Status, Unit
from lib.kpis.verdicts import STALE_AFTER_HOURS, is_past_the_start, paced, paced_group


def thanked_within_24h(facts: Facts, target: Fraction) -> Measure:
    """Contributions thanked within 24 h ÷ those thanked, or older than 24 h; `details`: late, and still waiting."""
    tally = facts.tallies.thanks
    details = {"late": tally.late, "waiting": tally.waiting}
    if not tally.thanked or not tally.due:
        return Measure(None, _no_thanks(tally), tally.newest_at, details=details)
    rate = Fraction(tally.in_time, tally.due)
    return Measure(rate, _thanks(tally), tally.newest_at, tally.in_time, tally.due, details=details)


def _no_thanks(tally: ThanksTally) -> Message:
    if not tally.due:
        return say(N_("No thank-you is due yet."))
    return say_many(N_("No thank-you has been noted; %(count)s contribution waits for one."),
                    N_("No thank-you has been noted; %(count)s contributions wait for one."), tally.due)  # fmt: skip


def _thanks(tally: ThanksTally) -> Message:
    if not tally.late:
        return say(N_("All %(due)s in time."), due=tally.due)
    return say(N_("%(done)s of %(due)s in time; late: %(late)s, of which %(waiting)s still waiting."),
               done=tally.in_time, due=tally.due, late=tally.late, waiting=tally.waiting)  # fmt: skip


def _thanks_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """All of them can no longer be met once one is late; less than all can always be made up for."""
    can_still_be_met = target < 1 or not facts.tallies.thanks.late
    return paced_group(measure.value or 0, target, can_still_be_met=can_still_be_met)


THANKED_WITHIN_24H = Kpi(
    id="thanked_within_24h",
    name=N_("Thanks within 24 hours"),
    definition=N_("Contributions thanked within 24 hours, among those that are thanked or older than 24 hours."),
    data=N_("The instant of the thank-you noted with each contribution"),
    page="today",
    unit=Unit.SHARE,
    measure=thanked_within_24h,
    pace=_thanks_pace,
    default_target=Fraction(1),
    deadline=closing,
    starts_at=opening,
    stale_after_hours=STALE_AFTER_HOURS,
)


def daily_communication(facts: Facts, target: Fraction) -> Measure:
    """Days with at least 30 minutes logged ÷ days begun."""
    tally, begun = facts.tallies.log, facts.figures.day_number
    if not tally.entries or not begun:
        return Measure(None, say(N_("No communication time has been logged yet.")), tally.newest_at)
    why = say_many(N_("%(count)s day of %(days)s with 30 minutes."), N_("%(count)s days of %(days)s with 30 minutes."),
                   tally.good_days, days=begun)  # fmt: skip
    return Measure(Fraction(tally.good_days, begun), why, tally.newest_at, tally.good_days, begun)


def _daily_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """Every day to come can still be a good one, today included while the campaign is open."""
    tally, period = facts.tallies.log, facts.campaign.period
    to_come = period.days_left(facts.as_of) + (period.is_open(facts.as_of) and not tally.today_is_good)
    reachable = Fraction(tally.good_days + to_come, period.day_count)
    return paced_group(measure.value or 0, target, can_still_be_met=reachable >= target)


DAILY_COMMUNICATION = Kpi(
    id="daily_communication",
    name=N_("30 minutes a day"),
    definition=N_("Days of the campaign with at least 30 minutes of online communication logged, among the days begun."),
    data=N_("The communication log"),
    page="today",
    unit=Unit.SHARE,
    measure=daily_communication,
    pace=_daily_pace,
    default_target=Fraction(1),
    deadline=closing,
    starts_at=opening,
    stale_after_hours=STALE_AFTER_HOURS,
)


def news(facts: Facts, target: Fraction) -> Measure:
    """News published on the campaign page within the campaign; `details`: how many are expected by now."""
    tally, expected = facts.tallies.news, target * facts.figures.elapsed
    if not tally.recorded:
        return Measure(None, say(N_("No news has been recorded yet.")), tally.newest_at, details={"expected": expected})
    return Measure(tally.published, _news(tally, expected), tally.newest_at, details={"expected": expected})


def _news(tally: NewsTally, expected: Fraction) -> Message:
    return say(N_("%(published)s published; %(expected)s expected by now."),
               published=tally.published, expected=Quantity(expected))  # fmt: skip


NEWS = Kpi(
    id="news",
    name=N_("News on the campaign page"),
    definition=N_("News published on the campaign page between the opening and the closing, against a straight line "
                  "to the target."),
    data=N_("The list of news"),
    page="today",
    unit=Unit.NEWS,
    measure=news,
    pace=lambda facts, measure, target: paced(measure.value or 0, target * facts.figures.elapsed),
    default_target=Fraction(10),
    deadline=closing,
    starts_at=opening,
    has_enough=lambda facts, measure: is_past_the_start(facts),
    stale_after_hours=STALE_AFTER_HOURS,
)  # fmt: skip
