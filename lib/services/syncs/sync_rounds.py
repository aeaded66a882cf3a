"""Syncs that nobody waits for: those that are due, from time to time, and the one that a button asks for."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from threading import Lock, Thread

from lib.campaign.errors import DashboardError
from lib.services.campaigns import OpenCampaign, every_campaign
from lib.services.syncs.source_states import running, state_of
from lib.services.syncs.syncing import Surroundings, Synced, live_sources, sync_source
from lib.sources.live import LiveSource
from lib.store.engine import Store

_LOG = logging.getLogger("dashboard")
_AFTER_THE_END = timedelta(days=90)
"""Payments settle and refunds come for some weeks; after that a campaign is asked for by hand only."""
_BUSY: set[tuple[str, int]] = set()
_GUARD = Lock()


def sync_due(store: Store, around: Surroundings) -> tuple[Synced, ...]:
    """Sync every source that is due, of every real campaign; one at a time, and none that is under way elsewhere."""
    done = []
    for opened in every_campaign(store):
        if not is_synced_by_itself(opened, around.now()):
            continue
        for source in _due(store, opened, around.now()):
            synced = sync_source(store, opened, source, around)
            done.append(synced)
            if synced.error is not None:
                _LOG.warning("sync of %s: %s", source.name, synced.error.text)
    return tuple(done)


def is_synced_by_itself(opened: OpenCampaign, now: datetime) -> bool:
    """Whether the server asks a campaign's sources without being told to: a real one, until some weeks after its end."""
    return not opened.campaign.invented and now < opened.campaign.period.closes_at + _AFTER_THE_END


def _due(store: Store, opened: OpenCampaign, now: datetime) -> Iterator[LiveSource]:
    under_way = running(store, opened.id, now)
    for source in live_sources(opened.campaign):
        next_try_at = state_of(store, opened.id, source.name).next_try_at
        if source.name not in under_way and (next_try_at is None or next_try_at <= now):
            yield source


def start_sync(store: Store, opened: OpenCampaign, sources: Sequence[LiveSource], around: Surroundings) -> bool:
    """Sync in the background, at once; False when a sync of this campaign is under way in this process already."""
    key = (store.address, opened.id)
    with _GUARD:
        if key in _BUSY:
            return False
        _BUSY.add(key)
    Thread(target=_in_background, args=(key, store, opened, tuple(sources), around), daemon=True).start()
    return True


def _in_background(
    key: tuple[str, int], store: Store, opened: OpenCampaign, sources: Sequence[LiveSource], around: Surroundings
) -> None:
    try:
        for source in sources:
            sync_source(store, opened, source, around)
    except DashboardError as error:
        _LOG.error("%s", error)
    finally:
        with _GUARD:
            _BUSY.discard(key)


def is_syncing(store: Store, opened: OpenCampaign, now: datetime) -> bool:
    """Whether some source of the campaign is being read, here or in another process."""
    return (store.address, opened.id) in _BUSY or bool(running(store, opened.id, now))
