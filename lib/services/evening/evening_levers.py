"""Step 4 in words and drawn: what the levers come to, in money and in chance."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from lib.campaign.message import Money
from lib.drawing.evening import Dot, MoneyBar, Scale, supposing
from lib.services.evening.evening_steps import Seen
from lib.services.evening.evening_supposing import Chance, Outcome, Start, outcome, start
from lib.services.forecast.forecast_words import headline, in_a_hundred
from lib.services.forecast.supposing import chance_words


def levers(seen: Seen, begun: Start | None = None) -> Markup:
    """What the levers of `seen` come to; `begun` spares reading it again at each move of one."""
    begun = begun or start(seen.store, seen.opened, seen.view)
    found = outcome(begun, {} if _is_over(seen) else seen.asked)
    said = [*_parts(seen, begun, found), *_about_chance(seen, begun, found)]
    return supposing(said, _money(seen, found), _scale(seen, found), _headline(seen, begun, found))


def _is_over(seen: Seen) -> bool:
    return seen.view.as_of >= seen.opened.campaign.period.closes_at


def _headline(seen: Seen, begun: Start, found: Outcome) -> str:
    _ = seen.translator._
    if _is_over(seen):
        return _("The campaign is over: there is nothing left to suppose.")
    if not found.is_moved:
        return _("Move a lever: nothing that is stored changes.")
    added, total = seen.whole(found.added_cents), seen.whole(begun.gross_cents + found.added_cents)
    if found.now is None or found.then is None:
        return _("%(added)s more: %(total)s collected.", added=added, total=total)
    if found.now.value == 1:
        return _("%(added)s more: %(total)s collected. The platform’s threshold is passed already.", added=added, total=total)
    if found.then.value == 1:
        return _("%(added)s more: %(total)s collected. The platform’s threshold would be passed.", added=added, total=total)
    now, then = _chance(seen, found.now), _chance(seen, found.then)
    if now == then:
        return _("%(added)s more: %(total)s collected. The chance stays at %(now)s.", added=added, total=total, now=now)
    return _("%(added)s more: %(total)s collected. The chance goes from %(now)s to %(then)s.",
             added=added, total=total, now=now, then=then)  # fmt: skip


def _parts(seen: Seen, begun: Start, found: Outcome) -> Iterator[str]:
    """What each lever that was moved brings."""
    t, wished = seen.translator, found.supposed
    gift = Money(wished.gift_cents, seen.currency)
    if wished.members_cents:
        yield t._("Members who bring people: %(members)s × %(each)s × %(gift)s = %(added)s, by the closing.",
                  members=wished.members, each=wished.each, gift=gift, added=seen.whole(wished.members_cents))  # fmt: skip
    if wished.day_cents:
        yield t._("One day: %(people)s × %(gift)s = %(added)s, as if it were today.",
                  people=wished.day, gift=gift, added=seen.whole(wished.day_cents))  # fmt: skip
    if wished.pace and begun.days_left:
        yield t._("More a day: %(people)s × %(days)s days × %(gift)s = %(added)s, by the closing.",
                  people=wished.pace, days=begun.days_left, gift=gift,
                  added=seen.whole(wished.pace_cents(begun.days_left)))  # fmt: skip
    if wished.one_cents:
        yield t._("One contribution more: %(added)s, as if it were today.", added=seen.whole(wished.one_cents))


def _about_chance(seen: Seen, begun: Start, found: Outcome) -> Iterator[str]:
    _ = seen.translator._
    if _is_over(seen):
        return
    if begun.forecast is None:
        yield _("This campaign keeps what it raises: no chance is told.")
    elif found.now is None:
        yield seen.translator.sentence(headline(begun.forecast))
    elif found.promised_cents:
        yield _("What is promised is not in hand yet: it moves the chance less than the same money today, never to certainty.")
    if found.in_hand_now is not None and found.in_hand_then is not None and found.is_moved:
        yield _("To have the goal in hand, commission paid: from about %(now)s to about %(then)s in 100, a rougher figure.",
                now=in_a_hundred(found.in_hand_now), then=in_a_hundred(found.in_hand_then))  # fmt: skip


def _money(seen: Seen, found: Outcome) -> MoneyBar | None:
    """From nothing to the gross that leaves the goal in hand, or to all that is supposed where that is more."""
    figures, t = seen.view.figures, seen.translator
    end = max(figures.gross_needed_cents or 0, figures.goal_cents, figures.gross_cents + found.added_cents, 1)
    goal = t.formats.money_brief(figures.goal_cents, seen.currency)
    marks = [(Fraction(figures.goal_cents, end), t._("%(goal)s: the platform’s threshold", goal=goal))]
    needed = figures.gross_needed_cents
    if needed is not None and needed != figures.goal_cents:
        words = t._("%(needed)s: %(goal)s in hand", needed=t.formats.money_brief(needed, seen.currency), goal=goal)
        marks.append((Fraction(needed, end), words))
    return MoneyBar(
        name=t._("%(gross)s collected, %(added)s supposed, of %(goal)s.", gross=seen.whole(figures.gross_cents),
                 added=seen.whole(found.added_cents), goal=goal),
        raised=Fraction(figures.gross_cents, end),
        given=Fraction(found.given_cents, end),
        promised=Fraction(found.promised_cents, end),
        legend=tuple(_legend(seen, found)),
        marks=marks,
    )  # fmt: skip


def _legend(seen: Seen, found: Outcome) -> Iterator[tuple[str, str, str]]:
    _, figures = seen.translator._, seen.view.figures
    yield "raised", _("collected"), seen.whole(figures.gross_cents) if figures.known else "—"
    if found.given_cents:
        yield "given", _("as if it were today"), seen.whole(found.given_cents)
    if found.promised_cents:
        yield "promised", _("by the closing"), seen.whole(found.promised_cents)


def _scale(seen: Seen, found: Outcome) -> Scale | None:
    if found.now is None:
        return None
    _ = seen.translator._
    now = _dot(seen, found.now)
    then = _dot(seen, found.then) if found.is_moved and found.then is not None else None
    name = _("Chance of reaching the platform’s threshold: %(now)s.", now=now.words)
    if then is not None:
        name = _("Chance of reaching the platform’s threshold: now %(now)s; then %(then)s.", now=now.words, then=then.words)
    return Scale(name, now, then, _("Chance now:"), _("Chance with these levers:"))


def _dot(seen: Seen, chance: Chance) -> Dot:
    return Dot(chance.value, chance.low, chance.high, _chance(seen, chance))


def _chance(seen: Seen, chance: Chance) -> str:
    if chance.value == 1:
        return seen.translator._("passed")
    return seen.translator.sentence(chance_words(chance.low, chance.high))
