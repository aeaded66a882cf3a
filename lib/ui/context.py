"""What a page is given: the campaign as it stood, the viewer's language and address. Pages start with `context()`."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, chosen, seen_campaigns
from lib.services.clock import now
from lib.services.entry.access import Visitor
from lib.services.moments import Moment, moment
from lib.services.stores import current_store
from lib.services.viewing import View, view
from lib.store.engine import Store
from lib.ui import state
from lib.ui.address import change, link, settled_address
from lib.ui.cache import shared
from lib.ui.visitor import ENDED, SignInNeeded, known_visitor

T = TypeVar("T")
_KEPT, _CHECKED, _OFFERED = "context", "visitor-checked", "campaigns-offered"
_SETTLED_SECONDS = 0.25
"""A run asks for its context dozens of times: who looks is looked up again after this time, so at each click."""
_PAST = N_("This is a past evening as it was: to change anything, come back to today.")
_LEADS_ALL = N_("This touches every campaign: only somebody who leads them all can do it.")
_LEAD_ONLY = N_("Only the campaign’s lead changes things: you are signed in to look.")


@dataclass(frozen=True, slots=True)
class Context:
    """One run of one viewer: store, campaign, instant, language and the parameters that follow them from page to page."""

    store: Store
    opened: OpenCampaign
    moment: Moment
    now: datetime
    translator: Translator
    params: Mapping[str, str]
    visitor: Visitor
    campaigns: tuple[OpenCampaign, ...] = ()
    """Those whose pages this visitor may open, by name, this one among them; `visitor` has the role held on this one."""

    @property
    def as_of(self) -> datetime:
        """The instant that everything on the page is worked out at."""
        return self.moment.as_of

    @property
    def can_act(self) -> bool:
        """Whether this visitor may change things, and would see it here: not on a past day of a real campaign."""
        return self.visitor.may_edit and not self.moment.is_asked

    @property
    def why_not(self) -> str:
        """The msgid of why nothing can be changed; to be said where `can_act` is false."""
        return _PAST if self.visitor.may_edit else _LEAD_ONLY

    def must_act(self) -> None:
        """Raises UseError where `can_act` is false: a button that is drawn grey can still be pressed by a forged message."""
        if not self.can_act:
            raise UseError(self.why_not)

    def must_lead_all(self) -> None:
        """Raises UseError for somebody who leads this campaign alone, where what is asked touches every one."""
        self.must_act()
        if not self.visitor.leads_all:
            raise UseError(_LEADS_ALL)

    @property
    def acting_at(self) -> datetime:
        """The instant that an action is noted at: now, or a demonstration's own evening."""
        return self.as_of if self.opened.campaign.invented else self.now

    @property
    def view(self) -> View:
        """Figures and KPIs, worked out once for all viewers of this revision."""
        return self.shared("view", lambda: view(self.store, self.opened, self.as_of))

    def shared(self, what: str, work_out: Callable[[], T], *more: Hashable) -> T:
        """Something worked out from this campaign at this instant and revision, shared by all viewers: never a person's row.

        What depends on the language names it in `more`.
        """
        key = (self.store.address, self.opened.id, self.opened.revision, self.moment.shared_as, what, *more)
        return shared(key, work_out)

    def in_words(self, what: str, work_out: Callable[[], T], *more: Hashable) -> T:
        """The same for something that is said in the viewer's language, and whose links keep the viewer's address."""
        return self.shared(what, work_out, self.translator.language.code, tuple(sorted(self.params.items())), *more)

    def link(self, page: str, anchor: str = "") -> str:
        """The address of another page, seen in the same language and as of the same instant."""
        return link(page, self.params, anchor)


def new_context() -> Context:
    """Read the address and open what it names; raises DashboardError in words. Called once a run, by the frame.

    SignInNeeded comes before anything is read.
    """
    params = settled_address()
    state.forget(_OFFERED)
    state.keep("translator", Translator(language(params.get("lang"))))
    visitor, store = known_visitor(), current_store()
    state.keep(_CHECKED, time.monotonic())
    seen, instant = seen_campaigns(store, visitor), now()
    state.keep(_OFFERED, seen)
    opened = chosen(seen, params.get("campaign"), visitor)
    if len(seen) > 1 and not params.get("campaign"):
        change("campaign", opened.campaign.name)
        params = {**params, "campaign": opened.campaign.name}
    translator = Translator(language(params.get("lang") or opened.campaign.language), opened.campaign.period.zone)
    state.keep("translator", translator)
    seen_at = moment(opened.campaign, params.get("as_of"), instant)
    here = visitor.on(opened.campaign.name) or visitor
    made = Context(store, opened, seen_at, instant, translator, params, here, seen)
    state.keep(_KEPT, made)
    return made


def offered() -> tuple[OpenCampaign, ...]:
    """The campaigns that this visitor may open, where the one that the address names could not be."""
    return state.kept(_OFFERED, tuple) or ()


def context(*, is_click: bool = True) -> Context:
    """The context that the frame made for this run. `is_click`: False for what looks again by itself.

    A click or a fragment runs before the frame does: it is refused (SignInNeeded) to whoever has signed out, was taken off
    the list or has another role since.
    """
    made = state.kept(_KEPT, Context)
    if made is None:
        raise UseError("A page is drawn by lib/ui/main.py, not alone.")
    _check_again(made.visitor, made.opened.campaign.name, is_click)
    return made


def _check_again(visitor: Visitor, campaign: str, is_click: bool) -> None:
    moment = time.monotonic()
    if moment - (state.kept(_CHECKED, float) or 0.0) < _SETTLED_SECONDS:
        return
    if known_visitor(is_click=is_click).on(campaign) != visitor:
        raise SignInNeeded(ENDED)
    state.keep(_CHECKED, moment)
