"""What the evening's steps are told from: what worked, and what is missing. Nobody's name or address is in it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.corrections import Proposal
from lib.campaign.message import Message
from lib.kpis.reading import Reading
from lib.services.analyses.big_days import BigDay
from lib.services.analyses.giving import biggest_days
from lib.services.analyses.groups import Group, groups
from lib.services.analyses.sharing import Ally, allies
from lib.services.campaigns import OpenCampaign
from lib.services.plan.correcting import corrections
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.breakdowns import by_source
from lib.store.queries.posts import PostRow, post_rows

SHOWN = 3
"""Lines of each list: a room reads three."""


@dataclass(frozen=True, slots=True)
class Worked:
    """The posts most shared, the sources that brought most money, the allies that relayed to most people, the biggest days."""

    posts: tuple[PostRow, ...]
    sources: tuple[Group, ...]
    allies: tuple[Ally, ...]
    days: tuple[BigDay, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing to the goal in hand and to the platform's threshold, in cents and in contributions of the median.

    Contributions are None where no median is known. `behind` and `proposals` are those of the corrective actions, `gap` the
    money missing to where campaigns that succeeded were, in words.
    """

    in_hand_cents: int | None
    threshold_cents: int
    in_hand_gifts: int | None
    threshold_gifts: int | None
    behind: tuple[Reading, ...]
    gap: Message | None
    proposals: tuple[Proposal, ...]


def worked(store: Store, opened: OpenCampaign, seen: View) -> Worked:
    """What worked until the instant of `seen`."""
    period, asked = opened.campaign.period, (store, opened.id, opened.campaign, seen.as_of)
    with store.reading():
        posts = [post for post in post_rows(*asked) if post.shares and period.is_open(post.published_at)]
        relayed = [ally for ally in allies(store, opened, seen.as_of) if ally.launch_relayed_on or ally.closing_relayed_on]
        named = [group for group in groups(by_source(*asked)) if group.label is not None and not group.is_rest]
        return Worked(
            posts=tuple(sorted(posts, key=lambda post: (-(post.shares or 0), post.published_at))[:SHOWN]),
            sources=tuple(named[:SHOWN]),
            allies=tuple(relayed[:SHOWN]),
            days=biggest_days(store, opened, seen.as_of)[:SHOWN],
        )


def missing(store: Store, opened: OpenCampaign, seen: View) -> Missing:
    """What is missing at the instant of `seen`."""
    figures, found = seen.figures, corrections(store, opened, seen)
    gift_cents = figures.median_contribution_cents
    return Missing(
        in_hand_cents=figures.remaining_net_cents,
        threshold_cents=figures.remaining_gross_cents,
        in_hand_gifts=gifts(figures.remaining_net_cents, gift_cents),
        threshold_gifts=gifts(figures.remaining_gross_cents, gift_cents),
        behind=found.behind,
        gap=found.gap,
        proposals=found.proposals[:SHOWN],
    )


def gifts(cents: int | None, gift_cents: int | None) -> int | None:
    """How many gifts of a size make an amount, the last one begun; None where either is not known."""
    return -(-cents // gift_cents) if cents is not None and gift_cents else None
