"""Syncs against the Ulule of the tests: a campaign set up for it, a clock that tests move, pauses that take no time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.syncs.syncing import Surroundings, Synced, live_sources, sync_source
from lib.services.viewing import View, view
from lib.sources.live import LiveSource
from lib.sources.network.door import Door, Patience
from lib.store.engine import Store
from tests.services.held import bring, empty_store
from tests.support.files import SETTINGS
from tests.support.site import Site, site
from tests.support.ulule import KEY, PROJECT, Ulule

START = datetime(2018, 3, 1, 12, tzinfo=UTC)


@dataclass
class Bench:
    """A store, an Ulule and what stands between them."""

    store: Store
    ulule: Ulule
    site: Site
    environment: dict[str, str] = field(default_factory=lambda: {"ULULE_API_KEY": KEY})
    at: datetime = START
    paused: list[float] = field(default_factory=list)
    progress: list[tuple[int, int | None]] = field(default_factory=list)
    patience: Patience = field(default_factory=lambda: Patience(read_seconds=0.4, whole_seconds=60))
    elapsed: float = 0.0

    def sync(self) -> Synced:
        """One sync of Ulule, a quarter of an hour after the last one."""
        opened = open_campaign(self.store)
        self.at += timedelta(minutes=15)
        around = Surroundings(lambda: self.at, "cron", self.environment, self._hear, self._door)
        return sync_source(self.store, opened, live_sources(opened.campaign)[0], around)

    def _hear(self, _source: LiveSource, done: int, total: int | None) -> None:
        self.progress.append((done, total))

    def _door(self, _source: LiveSource) -> Door:
        return Door(is_private_allowed=True, patience=self.patience, sleep=self._pause, clock=lambda: self.elapsed, jitter=lambda: 0.5)

    def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        self.elapsed += seconds

    @property
    def opened(self) -> OpenCampaign:
        return open_campaign(self.store)

    @property
    def view(self) -> View:
        """The figures as they stand now."""
        return view(self.store, self.opened, self.at)


def settings(url: str, project: object = PROJECT, more: str = "") -> str:
    """The campaign of `SETTINGS` with Ulule at an address."""
    return f'{SETTINGS}\n[sources.ulule]\nproject = "{project}"\nbase_url = "{url}"\n{more}'


@contextmanager
def bench(place: Path, ulule: Ulule, *, path: str = "/v1", **tables: str) -> Iterator[Bench]:
    """A new store, told where the Ulule is."""
    with site(ulule) as running:
        store = empty_store(place)
        bring(store, tables, settings=settings(running.url + path))
        yield Bench(store, ulule, running)
        store.close()
