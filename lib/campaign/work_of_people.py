"""The rules about people: contributors to thank, allies to remind, members to ask, the people of the first day.

Each rule looks at a situation and names what is to be done, if anything. No contributor's or member's name comes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from lib.campaign.calendar import local_day
from lib.campaign.message import N_, Message, Quantity, say, say_many
from lib.campaign.tallies import THANKS_HOURS
from lib.campaign.work import LAST_INSTANT, RowRef, Situation, WaitingAlly, WaitingMember, Wave, Work, WorkKind

_WITHIN = timedelta(hours=THANKS_HOURS)


def thanks_late(seen: Situation) -> Iterator[Work]:
    """Contributions of strictly more than 24 hours that nobody has thanked: one line, as late as the oldest."""
    oldest_at = seen.thanks.late_since if _asks_for_thanks(seen) else None
    if oldest_at is not None:
        what = say_many(N_("%(count)s late thank-you"), N_("%(count)s late thank-yous"), seen.thanks.late)
        why = say(N_("The oldest of these contributions came on %(day)s."), day=_local_day(seen, oldest_at))
        yield Work(WorkKind.THANKS_LATE, oldest_at + _WITHIN, what, why)


def thanks_due(seen: Situation) -> Iterator[Work]:
    """Contributions that can still be thanked within 24 hours: one line, due with the first of them."""
    oldest_at = seen.thanks.due_since if _asks_for_thanks(seen) else None
    if oldest_at is not None:
        what = say_many(N_("%(count)s thank-you to send"), N_("%(count)s thank-yous to send"), seen.thanks.due)
        why = say(N_("Each contribution is to be thanked within %(hours)s hours."), hours=THANKS_HOURS)
        yield Work(WorkKind.THANKS_DUE, oldest_at + _WITHIN, what, why)


def _asks_for_thanks(seen: Situation) -> bool:
    return "thanked_within_24h" in seen.targets


def ally_steps(seen: Situation) -> Iterator[Work]:
    """The next step with an ally, from the day it was planned for."""
    for ally in seen.allies:
        if _has_step_due(seen, ally) and ally.next_step_on is not None:
            why = say(N_("The next step with this ally was planned for %(day)s."), day=ally.next_step_on)
            yield Work(WorkKind.ALLY_STEP, seen.end_of(ally.next_step_on), _step(ally), why, _ally_key(ally),
                       _open_wave(seen, ally), (ally.row,))  # fmt: skip


def _step(ally: WaitingAlly) -> Message:
    if ally.next_step:
        return say(N_("%(ally)s: %(step)s"), ally=ally.name, step=ally.next_step)
    return say(N_("%(ally)s: a step that nobody has named"), ally=ally.name)


def ally_relays(seen: Situation) -> Iterator[Work]:
    """Allies that agreed and have not relayed, while a wave lasts; one whose next step is due is reminded by that step."""
    for wave in seen.waves:
        if wave.starts_at <= seen.as_of < wave.ends_at:
            for ally in seen.allies:
                if _owes(seen, ally, wave) and not _has_step_due(seen, ally):
                    yield _relay(ally, wave)


def _relay(ally: WaitingAlly, wave: Wave) -> Work:
    wanted = N_("%(ally)s: relay the launch") if wave.name == "launch" else N_("%(ally)s: relay the closing")
    agreed_on = ally.agreed_on
    assert agreed_on is not None
    why = say(N_("Agreed on %(day)s, not relayed yet; the wave has begun."), day=agreed_on)
    return Work(WorkKind.ALLY_RELAY, wave.ends_at - LAST_INSTANT, Message(wanted, {"ally": ally.name}), why,
                f"{wave.name}-{_ally_key(ally)}", wave.name, (ally.row,))  # fmt: skip


def _owes(seen: Situation, ally: WaitingAlly, wave: Wave) -> bool:
    relayed_on = ally.launch_relayed_on if wave.name == "launch" else ally.closing_relayed_on
    return seen.has_come(ally.agreed_on) and not seen.has_come(relayed_on)


def _open_wave(seen: Situation, ally: WaitingAlly) -> str:
    """The wave that is on and that this ally owes a relay to; "" when there is none."""
    owed = (wave for wave in seen.waves if wave.starts_at <= seen.as_of < wave.ends_at and _owes(seen, ally, wave))
    return next((wave.name for wave in owed), "")


def _has_step_due(seen: Situation, ally: WaitingAlly) -> bool:
    return seen.has_come(ally.next_step_on)


def _ally_key(ally: WaitingAlly) -> str:
    """The row and not the name: two allies may be called the same."""
    return str(ally.row.pk)


def first_day_people(seen: Situation) -> Iterator[Work]:
    """Before the opening, while fewer people than the target are identified for day 1."""
    target, opens_at = seen.targets.get("first_day_contributors"), seen.campaign.period.opens_at
    if target is None or seen.as_of >= opens_at or seen.first_day_identified >= target:
        return
    missing = -int((seen.first_day_identified - target) // 1)
    what = say_many(N_("%(count)s person still to identify for the first day"),
                    N_("%(count)s people still to identify for the first day"), missing)  # fmt: skip
    why = say(N_("%(identified)s of %(target)s are identified: their gifts of day 1 get the campaign started."),
              identified=seen.first_day_identified, target=Quantity(target))  # fmt: skip
    yield Work(WorkKind.FIRST_DAY, opens_at - LAST_INSTANT, what, why)


def responsibilities(seen: Situation) -> Iterator[Work]:
    """Before the opening, members without a responsibility, until strictly more than the target's share have one."""
    target, opens_at = seen.targets.get("members_with_responsibility"), seen.campaign.period.opens_at
    without = [member for member in seen.members if not _has_responsibility(seen, member)]
    done, everybody = len(seen.members) - len(without), len(seen.members)
    if target is None or seen.as_of >= opens_at or not without or Fraction(done, everybody) > target:
        return
    what = say_many(N_("%(count)s member without a responsibility"), N_("%(count)s members without a responsibility"),
                    len(without))  # fmt: skip
    enough = min(int(everybody * target // 1) + 1, everybody)
    why = say_many(N_("One more is needed before the opening: %(done)s of %(members)s have one."),
                   N_("%(count)s more are needed before the opening: %(done)s of %(members)s have one."),
                   enough - done, done=done, members=everybody)  # fmt: skip
    yield Work(WorkKind.RESPONSIBILITY, opens_at - LAST_INSTANT, what, why, rows=_rows(without))


def _has_responsibility(seen: Situation, member: WaitingMember) -> bool:
    return bool(member.responsibility) and seen.has_come(member.responsibility_planned_on)


def member_reshares(seen: Situation) -> Iterator[Work]:
    """During the campaign, members on social networks who have not re-shared, until the target's share of them has."""
    target, period = seen.targets.get("members_resharing"), seen.campaign.period
    social = [member for member in seen.members if member.on_social]
    silent = [member for member in social if not seen.has_come(member.first_reshare_on)]
    done = len(social) - len(silent)
    if target is None or not period.is_open(seen.as_of) or not silent or Fraction(done, len(social)) >= target:
        return
    what = say_many(N_("%(count)s member on social networks has not re-shared yet"),
                    N_("%(count)s members on social networks have not re-shared yet"), len(silent))  # fmt: skip
    why = say(N_("%(done)s of %(members)s have; the plan counts on all of them."), done=done, members=len(social))
    yield Work(WorkKind.MEMBER_RESHARES, period.closes_at - LAST_INSTANT, what, why, rows=_rows(silent))


def _rows(members: list[WaitingMember]) -> tuple[RowRef, ...]:
    return tuple(member.row for member in members)


def _local_day(seen: Situation, instant: datetime) -> date:
    return local_day(instant, seen.campaign.period.zone)
