"""The evening's five steps put into words and drawn: the same for the presenter's page and for the phones that follow.

No step holds a person's name, save the fifth one where `names` says so: what the room itself typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from lib.campaign.message import N_, Money, Share
from lib.drawing import stage
from lib.drawing.bar import bar
from lib.drawing.curve import curve
from lib.drawing.evening import Entry, Panel, panels, standing
from lib.drawing.frame import forecast_block
from lib.drawing.hero import hero
from lib.drawing.status import status
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading
from lib.services.analyses.big_days import BigDay, Brought, Unknown
from lib.services.analyses.curve_words import curve_name, progress_curve
from lib.services.analyses.progress import progress
from lib.services.campaigns import OpenCampaign
from lib.services.daily.addresses import without_addresses
from lib.services.daily.deeds import DeedKind
from lib.services.evening.evening_facts import Missing, missing, worked
from lib.services.forecast.forecast_words import details, headline, provenance
from lib.services.forecast.forecasting import outlook
from lib.services.naming import deeds_text, kind_name, on_one_line, platform_name, source_name, spaced_once
from lib.services.viewing import View
from lib.services.wording import target_text, value_text
from lib.store.engine import Store
from lib.store.queries.posts import PostRow

TITLES = (N_("Where we stand"), N_("What worked"), N_("What is missing"), N_("Levers"), N_("Commitments"))
"""The steps, in their order; what an address and an evening call 1 to 5."""
_TEXT_CHARACTERS = 48
_FORECAST_DETAILS = 2
_BEHIND_SHOWN = 4
_NO_LEVERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step is drawn from: a campaign as of an instant, in a language, with what an address supposes."""

    store: Store
    opened: OpenCampaign
    view: View
    translator: Translator
    asked: Mapping[str, str] = field(default_factory=lambda: _NO_LEVERS)

    @property
    def currency(self) -> str:
        """The campaign's."""
        return self.opened.campaign.currency

    def whole(self, cents: int) -> str:
        """An amount that was raised, in whole units."""
        return self.translator.formats.money_whole(cents, self.currency)

    def whole_up(self, cents: int) -> str:
        """An amount that is needed, in whole units."""
        return self.translator.formats.money_whole_up(cents, self.currency)


def where_we_stand(seen: Seen) -> Markup:
    """Step 1: the one number, the one bar, the curve and the forecast; whatever is not known says so in the number's place."""
    store, opened, view, t = seen.store, seen.opened, seen.view, seen.translator
    path, ahead = progress(store, opened, view.as_of), outlook(store, opened, view.as_of)
    figures, campaign = view.figures, view.campaign
    plot = curve(progress_curve(view, path, ahead, t), name=curve_name(view, t)) if path.raised else Markup()
    said = Markup()
    if ahead is not None and figures.known:
        more = [t.sentence(each) for each in details(ahead, seen.currency)[:_FORECAST_DETAILS]]
        said = forecast_block(t.sentence(headline(ahead.forecast)), more, t.sentence(provenance()) if more else "")
    return standing(hero(figures, campaign, t), bar(figures, campaign, t), plot, said)


def what_worked(seen: Seen) -> Markup:
    """Step 2: posts, sources, allies, biggest days; what came after an action is told as after it, never as because of it."""
    found, t = worked(seen.store, seen.opened, seen.view), seen.translator
    _ = t._
    sources = [Entry(source_name(each.label or "", t), _("%(share)s of the money", share=Share(each.money_share)),
                     seen.whole(each.counted_cents)) for each in found.sources]  # fmt: skip
    allies = [Entry(without_addresses(each.name), _ally_about(each.launch_relayed_on is not None,
                                                              each.closing_relayed_on is not None, t),
                    t.formats.count(each.audience) if each.audience else "") for each in found.allies]  # fmt: skip
    shown = (
        Panel(_("The most shared posts"), [_post(each, t) for each in found.posts],
              empty=_("No post of the campaign has a known share yet.")),
        Panel(_("Where the money came from"), sources,
              empty=_("No source of five people or more is known yet.")),
        Panel(_("The allies who relayed, and to how many people"), allies, empty=_("No ally has relayed yet.")),
        Panel(_("The biggest days"), [_day(each, seen) for each in found.days], empty=_("No contribution is counted yet.")),
    )  # fmt: skip
    remark = _("After is not because: what came in the 24 hours from midnight of a day is set beside the average of the three "
               "days before, and several things were often done on the same day.")  # fmt: skip
    return panels(shown, remark=remark if found.days else "")


def _post(post: PostRow, t: Translator) -> Entry:
    words = without_addresses(spaced_once(post.text or ""))
    short = words if len(words) <= _TEXT_CHARACTERS else words[:_TEXT_CHARACTERS].rsplit(" ", 1)[0] + "…"
    about = " · ".join((platform_name(post.platform, t), kind_name(post.kind, t), t.formats.day_month(post.published_at)))
    value = t.ngettext("%(count)s share", "%(count)s shares", post.shares or 0)
    return Entry(t._("“%(text)s”", text=short) if short else about, about if short else "", value)


def _ally_about(launch: bool, closing: bool, t: Translator) -> str:
    if launch and closing:
        return t._("relayed the launch and the closing")
    return t._("relayed the launch") if launch else t._("relayed the closing")


def _day(each: BigDay, seen: Seen) -> Entry:
    t = seen.translator
    day = f"{t.formats.weekday_short(each.day)} {_on(each.day, t)}"
    deeds = [deed for deed in each.deeds if deed.kind is not DeedKind.POSTS] or each.deeds
    done = without_addresses(deeds_text(deeds, t)) if deeds else t._("no action noted")
    return Entry(f"{day} · {done}", _after(each, seen), seen.whole(each.counted_cents))


def _after(each: BigDay, seen: Seen) -> str:
    if each.brought is Unknown.NOT_OVER:
        return seen.translator._("its 24 hours are not over")
    if not isinstance(each.brought, Brought):
        return seen.translator._("one of the first days: there are not three before to compare with")
    cents = each.brought.cents
    if cents < 0:
        return seen.translator._("After, in 24 hours: %(money)s less than the three days before", money=seen.whole(-cents))
    return seen.translator._("After, in 24 hours: %(money)s more than the three days before", money=seen.whole(cents))


def what_is_missing(seen: Seen) -> Markup:
    """Step 3: in money, in contributions of the median, and in actions: what is behind, then what the plan's rules propose."""
    found = missing(seen.store, seen.opened, seen.view)
    return panels((_in_money(found, seen), _in_gifts(found, seen), *_in_actions(found, seen)))


def _in_money(found: Missing, seen: Seen) -> Panel:
    _, figures, campaign = seen.translator._, seen.view.figures, seen.view.campaign
    title, goal = _("In money"), seen.translator.formats.money_brief(figures.goal_cents, seen.currency)
    if not figures.known:
        return Panel(title, empty=_("No contribution has been recorded yet: what has been raised is not known."))
    if stage.has_goal_in_hand(figures):
        return Panel(title, sentence=_("Nothing: the goal is in hand."))
    needed = found.in_hand_cents
    entries = []
    if campaign.all_or_nothing and found.threshold_cents:
        entries.append(Entry(_("for the platform’s threshold, all or nothing"), value=seen.whole_up(found.threshold_cents)))
    if figures.needed_per_day_cents is not None:
        entries.append(Entry(_("needed per day until the closing"), value=seen.whole_up(figures.needed_per_day_cents)))
    if found.gap is not None:
        entries.append(Entry(seen.translator.sentence(found.gap)))
    return Panel(title, entries, "—" if needed is None else seen.whole_up(needed),
                 _("still to raise to have %(goal)s in hand, commission paid", goal=goal))  # fmt: skip


def _in_gifts(found: Missing, seen: Seen) -> Panel:
    t, median_cents = seen.translator, seen.view.figures.median_contribution_cents
    title = t._("In contributions")
    if stage.has_goal_in_hand(seen.view.figures):
        return Panel(title, sentence=t._("None: the goal is in hand."))
    if found.in_hand_gifts is None or median_cents is None:
        return Panel(title, empty=t._("The median contribution is not known, so this cannot be said."))
    said = t.ngettext("contribution of the median amount, %(gift)s", "contributions of the median amount, %(gift)s",
                      found.in_hand_gifts, gift=Money(median_cents, seen.currency))  # fmt: skip
    entries = []
    if found.threshold_gifts and seen.view.campaign.all_or_nothing:
        entries.append(Entry(t._("for the platform’s threshold"), value=t.formats.count(found.threshold_gifts)))
    days = seen.view.figures.days_left + 1
    if seen.view.campaign.period.is_open(seen.view.as_of):
        entries.append(Entry(t._("a day, today included"), value=t.formats.count(-(-found.in_hand_gifts // days))))
    return Panel(title, entries, t.formats.count(found.in_hand_gifts), said)


def _in_actions(found: Missing, seen: Seen) -> Iterator[Panel]:
    t, period = seen.translator, seen.opened.campaign.period
    title = t._("In actions")
    if seen.view.as_of >= period.closes_at:
        yield Panel(title, empty=t._("The campaign is over: there is nothing left to correct."))
    elif not found.behind:
        yield Panel(title, empty=t._("No commitment of the plan is behind."))
    else:
        said = t.ngettext("%(count)s commitment of the plan is behind.", "%(count)s commitments of the plan are behind.",
                          len(found.behind))  # fmt: skip
        yield Panel(title, [_behind(each, seen) for each in found.behind[:_BEHIND_SHOWN]], sentence=said)
        proposed = [Entry(without_addresses(t.sentence(each.what)), t._("By %(day)s.", day=_on(each.due_on, t)))
                    for each in found.proposals]  # fmt: skip
        yield Panel(t._("What the plan’s rules propose"), proposed, empty=t._("Nothing more: the room decides."))


def _behind(each: Reading, seen: Seen) -> Entry:
    t = seen.translator
    value = t._("%(value)s of %(target)s", value=value_text(each, seen.currency, t), target=target_text(each, seen.currency, t))
    return Entry(t._("%(name)s: %(value)s", name=t._(each.kpi.name), value=value), mark=status(each.status.value, t))


def _on(day: date, t: Translator) -> str:
    return on_one_line(t.formats.day_month(day))
