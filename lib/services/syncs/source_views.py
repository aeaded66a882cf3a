"""The live sources of a campaign as people look at them: which are set up, how each stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.syncs.source_states import Running, SourceState, running, states
from lib.services.syncs.sync_rounds import is_synced_by_itself
from lib.services.syncs.syncing import live_sources
from lib.sources.live import LiveSource
from lib.store.engine import Store


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source: what it is, how its last syncs went, the one under way if any; `is_asked_alone`: without anybody's doing."""

    source: LiveSource
    state: SourceState
    running: Running | None
    now: datetime
    is_asked_alone: bool

    @property
    def status(self) -> str:
        """One of `fresh`, `failing`, `old` (failing, and its data is old), `late` (old without an error), `never`, `running`."""
        if self.running is not None:
            return "running"
        if self.state.error is not None:
            return "failing" if self.state.succeeded_at is not None and not self.state.is_stale(self.now) else "old"
        if self.state.succeeded_at is None:
            return "never"
        return "late" if self.state.is_stale(self.now) else "fresh"

    def success_text(self, translator: Translator) -> str:
        """When it last gave everything, and how long ago; "—" before that."""
        at = self.state.succeeded_at
        if at is None:
            return "—"
        formats = translator.formats
        return translator._("%(instant)s (%(age)s)", instant=formats.instant_short(at), age=formats.age(at, self.now))

    def error_text(self, translator: Translator) -> str:
        """What goes wrong, and since when; where it has got to while it is read."""
        if self.running is not None:
            return _progress(self.running, translator)
        if self.state.error is None or self.state.failing_since is None:
            return "—"
        since = translator._("Since %(instant)s.", instant=translator.formats.instant_short(self.state.failing_since))
        return f"{translator.sentence(self.state.error)} {since}"

    def next_text(self, translator: Translator) -> str:
        """When it is asked next without anybody's doing; "—" when it is not."""
        if self.running is not None or not self.is_asked_alone:
            return "—"
        at = self.state.next_try_at
        return translator._("within a minute") if at is None or at <= self.now else translator.formats.instant_short(at)

    def read_text(self, translator: Translator) -> str:
        """What the last sync read: rows, of which new, changed, refused."""
        state, formats = self.state, translator.formats
        if state.tried_at is None:
            return "—"
        return translator._("%(rows)s (%(new)s new, %(changed)s changed, %(refused)s refused)", rows=formats.count(state.rows),
                            new=formats.count(state.new), changed=formats.count(state.changed),
                            refused=formats.count(state.refused))  # fmt: skip


def _progress(each: Running, translator: Translator) -> str:
    formats = translator.formats
    if each.total is None or each.total < each.done:
        return translator._("%(done)s rows read…", done=formats.count(each.done))
    return translator._("%(done)s rows read of %(total)s…", done=formats.count(each.done), total=formats.count(each.total))


def source_views(store: Store, opened: OpenCampaign, now: datetime) -> tuple[SourceView, ...]:
    """The sources that the campaign's file sets up, in the order in which they are declared."""
    kept, under_way, by_itself = states(store, opened.id), running(store, opened.id, now), is_synced_by_itself(opened, now)
    return tuple(
        SourceView(source, kept.get(source.name, SourceState(source.name)), under_way.get(source.name), now, by_itself)
        for source in live_sources(opened.campaign)
    )
