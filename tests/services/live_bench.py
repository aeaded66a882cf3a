"""Syncs of any live source against a server of this machine: a store told where it is, a clock that tests move, quick pauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.campaign.message import Message
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.syncs.syncing import Surroundings, Synced, live_sources, sync_source
from lib.sources.network.door import Door, Patience
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.services.held import bring, empty_store
from tests.support.files import SETTINGS
from tests.support.site import Answering, Site, site

START = datetime(2018, 3, 1, 12, tzinfo=UTC)


@dataclass
class Live:
    """A store and the server that its campaign asks."""

    store: Store
    site: Site
    environment: Mapping[str, str] = field(default_factory=dict)
    at: datetime = START
    elapsed: float = 0.0
    paused: list[float] = field(default_factory=list)

    @property
    def opened(self) -> OpenCampaign:
        """The campaign as it stands."""
        return open_campaign(self.store)

    def sync(self) -> Synced:
        """One sync, a day after the last one."""
        self.at += timedelta(days=1)
        around = Surroundings(lambda: self.at, "cron", self.environment, door=lambda _source: self.door())
        opened = self.opened
        return sync_source(self.store, opened, live_sources(opened.campaign)[0], around)

    def door(self) -> Door:
        """A way out whose pauses take no time."""
        patience = Patience(read_seconds=0.4, whole_seconds=60)
        return Door(is_private_allowed=True, patience=patience, sleep=self._pause, clock=lambda: self.elapsed, jitter=lambda: 0.5)

    def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.elapsed += seconds

    def held(self, table: str) -> list[dict[str, object]]:
        """The rows of a table, what is not known left out."""
        found = rows(self.store, self.opened.id, table)
        return [{name: value for name, value in row.items() if value is not None} for row in found]


@contextmanager
def live(place: Path, answering: Answering, block: str, environment: Mapping[str, str] | None = None) -> Iterator[Live]:
    """A new store with one live source; `{url}` in its block is the server's address."""
    with site(answering) as running:
        store = empty_store(place)
        bring(store, {}, settings=f"{SETTINGS}\n{block.format(url=running.url)}")
        yield Live(store, running, environment or {})
        store.close()


def words(message: Message | None) -> str:
    """A message in English; empty for none."""
    return message.text % dict(message.params) if message else ""
