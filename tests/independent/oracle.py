"""Every figure of a campaign folder as of an instant, worked out naively: plain loops, exact fractions.

`oracle(folder, as_of)` gives the shape that `python -m lib figures --as-of D --json` prints, without the
forecast. A value on which the definitions allow more than one answer is a `OneOf`; `COMPARED` lists the keys
worth comparing.

Readings taken where the definitions leave room
1.  As of a day is its last microsecond (next local midnight less 1 µs) and is printed as 23:59:59 of that
    day. That is before the closing: the last day as of itself is still judged by pace, `missed` starts at
    `closes_at`.
2.  "Before the start" is T < `opens_at`, even on the first day; `days_left` is then the campaign's whole
    length.
3.  `needed_per_day` before the start divides by that length (not length + 1); rounded to the cent, half a
    cent up.
4.  `gross_needed` is literally the smallest: a cent more can lower the net by a cent when both roundings
    step.
5.  A reward's cost counts once per counted contribution by T whose `reward` is its id or its name, letter
    for letter; an unknown unit cost or an unknown budget amount adds nothing. Budget lines carry no date:
    they always count.
6.  No row of contributions.csv by T, of any status, and a platform total by T: its amount is the gross and
    its contributors are the contributors (blank: 0 or nothing); `contributions` is then 0 or nothing. Sums
    over no row at all are "0.00" while the KPI `funds` reads no_data; only pending or withdrawn rows are
    data: `funds` is then 0.00.
7.  People are merged by e-mail only; the same platform user with and without an e-mail is two people.
8.  A re-share by contribution_id belongs to that contribution's person, whatever the contribution's status
    and date; a re-share that links to nobody is a record, so that the rate is 0 and not no_data. No counted
    contributor by T: no_data.
9.  Wilson's z is the normal quantile at 0.975 (1.959963984540054), not 1.96.
10. Facebook posts count from `opens_at` up to, not including, `closes_at`; 48 h are hours that passed,
    inclusive; the latest observation whose `shares` is filled is the latest known one; `reached` counts
    posts at the target (60) or more. No such post: no_data.
11. Without a deadline in the file, relay_launch ends with day 4 (2018-01-20 to 2018-01-23). A deadline
    given as a day is the end of that day. The last 7 days of relay_closing are the last 7 local days.
12. Allies, members, tasks and budget lines exist at any T, only their dates count; a day is its local
    start. A member counts as responsible only once the planned day has begun by T.
13. `members_resharing` counts a first re-share by T even when dated before the opening. Nobody on social:
    no_data.
14. "While the target can still be met": members can until the deadline; days while the good ones plus those
    to come, today included, reach the target; thanks at 100 % only while none is late, below 100 % always.
15. Only counted contributions are thanked: a thank-you written on a pending one is not a record of thanks.
    A thank-you dated before its contribution (a day only) is within 24 h.
16. `daily_communication` adds the minutes of all rows of a local day of the campaign, identical rows
    included; any row by T, in or out of the campaign, is a record. Days begun are `day_number`.
17. `news`: any row by T is a record; only those within the campaign count.
18. The fans' week ends at the local midnight that ends day 7, also when the campaign opens within day 1; an
    observation outside that week is no record of it.
19. Identified before the start: `identified_on` begins before `opens_at` and by T. No row by T: no_data.
    Day 1 is the whole local day. An e-mail that matches nothing on day 1 falls back on contribution_id.
    Rows are people.
20. `launch_attendance` on the evening's own day, short of its target, has no verdict in the table: any is
    accepted. So has `showcase_image` before its deadline while the image is missing. A late image is
    `reached`.
21. A KPI with `enabled = false` is not in the list. A figure whose status is `not_started` has no compared
    value. Where the value is nothing, its numerator, denominator and counts are not compared.
22. Staleness is certain when even the newest row that might be called the KPI's datum is older than the
    limit, excluded when a row that surely is one is recent enough; in between both verdicts are accepted.
23. A KPI without a target in the file takes the one of the definitions.
24. What is kept by hand does not age, unless the campaign's file gives it a limit of its own.
"""

from __future__ import annotations

from pathlib import Path

from .facts import Facts, Figures, OneOf, day_number, days_left, elapsed, facts_of
from .oracle_kpis import kpis
from .oracle_money import money

TOP = ("campaign", "as_of", "day_number", "days_left", "elapsed")
MONEY = (
    *("gross", "pending", "withdrawn", "commission", "commission_tax", "net", "costs", "available"),
    *("goal", "gross_progress", "net_progress", "gross_needed", "remaining_gross", "remaining_net"),
    *("needed_per_day", "contributors", "contributions", "mean_contribution", "median_contribution"),
)
KPI = (
    *("id", "as_of", "value", "target", "status", "numerator", "denominator", "n", "low", "high"),
    *("median", "smallest", "reached", "agreed"),
)
COMPARED = (*TOP, *(f"money.{key}" for key in MONEY), *(f"kpis.{key}" for key in KPI))


def printed(facts: Facts, as_of: str) -> str:
    """T in ISO 8601 with the campaign's offset; a day prints its last second."""
    local = facts.t.astimezone(facts.campaign.zone)
    return (local.replace(microsecond=0) if len(as_of) == 10 else local).isoformat()


def oracle(folder: Path, as_of: str) -> Figures:
    """Every figure of a folder as of a local day or an instant, in the shape of `figures --json`."""
    facts = facts_of(folder, as_of)
    told = printed(facts, as_of)
    return {
        "campaign": facts.campaign.name,
        "as_of": told,
        "day_number": day_number(facts),
        "days_left": days_left(facts),
        "elapsed": float(elapsed(facts)),
        "money": money(facts),
        "kpis": [{**kpi, "as_of": told, "status": aged(facts, kpi["id"], kpi["status"])} for kpi in kpis(facts)],
    }


REGISTERS = (
    *("relay_launch", "relay_closing", "members_with_responsibility", "members_resharing", "members_briefed"),
    *("launch_attendance", "first_day_contributors", "showcase_image"),
)


def aged(facts: Facts, kpi: str, status: object) -> object:
    """Reading 24: while the campaign runs, a register that was given a limit may be stale instead of paced."""
    limited = kpi in REGISTERS and "stale_after_hours" in facts.campaign.kpi.get(kpi, {}) and facts.is_open
    return OneOf(("stale", status)) if limited and status in ("on_track", "at_risk", "off_track") else status
