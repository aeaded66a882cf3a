"""Corrective actions for a campaign as it stands, and how one becomes a task of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from lib.campaign.corrections import Proposal, proposals
from lib.campaign.message import N_, Message, say
from lib.campaign.plan import PlanTask, is_done
from lib.campaign.shortfall import BestKind, QuietAlly, Shortfall, gap
from lib.campaign.tables import Row
from lib.campaign.work import Situation
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading, Status
from lib.services.analyses.posts import JUDGED_PLATFORM, PlatformPosts, best_of, platforms
from lib.services.campaigns import OpenCampaign
from lib.services.daily.acting import Done, Hand
from lib.services.daily.today import situation
from lib.services.plan.planning import add_task, campaign_language, plan
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.appeals import appeal_tally
from lib.store.queries.asks import ally_rows
from lib.store.queries.posts import post_rows
from lib.store.rows import StoredRow

BEHIND = (Status.AT_RISK, Status.OFF_TRACK)
TASK_PREFIX = "correction-"
RESTS_DAYS = 7
"""How long somebody who was asked is left alone, and an action that was done is not proposed again."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is behind, in the plan's order; the money missing, in words; what is proposed. No person in it.

    `is_all_taken`: nothing is proposed any more, because all of it is in the plan.
    """

    behind: tuple[Reading, ...] = ()
    gap: Message | None = None
    proposals: tuple[Proposal, ...] = ()
    is_all_taken: bool = False
    is_over: bool = False


def corrections(store: Store, opened: OpenCampaign, seen: View) -> Corrections:
    """What is behind at the instant of `seen`, and what is proposed; nothing is once the campaign is over."""
    behind = tuple(reading for reading in seen.readings if reading.status in BEHIND)
    is_over = seen.as_of >= opened.campaign.period.closes_at
    if is_over or not behind:
        return Corrections(behind, is_over=is_over)
    found = shortfall(store, opened, seen, behind)
    left, everything = proposals(found), proposals(replace(found, taken=frozenset()))
    return Corrections(behind, gap(found), left, is_all_taken=bool(everything) and not left)


def shortfall(store: Store, opened: OpenCampaign, seen: View, behind: Iterable[Reading]) -> Shortfall:
    """What the rules look at, from one snapshot."""
    as_of, figures, members = seen.as_of, seen.figures, seen.tallies.members
    with store.reading():
        found = situation(store, opened, seen)
        asked = appeal_tally(store, opened.id, opened.campaign, as_of, asked_since=as_of - timedelta(days=RESTS_DAYS))
        posts = post_rows(store, opened.id, opened.campaign, as_of)
        return Shortfall(
            today=found.today,
            last_day=opened.campaign.period.last_day,
            behind={reading.kpi.id: reading.why for reading in behind},
            share=figures.net_progress if figures.known else None,
            currency=opened.campaign.currency,
            gap_cents=figures.expected_cents - figures.net_cents if figures.known else None,
            missing_cents=max(0, figures.goal_cents - figures.net_cents) if figures.known else None,
            per_gift_cents=_per_gift_cents(opened, figures.median_contribution_cents),
            to_ask=asked.to_ask,
            asked_lately=asked.asked_lately,
            first_day_listed=asked.first_day_listed,
            first_day_waiting=asked.first_day_waiting,
            members=members.members,
            members_idle=sum(not member.responsibility for member in found.members),
            members_silent=members.on_social - members.resharing,
            members_to_brief=members.members - members.briefed,
            allies=tuple(quiet for row in ally_rows(store, opened.id) if (quiet := _quiet_ally(found, row))),
            best_kind=_best_kind(platforms(posts, opened.campaign.period, as_of, None)),
            thanks_waiting=found.thanks.count,
            taken=taken_keys(plan(store, opened), found.today),
        )


def _per_gift_cents(opened: OpenCampaign, median_cents: int | None) -> int | None:
    """What a gift of the median amount leaves in hand."""
    return None if median_cents is None else opened.campaign.fees.net_cents(median_cents)


def _quiet_ally(found: Situation, row: StoredRow) -> QuietAlly | None:
    """An ally that has not relayed the latest wave that has begun, or that is still to ask; None for the others."""
    cells, begun = row.cells, [wave.name for wave in found.waves if wave.starts_at <= found.as_of]
    audience = cells["audience"] if isinstance(cells["audience"], int) else None
    if any(found.has_come(_day(cells, f"{wave}_relayed_on")) for wave in begun[-1:]):
        return None
    if found.has_come(_day(cells, "agreed_on")):
        return QuietAlly(str(row.pk), str(cells["name"]), audience, begun[-1]) if begun else None
    return QuietAlly(str(row.pk), str(cells["name"]), audience)


def _day(cells: Row, name: str) -> date | None:
    value = cells[name]
    return value if isinstance(value, date) else None


def _best_kind(found: Iterable[PlatformPosts]) -> BestKind | None:
    """Among Facebook's posts, the kind of three posts or more that travelled furthest, where it did better than the rest."""
    kinds = [each for platform in found if platform.platform == JUDGED_PLATFORM for each in platform.by_kind]
    best = best_of(kinds)
    others = [each for each in kinds if each is not best]
    if best is None or best.label is None:
        return None
    mean = sum((each.mean_shares * each.n for each in others), Fraction(0)) / sum(each.n for each in others)
    return BestKind(best.label, best.mean_shares, best.n, mean) if best.mean_shares > mean else None


def taken_keys(tasks: Iterable[PlanTask], today: date) -> frozenset[str]:
    """The keys of the proposals that are tasks still to do, or done within the last seven days."""
    return frozenset(_key(task) for task in tasks if task.id.startswith(TASK_PREFIX) and not _is_old(task, today))


def _is_old(task: PlanTask, today: date) -> bool:
    return is_done(task, today) and task.done_on is not None and (today - task.done_on).days > RESTS_DAYS


def _key(task: PlanTask) -> str:
    """The id without its prefix and without the day that ends it."""
    return task.id.removeprefix(TASK_PREFIX)[: -len("-2018-02-23")]


def make_task(hand: Hand, proposal: Proposal, owner: str | None, due_on: date) -> Done:
    """Turn a proposal into a task from today to a day, in the campaign's language; raises UseError when it is one already."""
    cells = {"id": f"{TASK_PREFIX}{proposal.key}-{hand.today}", "ends_on": max(due_on, hand.today), "starts_on": hand.today,
             "owner": owner, **_said(hand.opened, proposal)}  # fmt: skip
    return Done(say(N_("The task is added to the plan.")), add_task(hand, cells))


def _said(opened: OpenCampaign, proposal: Proposal) -> Mapping[str, str | None]:
    translator = Translator(language(campaign_language(opened)), opened.campaign.period.zone)
    return {
        "name": translator.sentence(proposal.what),
        "kind": translator._("corrective action"),
        "channel": translator._(proposal.channel) if proposal.channel else None,
        "target_public": translator._(proposal.target_public) if proposal.target_public else None,
    }
