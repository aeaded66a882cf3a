"""What the campaign did and what came after it, in words: “after”, never “because of”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.services.analyses.progress import Action
from lib.services.daily.afterwards import Brought, Unknown
from lib.services.daily.deeds import DeedKind
from lib.services.naming import deeds_text, platform_name

_UNKNOWN = {
    Unknown.NOT_OVER: N_("its 24 hours are not over"),
    Unknown.FIRST_DAYS: N_("no three days before"),
    Unknown.NOT_RECORDED: N_("no contribution recorded one by one"),
}


@dataclass(frozen=True, slots=True)
class ActionDay:
    """What was done on one day, in the order of time."""

    day: date
    actions: tuple[Action, ...]

    @property
    def has_posts_alone(self) -> bool:
        """Whether nothing but posts went out, as on nearly every day."""
        return all(action.done.deed.kind is DeedKind.POSTS for action in self.actions)


def action_days(actions: Sequence[Action]) -> tuple[ActionDay, ...]:
    """By day, ascending."""
    ordered = sorted(actions, key=lambda action: (action.day, action.done.at))
    return tuple(ActionDay(day, tuple(done)) for day, done in groupby(ordered, key=lambda action: action.day))


def action_text(action: Action, translator: Translator) -> str:
    """One thing that was done; a post by its platform and its first words."""
    done = action.done
    if done.words:
        name = platform_name(done.deed.name, translator)
        return translator._("%(platform)s: “%(text)s”", platform=name, text=done.words)
    return deeds_text((done.deed,), translator)


def when_text(action: Action, translator: Translator) -> str:
    """Its day, and its hour where that is known."""
    return translator.formats.instant_short(action.done.at) if action.done.has_hour else translator.formats.day_short(action.day)


def day_text(seen: ActionDay, currency: str, translator: Translator) -> list[str]:
    """The day, then a line for each action with what came after."""
    lines = [
        translator._("%(action)s. Within 24 hours after: %(after)s.", action=action_text(action, translator),
                     after=after_text(action.after, currency, translator))
        for action in seen.actions
    ]  # fmt: skip
    return [translator.formats.day_month(seen.day), *lines]


def after_text(after: Brought | Unknown, currency: str, translator: Translator) -> str:
    """What came over the average of the three days before, with its sign; else why it cannot be said."""
    if isinstance(after, Unknown):
        return translator._(_UNKNOWN[after])
    money = ("+" if after.cents >= 0 else "") + translator.formats.money(after.cents, currency)
    count = ("+" if after.contributions >= 0 else "") + translator.formats.decimal(after.contributions)
    return translator._("%(money)s, %(number)s contributions", money=money, number=count)
