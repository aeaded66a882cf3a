"""Milestones celebrated once in the room: noticed at an instant that is kept, shown by every screen that looks just then.

What has been passed once is never celebrated again, even if the money goes down and comes back; milestones that were
passed before anybody looked are noted without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from lib.campaign.figures import Figures
from lib.campaign.model import Campaign
from lib.services.campaigns import OpenCampaign
from lib.store.engine import Store
from lib.store.kept import Json, changed_kept, kept

KEPT = "celebrations"
SHOWN_WITHIN = timedelta(seconds=15)
"""A screen that looks within that of the notice celebrates; one opened later does not."""
IN_HAND = "in-hand"
_QUARTERS = tuple(Fraction(part, 4) for part in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True)
class Celebrated:
    """A milestone of the money: `id` as kept, the gross in cents that it takes, what it pays for in the campaign's words.

    `share` is of the goal (0–1, or more); None for the goal in hand, commission paid.
    """

    id: str
    cents: int
    share: Fraction | None
    pays_for: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The milestone noticed last, and when: an instant of the real clock."""

    milestone: Celebrated
    at: datetime

    def is_shown(self, now: datetime, refresh_seconds: int = 0) -> bool:
        """Whether a screen that looks every `refresh_seconds` is to celebrate it now."""
        window = max(SHOWN_WITHIN, timedelta(seconds=1.5 * refresh_seconds + 2))
        return timedelta(0) <= now - self.at < window


def celebrated(campaign: Campaign) -> tuple[Celebrated, ...]:
    """Every milestone, the lowest first: quarters of the goal, the campaign's own, the gross that leaves the goal in hand."""
    own = {Fraction(each.share): each.pays_for for each in campaign.milestones}
    found = [_of_share(campaign, share, own.get(share, "")) for share in sorted({*_QUARTERS, *own})]
    needed = campaign.fees.gross_needed_cents(campaign.goal_cents)
    if needed is not None and needed != campaign.goal_cents:
        found.append(Celebrated(IN_HAND, needed, None))
    return tuple(sorted(found, key=lambda each: each.cents))


def _of_share(campaign: Campaign, share: Fraction, pays_for: str) -> Celebrated:
    cents = -(-share.numerator * campaign.goal_cents // share.denominator)
    return Celebrated(f"{share.numerator}-{share.denominator}", cents, share, pays_for)


def last_notice(store: Store, opened: OpenCampaign) -> Notice | None:
    """The notice that is kept, new or old; None when nothing was ever noticed."""
    return _notice(opened.campaign, kept(store, opened.id, KEPT))


def notice_passed(store: Store, opened: OpenCampaign, figures: Figures, *, at: datetime) -> Notice | None:
    """Note what is newly passed, the highest being celebrated, and give the notice that is kept then.

    Nothing is written where nothing is new; the first look of all notes without celebrating.
    """
    held = kept(store, opened.id, KEPT)
    if figures.known and _with_passed(held, opened.campaign, figures, at) != held:
        held = changed_kept(store, opened.id, KEPT, lambda now: _with_passed(now, opened.campaign, figures, at), at=at)
    return _notice(opened.campaign, held)


def replay(store: Store, opened: OpenCampaign, milestone: Celebrated, *, at: datetime) -> None:
    """Celebrate a milestone again, on every screen that is open."""
    shown: Json = {"id": milestone.id, "at": at.isoformat()}
    changed_kept(store, opened.id, KEPT, lambda held: {"passed": list(_passed(held)), "shown": shown}, at=at)


def _with_passed(held: Json, campaign: Campaign, figures: Figures, at: datetime) -> Json:
    before = _passed(held)
    reached = [each for each in celebrated(campaign) if each.cents <= figures.gross_cents]
    fresh = [each for each in reached if each.id not in before]
    if isinstance(held, Mapping) and not fresh:
        return held
    passed = [*before, *(each.id for each in fresh)]
    if not isinstance(held, Mapping):
        return {"passed": passed, "shown": None}
    return {"passed": passed, "shown": {"id": fresh[-1].id, "at": at.isoformat()}}


def _passed(held: Json) -> tuple[str, ...]:
    passed = held.get("passed") if isinstance(held, Mapping) else None
    return tuple(str(each) for each in passed) if isinstance(passed, Sequence) and not isinstance(passed, str) else ()


def _notice(campaign: Campaign, held: Json) -> Notice | None:
    shown = held.get("shown") if isinstance(held, Mapping) else None
    if not isinstance(shown, Mapping):
        return None
    milestone = next((each for each in celebrated(campaign) if each.id == shown.get("id")), None)
    return None if milestone is None else Notice(milestone, datetime.fromisoformat(str(shown.get("at"))))
