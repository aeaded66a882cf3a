"""Corrective actions when the money or a KPI is behind: small pure rules, in an order that follows the share of the goal reached.

Circles widen, as in the plan: below 30 % of the goal the people closest come first, up to 70 % the lists and the allies, then
everybody, with what is still missing. No person's name comes out; nobody who was written to lately is counted again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from lib.campaign.message import N_, Message, Quantity, Share, say, say_many
from lib.campaign.shortfall import FUNDS, QuietAlly, Reached, Shortfall, missing_money, reached

RELATIVES_EACH = 5
"""How many relatives each member is asked to write to."""
ALLIES_AT_ONCE = 3
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {"photo": N_("Photo"), "link": N_("Web link"), "text": N_("Text"), "video": N_("Video"), "event": N_("Event")}
)
EMAIL, PHONE, NEWSLETTER, FACEBOOK = N_("e-mail"), N_("telephone"), N_("newsletter"), "Facebook"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A corrective action: what to do, why, for which KPIs, and by when; `channel` and `target_public` are msgids."""

    key: str
    what: Message
    why: tuple[Message, ...]
    kpi_ids: tuple[str, ...]
    due_on: date
    channel: str | None = None
    target_public: str | None = None


Rule = Callable[[Shortfall], Iterator[Proposal]]


def proposals(seen: Shortfall) -> tuple[Proposal, ...]:
    """What is proposed, in the order that the share of the goal reached calls for; without what is a task already."""
    found = (proposal for rule in RULES[reached(seen.share)] for proposal in rule(seen))
    return tuple(proposal for proposal in found if proposal.key not in seen.taken)


def _proposal(seen: Shortfall, key: str, what: Message, why: Message | tuple[Message, ...], kpi_ids: tuple[str, ...], days: int,
              *, channel: str | None = None, target_public: str | None = None) -> Proposal:  # fmt: skip
    """A proposal that answers to those of its KPIs that are behind."""
    reasons = (why,) if isinstance(why, Message) else why
    behind = tuple(kpi_id for kpi_id in kpi_ids if kpi_id in seen.behind)
    return Proposal(key, what, reasons, behind, seen.by(days), channel, target_public)


def first_day_people(seen: Shortfall) -> Iterator[Proposal]:
    """People of the first-day list who have not given yet."""
    kpi_ids = (FUNDS, "first_day_contributors")
    if seen.is_behind(*kpi_ids) and seen.first_day_waiting:
        what = say_many(N_("Call back the %(count)s person of the first-day list who has not given"),
                        N_("Call back the %(count)s people of the first-day list who have not given"),
                        seen.first_day_waiting)  # fmt: skip
        why = say(N_("%(waiting)s of the %(listed)s people listed have not given yet."),
                  waiting=seen.first_day_waiting, listed=seen.first_day_listed)  # fmt: skip
        yield _proposal(seen, "first-day", what, why, kpi_ids, 2, channel=PHONE)


def relatives(seen: Shortfall) -> Iterator[Proposal]:
    """While little is in hand: the members' own relatives, the first circle."""
    if seen.is_behind(FUNDS) and seen.members and seen.share is not None:
        what = say(N_("Each member writes to %(each)s relatives"), each=RELATIVES_EACH)
        why = say_many(N_("With %(share)s of the goal in hand, the closest circle is first: %(count)s member, %(asks)s asks."),
                       N_("With %(share)s of the goal in hand, the closest circle is first: %(count)s members, %(asks)s asks."),
                       seen.members, share=Share(seen.share), asks=seen.members * RELATIVES_EACH)  # fmt: skip
        yield _proposal(seen, "relatives", what, why, (FUNDS,), 5, channel=EMAIL, target_public=N_("members’ close relatives"))


def ambassadors(seen: Shortfall) -> Iterator[Proposal]:
    """Contributors who were not asked yet; those thanked lately were, in the same message."""
    kpi_ids = ("ambassador_rate", FUNDS)
    if seen.is_behind(*kpi_ids) and seen.to_ask:
        what = say_many(N_("Ask %(count)s contributor to re-share the campaign"),
                        N_("Ask %(count)s contributors to re-share the campaign"), seen.to_ask)  # fmt: skip
        why = [say(N_("Their e-mail is known and no re-share of theirs is."))]
        if seen.asked_lately:
            why.append(say_many(N_("%(count)s other was thanked in the last seven days, with the same ask, and is left out."),
                                N_("%(count)s others were thanked in the last seven days, with the same ask, and are left out."),
                                seen.asked_lately))  # fmt: skip
        yield _proposal(seen, "ambassadors", what, tuple(why), kpi_ids, 3, channel=EMAIL, target_public=N_("contributors"))


def quiet_allies(seen: Shortfall) -> Iterator[Proposal]:
    """The allies of the largest audiences that have not relayed."""
    kpi_ids = ("relay_closing", "relay_launch", FUNDS)
    if seen.is_behind(*kpi_ids):
        for ally in sorted(seen.allies, key=lambda ally: (-(ally.audience or 0), ally.name))[:ALLIES_AT_ONCE]:
            yield _proposal(seen, f"ally-{ally.key}", _ally_what(ally), _ally_why(ally), kpi_ids, 4,
                            channel=N_("allies"), target_public=N_("the allies’ audiences"))  # fmt: skip


def _ally_what(ally: QuietAlly) -> Message:
    if ally.wave == "closing":
        return say(N_("Remind %(ally)s to relay the closing"), ally=ally.name)
    return say(N_("Ask %(ally)s to relay the campaign"), ally=ally.name)


def _ally_why(ally: QuietAlly) -> tuple[Message, ...]:
    agreed = say(N_("It agreed and has not relayed.")) if ally.wave else say(N_("It has not agreed to anything yet."))
    if ally.audience is None:
        return agreed, say(N_("Its audience is not known."))
    return agreed, say_many(N_("Audience: %(count)s person."), N_("Audience: %(count)s people."), ally.audience)


def kind_that_worked(seen: Shortfall) -> Iterator[Proposal]:
    """More posts of the kind that travelled furthest."""
    kpi_ids, best = ("shares_per_post", FUNDS), seen.best_kind
    if seen.is_behind(*kpi_ids) and best is not None:
        word = Message(KIND_WORDS[best.kind]) if best.kind in KIND_WORDS else best.kind
        what = say(N_("Post again what travelled: “%(kind)s”"), kind=word)
        why = say_many(N_("%(mean)s shares on average over %(count)s post of this kind, %(others)s for the other kinds."),
                       N_("%(mean)s shares on average over %(count)s posts of this kind, %(others)s for the other kinds."),
                       best.n, mean=Quantity(best.mean_shares), others=Quantity(best.others_mean))  # fmt: skip
        yield _proposal(seen, "kind", what, why, kpi_ids, 2, channel=FACEBOOK)


def idle_members(seen: Shortfall) -> Iterator[Proposal]:
    """Members without a responsibility."""
    kpi_ids = ("members_with_responsibility", "daily_communication", FUNDS)
    if seen.is_behind(*kpi_ids) and seen.members_idle:
        what = say_many(N_("Give a responsibility to %(count)s member who has none"),
                        N_("Give a responsibility to %(count)s members who have none"), seen.members_idle)  # fmt: skip
        why = say(N_("%(idle)s of %(members)s members have no responsibility yet."), idle=seen.members_idle, members=seen.members)
        yield _proposal(seen, "idle-members", what, why, kpi_ids, 3, target_public=N_("members"))


def silent_members(seen: Shortfall) -> Iterator[Proposal]:
    """Members on social networks who have not re-shared."""
    kpi_ids = ("members_resharing", "shares_per_post")
    if seen.is_behind(*kpi_ids) and seen.members_silent:
        what = say_many(N_("Ask %(count)s member to re-share the next post"),
                        N_("Ask %(count)s members to re-share the next post"), seen.members_silent)  # fmt: skip
        why = say(N_("They are on social networks and have not re-shared yet."))
        yield _proposal(seen, "silent-members", what, why, kpi_ids, 2, target_public=N_("members"))


def members_to_brief(seen: Shortfall) -> Iterator[Proposal]:
    """Members who do not master the key elements."""
    if seen.is_behind("members_briefed") and seen.members_to_brief:
        what = say_many(N_("Go over the key elements with %(count)s member"),
                        N_("Go over the key elements with %(count)s members"), seen.members_to_brief)  # fmt: skip
        yield _proposal(seen, "briefing", what, seen.behind["members_briefed"], ("members_briefed",), 5,
                        target_public=N_("members"))  # fmt: skip


def lists(seen: Shortfall) -> Iterator[Proposal]:
    """Half-way: the organisation's own lists."""
    if seen.is_behind(FUNDS) and seen.share is not None:
        why = say(N_("With %(share)s of the goal in hand, the plan’s circles widen to the lists and to the allies’ audiences."),
                  share=Share(seen.share))  # fmt: skip
        yield _proposal(seen, "lists", say(N_("Send the newsletter: where we stand and what is missing")), why, (FUNDS,), 4,
                        channel=NEWSLETTER, target_public=N_("subscribers of the lists"))  # fmt: skip


def countdown(seen: Shortfall) -> Iterator[Proposal]:
    """Near the goal: what is missing, said every day."""
    if seen.is_behind(FUNDS) and seen.missing_cents:
        amount, gifts = missing_money(seen.missing_cents, seen), seen.gifts(seen.missing_cents)
        why = say(N_("%(missing)s is missing."), missing=amount)
        if gifts is not None:
            why = say_many(N_("%(missing)s is missing: %(count)s contribution of the median amount."),
                           N_("%(missing)s is missing: %(count)s contributions of the median amount."),
                           gifts, missing=amount)  # fmt: skip
        yield _proposal(seen, "countdown", say(N_("Say every day how little is missing")), why, (FUNDS,), 1, channel=FACEBOOK)


def thanks(seen: Shortfall) -> Iterator[Proposal]:
    """Thank-yous that wait: a second person to write them."""
    if seen.is_behind("thanked_within_24h") and seen.thanks_waiting:
        why = say_many(N_("%(count)s contribution waits for its thank-you, which is also the ask to re-share."),
                       N_("%(count)s contributions wait for their thank-you, which is also the ask to re-share."),
                       seen.thanks_waiting)  # fmt: skip
        yield _proposal(seen, "thanks", say(N_("Find a second person to write the thank-yous")), why, ("thanked_within_24h",), 1,
                        channel=EMAIL, target_public=N_("contributors"))  # fmt: skip


def half_hours(seen: Shortfall) -> Iterator[Proposal]:
    """Days without their half-hour: somebody for each day."""
    if seen.is_behind("daily_communication"):
        yield _proposal(seen, "half-hours", say(N_("Name somebody for the 30 minutes of each day of the coming week")),
                        seen.behind["daily_communication"], ("daily_communication",), 2)  # fmt: skip


def news(seen: Shortfall) -> Iterator[Proposal]:
    """News that are behind: two written in advance."""
    if seen.is_behind("news"):
        yield _proposal(seen, "news", say(N_("Write the next two news in advance")), seen.behind["news"], ("news",), 3,
                        channel=N_("campaign page"), target_public=N_("contributors"))  # fmt: skip


def fans(seen: Shortfall) -> Iterator[Proposal]:
    """Fans of the first week: each member invites people to like the page."""
    if seen.is_behind("fans_first_week"):
        yield _proposal(seen, "fans", say(N_("Each member invites ten people to like the campaign page")),
                        seen.behind["fans_first_week"], ("fans_first_week",), 1, channel=FACEBOOK)  # fmt: skip


_UPKEEP: tuple[Rule, ...] = (thanks, fans, silent_members, members_to_brief, half_hours, news)
"""What the share of the goal does not change."""
RULES: Mapping[Reached, tuple[Rule, ...]] = MappingProxyType(
    {
        Reached.START: (first_day_people, relatives, idle_members, ambassadors, kind_that_worked, quiet_allies, *_UPKEEP),
        Reached.MIDDLE: (ambassadors, quiet_allies, kind_that_worked, lists, first_day_people, idle_members, *_UPKEEP),
        Reached.END: (countdown, ambassadors, quiet_allies, kind_that_worked, first_day_people, *_UPKEEP),
    }
)
