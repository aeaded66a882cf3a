"""What the presenter may say at each step, with the figures of that instant in it."""

from __future__ import annotations

from collections.abc import Iterator

from lib.campaign.message import Share
from lib.drawing import stage
from lib.services.evening.evening_facts import gifts, missing, worked
from lib.services.evening.evening_steps import Seen
from lib.services.naming import on_one_line, source_name

MINUTES = (10, 15, 15, 20, 20)
"""What each step may take: an evening of an hour and a half with time to talk."""


def presenter_notes(seen: Seen, step: int) -> tuple[str, ...]:
    """The notes of a step (1 to 5): a few sentences to say or to keep in mind, then the minutes that it may take."""
    said = (_stand, _worked, _missing, _levers, _commitments)[step - 1](seen)
    minutes = seen.translator._("About %(minutes)s minutes.", minutes=MINUTES[step - 1])
    return (*said, minutes)


def _stand(seen: Seen) -> Iterator[str]:
    t, figures = seen.translator, seen.view.figures
    if not figures.known:
        yield t._("Nothing has been recorded yet: say what the campaign is for, and when its first figures will come.")
        return
    net, goal = seen.whole(figures.net_cents), seen.whole(figures.goal_cents)
    yield t._("Say one number, and stop: %(net)s in hand of %(goal)s, that is %(share)s.",
              net=net, goal=goal, share=Share(figures.net_progress))  # fmt: skip
    if 0 < figures.elapsed < 1:
        yield t._("At this point, campaigns that succeeded had %(expected)s. Being under the straight line at half-time is "
                  "normal.", expected=seen.whole(figures.expected_cents))  # fmt: skip
        yield t.ngettext("%(count)s day is left after today; campaigns like ours raise a fifth of their total in the last tenth "
                         "of the time.",
                         "%(count)s days are left after today; campaigns like ours raise a fifth of their total in the last "
                         "tenth of the time.", figures.days_left)  # fmt: skip
    yield t._("The chance is that of the platform’s threshold; say the number out of a hundred, never a decimal.")


def _worked(seen: Seen) -> Iterator[str]:
    t, found = seen.translator, worked(seen.store, seen.opened, seen.view)
    yield t._("Begin with thanks: each line here is somebody’s work.")
    if found.posts:
        yield t.ngettext("The post that travelled furthest had %(count)s share: ask who would make another of the kind.",
                         "The post that travelled furthest had %(count)s shares: ask who would make another of the kind.",
                         found.posts[0].shares or 0)  # fmt: skip
    if found.sources:
        first = found.sources[0]
        yield t._("%(source)s brought %(share)s of the money.", source=source_name(first.label or "", t),
                  share=Share(first.money_share))  # fmt: skip
    if found.days:
        yield t._("The biggest day was %(day)s, with %(amount)s. Say what was done that day and what came after; not that one "
                  "caused the other.", day=on_one_line(t.formats.day_month(found.days[0].day)),
                  amount=seen.whole(found.days[0].counted_cents))  # fmt: skip


def _missing(seen: Seen) -> Iterator[str]:
    t, found = seen.translator, missing(seen.store, seen.opened, seen.view)
    if stage.has_goal_in_hand(seen.view.figures):
        yield t._("The goal is in hand: say what more would pay for, then go to the commitments.")
        return
    if found.in_hand_gifts is not None and found.in_hand_cents is not None:
        yield t.ngettext("Say it in people, not in dollars: %(count)s contribution of the median amount, for %(money)s.",
                         "Say it in people, not in dollars: %(count)s contributions of the median amount, for %(money)s.",
                         found.in_hand_gifts, money=seen.whole_up(found.in_hand_cents))  # fmt: skip
    members = seen.view.tallies.members.members
    if members and found.in_hand_gifts:
        yield t._("Shared among the %(members)s members, that is %(each)s contributions each.",
                  members=members, each=-(-found.in_hand_gifts // members))  # fmt: skip
    if found.behind:
        names = t.formats.listing([t._(each.kpi.name) for each in found.behind])
        yield t._("Behind: %(names)s. Nobody is at fault; ask which of these the room can move this week.", names=names)
    if found.proposals:
        yield t._("The actions proposed come from the plan’s own rules; the room may choose others.")


def _levers(seen: Seen) -> Iterator[str]:
    t, figures = seen.translator, seen.view.figures
    yield t._("Ask the room for a number before you type it: how many people can each of you bring?")
    members = seen.view.tallies.members.members
    gift_cents = figures.median_contribution_cents
    if members and gift_cents:
        yield t._("For example, 2 contributors each at the median: %(members)s × 2 × %(gift)s = %(money)s.",
                  members=members, gift=seen.whole(gift_cents), money=seen.whole(2 * members * gift_cents))  # fmt: skip
    needed = gifts(figures.remaining_gross_cents, gift_cents)
    if needed:
        yield t.ngettext("The platform’s threshold is %(count)s contribution of the median amount away.",
                         "The platform’s threshold is %(count)s contributions of the median amount away.", needed)  # fmt: skip
    yield t._("Chances come from campaigns elsewhere: they say how large an effort is, they promise nothing.")
    yield t._("Put the levers where the room agrees, and leave them there: the next step is who does it.")


def _commitments(seen: Seen) -> Iterator[str]:
    t = seen.translator
    yield t._("One person, one thing, one day: a commitment without a name or a date is nobody’s.")
    yield t._("Type the name as the person says it, no e-mail address: this page is projected. Phones show what and by when, "
              "without names.")  # fmt: skip
    yield t._("Each line is a task of the plan at once, and can be undone; tick the box where it is a member’s own "
              "responsibility.")  # fmt: skip
    yield t._("Before you close, read the list aloud, and say when the team will look at it again.")
