"""What the analyses of contributions found, in one sentence each, and their bars with words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from lib.campaign.message import Money, Share
from lib.drawing.columns import Column
from lib.services.analyses.giving import Giving
from lib.services.analyses.groups import SMALLEST_GROUP, Group, SizeClass
from lib.services.daily.action_words import after_text
from lib.services.daily.afterwards import Brought, Unknown
from lib.ui.context import Context

_SMALLEST_SHARE = Fraction(1, 100)
"""Below it a share cut to the whole percent would read 0 %, which says that nothing came."""


def days_sentence(page: Context, seen: Giving) -> str:
    """The biggest day, the days without anything, and the money that no day of the campaign holds."""
    translator, currency = page.translator, page.view.campaign.currency
    said = []
    if seen.biggest:
        best = seen.biggest[0]
        said.append(
            translator.ngettext(
                "The biggest day: %(day)s, %(amount)s in %(count)s contribution.",
                "The biggest day: %(day)s, %(amount)s in %(count)s contributions.",
                best.contributions,
                day=translator.formats.day_month(best.day),
                amount=Money(best.counted_cents, currency),
            )
        )
    begun = [day for day in seen.days if day.contributions is not None]
    empty = sum(day.contributions == 0 for day in begun)
    if empty:
        said.append(
            translator.ngettext(
                "Nothing came on %(count)s day of %(days)s.",
                "Nothing came on %(count)s days of %(days)s.",
                empty,
                days=len(begun),
            )
        )
    if seen.outside_cents:
        said.append(
            translator._("%(amount)s more is dated before or after the campaign.", amount=Money(seen.outside_cents, currency))
        )
    return " ".join(said)


def day_columns(page: Context, seen: Giving) -> list[Column]:
    """The days of the campaign by money, full where something was done; days to come are gaps."""
    formats, currency = page.translator.formats, page.view.campaign.currency
    return [
        Column(
            formats.day_short(day.day),
            day.counted_cents,
            formats.money_whole(day.counted_cents or 0, currency),
            bool(day.actions),
        )
        for day in seen.days
    ]


def hour_columns(page: Context, seen: Giving) -> list[Column]:
    """The 24 hours by number of contributions, the busiest one full."""
    formats, busiest = page.translator.formats, seen.busiest_hour
    return [Column(formats.hour(each.hour), each.contributions, formats.count(each.contributions), marked=each == busiest)
            for each in seen.hours]  # fmt: skip


def hours_sentence(page: Context, seen: Giving) -> str:
    """The busiest hour, and how many contributions came in it."""
    busiest, translator = seen.busiest_hour, page.translator
    if busiest is None:
        return ""
    return translator.ngettext(
        "The busiest hour begins at %(hour)s: %(count)s contribution of %(all)s.",
        "The busiest hour begins at %(hour)s: %(count)s contributions of %(all)s.",
        busiest.contributions, hour=translator.formats.hour(busiest.hour), all=seen.contributions)  # fmt: skip


def size_columns(page: Context, seen: Giving) -> list[Column]:
    """The classes of size by number of contributions, with their part of the money in words."""
    translator = page.translator
    most = seen.richest_size
    return [
        Column(
            _size(page, each),
            each.contributions,
            translator._("%(number)s · %(share)s of the money", number=each.contributions, share=Share(each.money_share)),
            marked=each == most,
        )
        for each in seen.sizes
    ]


def _size(page: Context, each: SizeClass) -> str:
    translator, currency = page.translator, page.view.campaign.currency
    low = translator.formats.money_brief(each.from_cents, currency)
    if each.below_cents is None:
        return translator._("%(low)s and more", low=low) if each.from_cents else translator._("all amounts")
    high = translator.formats.money_brief(each.below_cents, currency)
    return (
        translator._("%(low)s to %(high)s", low=low, high=high)
        if each.from_cents
        else translator._("under %(high)s", high=high)
    )


def sizes_sentence(page: Context, seen: Giving) -> str:
    """Which size brings most of the money, with how few or many contributions."""
    most = seen.richest_size
    if most is None:
        return ""
    return page.translator._(
        "Most money comes from contributions of this size: %(size)s. They are %(part)s of contributions and %(share)s of "
        "the money.",
        size=_size(page, most),
        part=Share(seen.part_of_contributions(most)),
        share=Share(most.money_share),
    )


def group_columns(page: Context, found: Sequence[Group], unknown: str, name: Callable[[str], str]) -> list[Column]:
    """The groups by money; `unknown` says a label that was not noted."""
    translator, currency = page.translator, page.view.campaign.currency

    def label(group: Group) -> str:
        if group.is_rest:
            return translator._("Others")
        return unknown if group.label is None else name(group.label)

    def text(group: Group) -> str:
        amount = Money(group.counted_cents, currency, whole=True)
        if 0 < group.money_share < _SMALLEST_SHARE:
            return translator._("%(amount)s · under %(share)s", amount=amount, share=Share(_SMALLEST_SHARE))
        return translator._("%(amount)s · %(share)s", amount=amount, share=Share(group.money_share))

    return [Column(label(group), group.counted_cents, text(group)) for group in found]


def money_sentence(page: Context, found: Sequence[Group], drawn_groups: Sequence[Column]) -> str:
    """The first group and its part of the money."""
    if not found:
        return ""
    return page.translator._(
        "First: %(name)s, %(share)s of the money.", name=drawn_groups[0].label, share=Share(found[0].money_share)
    )


def newcomers_sentence(page: Context, seen: Giving) -> str:
    """How many people gave again and what that brought; not told of fewer than five."""
    if seen.newcomers is None:
        return ""
    back = seen.newcomers.returning
    if not back.contributors:
        return page.translator._("Nobody has given twice yet.")
    if back.contributors < SMALLEST_GROUP:
        return page.translator._("Fewer than five people have given more than once.")
    return page.translator._(
        "%(people)s people came back; what they gave again is %(share)s of the money (%(amount)s).",
        people=back.contributors,
        share=Share(back.money_share),
        amount=Money(back.counted_cents, page.view.campaign.currency),
    )


def brought_text(page: Context, brought: Brought | Unknown) -> str:
    """What came on a day over the three before, with its sign; else why it cannot be said."""
    return after_text(brought, page.view.campaign.currency, page.translator)
