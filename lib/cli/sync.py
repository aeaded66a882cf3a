"""`python -m lib sync`: the live sources into the store, once or again and again; for cron, systemd, and impatient people."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from threading import Event

from lib.campaign.errors import DashboardError, UseError
from lib.campaign.message import N_, Message, say, say_many
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, every_campaign, open_campaign
from lib.services.clock import now
from lib.services.environment import person_at_the_keyboard
from lib.services.imports.reconciling import gap_sentences
from lib.services.spans import seconds_of
from lib.services.stores import current_store
from lib.services.syncs.source_states import state_of
from lib.services.syncs.syncing import Surroundings, Synced, live_sources, sync_source
from lib.sources import LIVE_SOURCES
from lib.sources.live import LiveSource
from lib.store.engine import Store

_SAID_EVERY = timedelta(seconds=5)


def sync(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Sync the sources asked for, or all; True when each of them answered and no row was refused."""
    if options.every is None:
        return _round(options, terminal)
    pause, waiting = seconds_of(options.every), Event()
    while True:
        try:
            _round(options, terminal, is_again=True)
        except UseError:
            raise
        except DashboardError as error:
            terminal.complain(error.message)
        waiting.wait(pause)


def _round(options: argparse.Namespace, terminal: Terminal, *, is_again: bool = False) -> bool:
    store = current_store()
    chosen = list(_chosen(store, options.campaign, options.sources))
    all_is_well = True
    for opened, sources in chosen:
        _say_unknown(opened, terminal)
        translator = Translator(terminal.translator.language, opened.campaign.period.zone)
        voice = Terminal(translator)
        for source in sources:
            if is_again and _is_told_to_wait(store, opened, source):
                continue
            prefix = f"{opened.campaign.name}, " if len(chosen) > 1 else ""
            synced = sync_source(store, opened, source, Surroundings(now, person_at_the_keyboard(), said=_Heard(voice)))
            all_is_well &= _said(synced, prefix, voice)
        for sentence in gap_sentences(store, opened, now(), translator):
            terminal.print_aside(sentence)
    return all_is_well


def _chosen(store: Store, name: str | None, sources: Sequence[str]) -> Iterator[tuple[OpenCampaign, tuple[LiveSource, ...]]]:
    """The campaigns that have live sources, or every one that has those asked for; raises UseError where there are none."""
    real = [each for each in every_campaign(store) if not each.campaign.invented]
    if name:
        every = [open_campaign(store, name)]
    else:
        every = [each for each in real if set(sources) <= set(each.campaign.sources)] or [open_campaign(store)]
    found = [(opened, live_sources(opened.campaign, sources)) for opened in every]
    if not any(sources_of for _opened, sources_of in found):
        raise UseError(N_("No live source is set up. Write a block such as [sources.ulule] in campaign.toml and import it: "
                          "docs/sources.md says how."))  # fmt: skip
    return ((opened, sources_of) for opened, sources_of in found if sources_of)


def _say_unknown(opened: OpenCampaign, terminal: Terminal) -> None:
    """Blocks of campaign.toml that name no live source: a slip of the keyboard would else be silence."""
    for name in sorted(set(opened.campaign.sources) - {source.name for source in LIVE_SOURCES}):
        terminal.complain(say(N_("[sources.%(name)s] names no live source. Those there are: %(names)s."), name=name,
                              names=", ".join(source.name for source in LIVE_SOURCES)))  # fmt: skip


def _is_told_to_wait(store: Store, opened: OpenCampaign, source: LiveSource) -> bool:
    """Whether a source failed, and is to be left alone a while longer."""
    state = state_of(store, opened.id, source.name)
    return state.error is not None and state.next_try_at is not None and now() < state.next_try_at


def _said(synced: Synced, prefix: str, terminal: Terminal) -> bool:
    """One line for the source; what was found out on the way, and refused rows, beside the results."""
    title = prefix + terminal.translator._(synced.source.title)
    for remark in synced.state.remarks:
        terminal.stage(say(N_("%(source)s: %(error)s"), source=title, error=remark))
    for refusal in synced.state.refusals:
        terminal.refuse(refusal)
    more = synced.state.refused - len(synced.state.refusals)
    if more > 0:
        terminal.complain(say_many(N_("… and %(count)s more."), N_("… and %(count)s more."), more))
    if synced.error is not None:
        terminal.say(N_("%(source)s: %(error)s"), source=title, error=synced.error)
        return False
    counts = synced.counts
    terminal.say(N_("%(source)s: %(new)s new, %(changed)s changed, %(same)s known already, %(refused)s refused."), source=title,
                 new=counts.inserted, changed=counts.changed, same=counts.same, refused=synced.state.refused)  # fmt: skip
    return not synced.state.refused


class _Heard:
    """Says where a long sync has got to, every few seconds."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._since = terminal, now()

    def __call__(self, source: LiveSource, done: int, total: int | None) -> None:
        moment: datetime = now()
        if moment - self._since >= _SAID_EVERY:
            self._since = moment
            self._terminal.stage(_progress(source, done, total))


def _progress(source: LiveSource, done: int, total: int | None) -> Message:
    title = Message(source.title)
    if total is None or total < done:
        return say(N_("%(source)s: %(done)s rows read…"), source=title, done=done)
    return say(N_("%(source)s: %(done)s rows read of %(total)s…"), source=title, done=done, total=total)


def add_arguments(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `sync`."""
    _ = translator._
    command.add_argument("sources", nargs="*", metavar=_("SOURCE"), help=_("which sources (default: all that are set up)"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: all that have live sources)"))
    command.add_argument("--every", metavar="15m", help=_("again and again, with this pause: 15m, 1h"))
