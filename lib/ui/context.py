"""What a page is given: the campaign as it stood, the viewer's language and address. Pages start with `context()`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from lib.campaign.errors import UseError
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.moments import Moment, moment
from lib.services.stores import current_store
from lib.services.viewing import View, view
from lib.store.engine import Store
from lib.ui import state
from lib.ui.address import link, settled_address
from lib.ui.cache import shared

T = TypeVar("T")
_KEPT = "context"


@dataclass(frozen=True, slots=True)
class Context:
    """One run of one viewer: store, campaign, instant, language and the parameters that follow them from page to page."""

    store: Store
    opened: OpenCampaign
    moment: Moment
    now: datetime
    translator: Translator
    params: Mapping[str, str]

    @property
    def as_of(self) -> datetime:
        """The instant that everything on the page is worked out at."""
        return self.moment.as_of

    @property
    def can_act(self) -> bool:
        """Whether what is done here would be seen here: not while a past day of a real campaign is looked at."""
        return not self.moment.is_asked

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
    """Read the address and open what it names; raises DashboardError in words. Called once a run, by the frame."""
    params = settled_address()
    state.keep("translator", Translator(language(params.get("lang"))))
    store = current_store()
    opened, instant = open_campaign(store, params.get("campaign")), now()
    translator = Translator(language(params.get("lang") or opened.campaign.language), opened.campaign.period.zone)
    state.keep("translator", translator)
    made = Context(store, opened, moment(opened.campaign, params.get("as_of"), instant), instant, translator, params)
    state.keep(_KEPT, made)
    return made


def context() -> Context:
    """The context that the frame made for this run."""
    made = state.kept(_KEPT, Context)
    if made is None:
        raise UseError("A page is drawn by lib/ui/main.py, not alone.")
    return made
