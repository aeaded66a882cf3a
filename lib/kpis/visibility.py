"""The KPIs of visibility: fans, ambassadors, shares, the allies' relays, the showcase image."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from statistics import median

from lib.campaign.calendar import share_gone_by, start_of_day
from lib.campaign.message import N_, Message, Quantity, Share, say, say_many
from lib.campaign.tallies import AmbassadorTally, PostTally, RelayTally
from lib.kpis.periods import closing, end_of_first_week, end_of_launch_wave, opening, start_of_closing_wave
from lib.kpis.reading import Detail, Facts, Kpi, Measure, Status, Unit
from lib.kpis.verdicts import SMALLEST_SAMPLE, STALE_AFTER_HOURS, paced, paced_sample, wilson_interval


def fans_first_week(facts: Facts, target: Fraction) -> Measure:
    """The highest count of fans of the campaign page seen on days 1–7."""
    tally, period = facts.tallies.fans, facts.campaign.period
    days = {"first": period.day(1), "last": period.day(7)}
    if tally.highest_first_week is None:
        why = say(N_("No count of fans between %(first)s and %(last)s."), **days)
    else:
        why = say_many(N_("%(count)s fan at most between %(first)s and %(last)s."),
                       N_("%(count)s fans at most between %(first)s and %(last)s."),
                       tally.highest_first_week, **days)  # fmt: skip
    return Measure(tally.highest_first_week, why, tally.newest_at, details={"latest": tally.latest})


def _fans_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """Judged by the share of the week that has gone by."""
    gone_by = share_gone_by(opening(facts), end_of_first_week(facts), facts.as_of)
    return paced(measure.value or 0, target * gone_by)


FANS_FIRST_WEEK = Kpi(
    id="fans_first_week",
    name=N_("Fans of the page, first week"),
    definition=N_("The highest number of fans of the campaign page seen during its first seven days."),
    data=N_("Counts of the account “ulule” and the platform’s own observations"),
    page="sharing",
    unit=Unit.PEOPLE,
    measure=fans_first_week,
    pace=_fans_pace,
    default_target=Fraction(100),
    deadline=end_of_first_week,
    starts_at=opening,
    stale_after_hours=STALE_AFTER_HOURS,
)


def ambassador_rate(facts: Facts, target: Fraction) -> Measure:
    """Contributors who re-shared after their gift ÷ contributors, with the 95 % Wilson interval.

    Shares are printed rounded down: the upper bound is rounded up here, so that the sentence never narrows the interval.
    """
    tally = facts.tallies.ambassadors
    if not tally.contributors or not tally.reshares:
        return Measure(None, _no_ambassadors(tally), tally.newest_at, denominator=tally.contributors or None)
    low, high = wilson_interval(tally.ambassadors, tally.contributors)
    why = say(N_("%(ambassadors)s of %(contributors)s; between %(low)s and %(high)s with 95% confidence."),
              ambassadors=tally.ambassadors, contributors=tally.contributors,
              low=Share(Fraction(low)), high=Share(Fraction(ceil(Fraction(high) * 100), 100)))  # fmt: skip
    rate = Fraction(tally.ambassadors, tally.contributors)
    return Measure(rate, why, tally.newest_at, tally.ambassadors, tally.contributors, low=low, high=high)


def _no_ambassadors(tally: AmbassadorTally) -> Message:
    if tally.contributors:
        return say(N_("No re-share has been noted yet."))
    return say(N_("No contribution has been recorded yet."))


AMBASSADOR_RATE = Kpi(
    id="ambassador_rate",
    name=N_("Contributors who became ambassadors"),
    definition=N_("Contributors with at least one re-share dated after their first counted contribution, among all "
                  "contributors. Off track only when the whole 95% interval lies below the target."),
    data=N_("Re-shares, matched to contributors by contribution or by e-mail"),
    page="sharing",
    unit=Unit.SHARE,
    measure=ambassador_rate,
    pace=lambda facts, measure, target: paced_sample(measure, target),
    default_target=Fraction(1, 4),
    deadline=closing,
    starts_at=opening,
    has_enough=lambda facts, measure: (measure.denominator or 0) >= SMALLEST_SAMPLE,
    stale_after_hours=STALE_AFTER_HOURS,
)  # fmt: skip


def shares_per_post(facts: Facts, target: Fraction) -> Measure:
    """Mean shares of the campaign's Facebook posts that are 48 h old; `details`: median, smallest, reached."""
    tally = facts.tallies.posts
    if not tally.shares:
        return Measure(None, _no_shares(tally), tally.newest_at, n=0)
    reached, n, middle = sum(count >= target for count in tally.shares), len(tally.shares), Fraction(median(tally.shares))
    why = say_many(N_("%(reached)s post of %(count)s has %(target)s shares; median %(median)s."),
                   N_("%(reached)s of %(count)s posts have %(target)s shares; median %(median)s."),
                   n, reached=reached, target=Quantity(target), median=Quantity(middle))  # fmt: skip
    details: dict[str, Detail] = {
        "median": middle, "smallest": min(tally.shares), "reached": reached, "unknown": tally.unknown,
    }  # fmt: skip
    return Measure(Fraction(sum(tally.shares), n), why, tally.newest_at, n=n, details=details)


def _no_shares(tally: PostTally) -> Message:
    if tally.unknown:
        return say(N_("Posts are known, but not their shares."))
    if tally.young:
        return say(N_("No post is 48 hours old yet."))
    return say(N_("No Facebook post of the campaign has been recorded yet."))


SHARES_PER_POST = Kpi(
    id="shares_per_post",
    name=N_("Shares per Facebook post"),
    definition=N_("The mean number of shares of the campaign’s Facebook posts that are at least 48 hours old. Posts whose "
                  "shares are not known are left out."),
    data=N_("Posts and their latest known counts"),
    page="sharing",
    unit=Unit.SHARES,
    measure=shares_per_post,
    pace=lambda facts, measure, target: paced(measure.value or 0, target),
    default_target=Fraction(60),
    deadline=closing,
    starts_at=opening,
    has_enough=lambda facts, measure: (measure.n or 0) >= SMALLEST_SAMPLE,
    stale_after_hours=STALE_AFTER_HOURS,
)  # fmt: skip


def _relay(tally: RelayTally) -> Measure:
    """Audience of the allies whose relay is done; `details`: audience agreed, allies that agreed and relayed."""
    if not tally.allies:
        return Measure(None, say(N_("No ally has been written down yet.")))
    why = say_many(N_("%(count)s ally has relayed; those who agreed reach %(agreed)s people. One person may be counted "
                      "twice."),
                   N_("%(count)s allies have relayed; those who agreed reach %(agreed)s people. One person may be counted "
                      "twice."),
                   tally.relayed, agreed=tally.agreed_audience)  # fmt: skip
    details = {"agreed": tally.agreed_audience, "allies_agreed": tally.agreed, "allies_relayed": tally.relayed}
    return Measure(tally.relayed_audience, why, tally.newest_at, details=details)


def relay_launch(facts: Facts, target: Fraction) -> Measure:
    """People reached by the allies' launch relays, added up."""
    return _relay(facts.tallies.relay_launch)


def relay_closing(facts: Facts, target: Fraction) -> Measure:
    """People reached by the allies' closing relays, added up."""
    return _relay(facts.tallies.relay_closing)


def _relay_pace(facts: Facts, measure: Measure, target: Fraction) -> Status:
    """Before the wave ends, what allies agreed to is held against the target ("more than" is strict)."""
    agreed = measure.details["agreed"]
    promised = agreed if isinstance(agreed, int) else 0
    if promised > target:
        return Status.ON_TRACK
    return Status.AT_RISK if promised >= target * Fraction(7, 10) else Status.OFF_TRACK


RELAY_LAUNCH = Kpi(
    id="relay_launch",
    name=N_("Allies’ reach at the launch"),
    definition=N_("The audiences of the allies whose launch relay is done, added up: somebody who follows two allies is "
                  "counted twice. Until the wave ends, what allies agreed to decides the status."),
    data=N_("The allies’ board"),
    page="mobilisation",
    unit=Unit.PEOPLE,
    measure=relay_launch,
    pace=_relay_pace,
    default_target=Fraction(50000),
    deadline=end_of_launch_wave,
    starts_at=opening,
    is_strict=True,
)  # fmt: skip
RELAY_CLOSING = Kpi(
    id="relay_closing",
    name=N_("Allies’ reach at the closing"),
    definition=N_("The audiences of the allies whose closing relay is done, added up: somebody who follows two allies is "
                  "counted twice. Its wave is the last seven days."),
    data=N_("The allies’ board"),
    page="mobilisation",
    unit=Unit.PEOPLE,
    measure=relay_closing,
    pace=_relay_pace,
    default_target=Fraction(50000),
    deadline=closing,
    starts_at=start_of_closing_wave,
    is_strict=True,
)  # fmt: skip


def showcase_image(facts: Facts, target: Fraction) -> Measure:
    """1 once the campaign page has its showcase image, 0 while it is planned; `details`: since when."""
    tally = facts.tallies.showcase
    if tally.done_on is not None:
        since = start_of_day(tally.done_on, facts.campaign.period.zone)
        return Measure(1, say(N_("In place since %(day)s."), day=tally.done_on), since, details={"since": since})
    if tally.planned:
        return Measure(0, say(N_("Planned, not in place yet.")), details={"since": None})
    return Measure(None, say(N_("No task of kind “showcase_image” says whether it is in place.")))


SHOWCASE_IMAGE = Kpi(
    id="showcase_image",
    name=N_("Showcase image"),
    definition=N_("Whether the campaign page has its striking showcase image, and since when."),
    data=N_("The tasks of kind “showcase_image” and the day they were done"),
    page="method",
    unit=Unit.YES_NO,
    measure=showcase_image,
    pace=lambda facts, measure, target: Status.AT_RISK,
    default_target=Fraction(1),
    deadline=opening,
)
