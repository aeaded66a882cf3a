"""Large files dropped on the page: each is looked over, then imported, by a process of its own, while all viewers are served.

What is under way is known to this process alone; what is done is in the list of imports. A file rests in a folder that only this
program may read, and goes with its import, or when nobody has confirmed it for `KEPT_SECONDS`.
"""

from __future__ import annotations

import logging
import os
import pickle
import shutil
import subprocess  # the child is our own file, started without a shell
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any

from lib.campaign.errors import DashboardError, UnknownLayout, UseError
from lib.campaign.message import N_, Message
from lib.services.environment import ROOT, database_url
from lib.services.imports import large_import_child
from lib.services.imports.large_import_child import DONE, HEARD, LENGTH_BYTES, Looked, Order
from lib.services.imports.previews import Answers, Outcome
from lib.services.imports.streaming_import import COMPARING, LARGE_BYTES, LOOKING, SETTLING, WRITING
from lib.sources.network.spool import PREFIX, leftovers
from lib.sources.tables.workbook import is_workbook

KEPT_SECONDS = 3_600
_ALMOST = 0.99
"""As much as is shown before it is done."""
_PARTS = {
    False: {LOOKING: (0.0, 0.4), COMPARING: (0.4, _ALMOST)},
    True: {LOOKING: (0.0, 0.15), WRITING: (0.15, 0.75), SETTLING: (0.75, _ALMOST)},
}
"""From where to where of the whole each stage goes, when a file is looked over and when it is written."""
_FORESEEN_FROM = 0.05
"""The share of the whole from which on the time that is left can be told from the time that went by."""
_BROKEN_OFF = N_("The import was broken off. Nothing was written: drop the file again.")
_CHILD = f"from {large_import_child.__name__} import main; main()"
"""Not `-m`: what is pickled must be of one module for both."""
_ANOTHER = N_("Another large file is being imported into this campaign. Wait until it is done, then try again.")
_LOG = logging.getLogger("dashboard")


@dataclass(eq=False)
class LargeImport:
    """A file being looked over, or imported (`writes`): `stage` is a msgid, `share` 0 to 1 never goes back, `rows` of `about`."""

    key: str
    campaign: str
    file: str
    who: str
    at: datetime
    writes: bool
    folder: TemporaryDirectory[str] = field(repr=False)
    stage: str = LOOKING
    share: float = 0.0
    rows: int = 0
    about: int = 0
    answer: Looked | Outcome | None = None
    refusal: DashboardError | None = None
    used_at: float = field(default_factory=time.monotonic)
    _begun_at: float = field(default_factory=time.monotonic, repr=False)
    _ends_at: float | None = field(default=None, repr=False)

    @property
    def seconds_left(self) -> float | None:
        """How long it will take yet, from how long it took so far; None where that cannot be told, or was wrong."""
        left = None if self._ends_at is None else self._ends_at - time.monotonic()
        return left if left and left > 0 else None

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.answer is not None or self.refusal is not None

    def hear(self, stage: str, share: float, rows: int) -> None:
        """How far a stage is."""
        start, end = _PARTS[self.writes][stage]
        self.stage, self.rows = stage, rows
        self.share = max(self.share, start + share * (end - start))
        if self.share >= _FORESEEN_FROM:
            now = time.monotonic()
            self._ends_at = now + (now - self._begun_at) * (1 - self.share) / self.share
        if stage == LOOKING:
            self.about = max(rows, round(rows / share) if share else 0)


_HELD: dict[str, LargeImport] = {}
_GUARD = Lock()
_NUMBERS = count(1)


def is_large_text(name: str, data: bytes) -> bool:
    """Whether what was dropped is a text so large that it is better read slice by slice, by a process of its own."""
    is_packed = name.lower().endswith(".zip") or is_workbook(data[:16])
    return len(data) >= LARGE_BYTES and not is_packed and not name.lower().endswith(".toml")


def looked_over(
    key: str, name: str, data: bytes, campaign: str, answers: Answers, *, at: datetime, who: str
) -> LargeImport:
    """The looking over of a file, begun if it has not been; `key` tells the file and what was answered about it."""
    for left in leftovers(at):
        shutil.rmtree(left, ignore_errors=True)
    with _GUARD:
        _drop_unused()
        held = _HELD.get(key)
        if held is None:
            folder = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            path = Path(folder.name) / (Path(name).name or "import.csv")
            path.write_bytes(data)
            held = _HELD[key] = LargeImport(key, campaign, path.name, who, at, False, folder)
            _start(held, answers, database_url())
        held.used_at = time.monotonic()
        return held


def begin(looked: LargeImport, answers: Answers, *, at: datetime, who: str) -> LargeImport:
    """Import a file that was looked over. One import at a time comes into a campaign from here; raises UseError for a second."""
    with _GUARD:
        if any(each.writes and not each.is_over and each.campaign == looked.campaign for each in _HELD.values()):
            raise UseError(_ANOTHER)
        _HELD.pop(looked.key, None)
        key = f"{looked.key}-{next(_NUMBERS)}"
        made = LargeImport(key, looked.campaign, looked.file, who, at, True, looked.folder, about=looked.about)
        _HELD[made.key] = made
        _start(made, answers, database_url())
        return made


def named(key: str) -> LargeImport | None:
    """What is known of a file here."""
    return _HELD.get(key)


def under_way(campaign: str) -> tuple[LargeImport, ...]:
    """The imports into a campaign that go on, and those that broke off a while ago, the first begun first."""
    return tuple(each for each in list(_HELD.values()) if each.writes and each.campaign == campaign and each.answer is None)


def ended(campaign: str) -> tuple[LargeImport, ...]:
    """The imports into a campaign that were done within `KEPT_SECONDS`, the first done first."""
    with _GUARD:
        _drop_unused()
    done = (each for each in list(_HELD.values()) if isinstance(each.answer, Outcome))
    return tuple(sorted((each for each in done if _campaign_of(each) == campaign), key=lambda each: each.used_at))


def forget(key: str) -> None:
    """Let go of a file and of what is known of it."""
    with _GUARD:
        _HELD.pop(key, None)


def forget_import(batch_id: int) -> None:
    """The same of an import by its number, once it was taken back."""
    with _GUARD:
        for key in [key for key, each in _HELD.items() if _written_by(each) == batch_id]:
            del _HELD[key]


def _written_by(one: LargeImport) -> int | None:
    return one.answer.written.batch_id if isinstance(one.answer, Outcome) else None


def _campaign_of(one: LargeImport) -> str:
    """Whose it is in the end: a first export goes to another campaign than the demonstration that was open."""
    return one.answer.campaign.name if isinstance(one.answer, Outcome) else one.campaign


def _drop_unused() -> None:
    now = time.monotonic()
    for key, each in list(_HELD.items()):
        if each.is_over and now - each.used_at > KEPT_SECONDS:
            del _HELD[key]


def _start(one: LargeImport, answers: Answers, url: str) -> None:
    order = Order(Path(one.folder.name) / one.file, one.campaign, answers, one.at, one.who, one.writes)
    Thread(target=_followed, args=(one, order, url), name="large-import", daemon=True).start()


def started(order: Order, url: str) -> subprocess.Popen[bytes]:
    """The process that does what is ordered to the store at `url`; what it says is read by `heard`."""
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-c", _CHILD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": search},
    )  # fmt: skip
    assert child.stdin is not None
    with suppress(OSError):  # it ended before it was told: there will be no answer
        child.stdin.write(large_import_child.packed(order))
        child.stdin.close()
    return child


def _followed(one: LargeImport, order: Order, url: str) -> None:
    """The child from its start to its end."""
    with started(order, url) as child:
        _listen(one, child)
    one.used_at = time.monotonic()
    if not one.is_over:
        _LOG.error("the process of an import ended with code %s", child.returncode)
        one.refusal = UseError(_BROKEN_OFF)
    if one.writes:
        one.folder.cleanup()


def _listen(one: LargeImport, child: subprocess.Popen[bytes]) -> None:
    for kind, *said in heard(child):
        if kind == HEARD:
            one.hear(*said)
        elif kind == DONE:
            one.share, one.answer = 1.0, said[0]
        else:
            one.refusal = _error(*said)


def _error(message: Message, needs_matching: bool) -> DashboardError:
    kind = UnknownLayout if needs_matching else UseError
    return kind(message.text, **message.params)


def heard(child: subprocess.Popen[bytes]) -> Iterator[tuple[Any, ...]]:
    """What the process says, as it says it, until it ends."""
    told = child.stdout
    assert told is not None
    while len(length := told.read(LENGTH_BYTES)) == LENGTH_BYTES:
        frame = told.read(int.from_bytes(length, "big"))
        yield pickle.loads(frame)  # noqa: S301 - written by our own child
