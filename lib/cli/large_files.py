"""`python -m lib import` of a large file: how far it is, on a terminal."""

from __future__ import annotations

import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.services.campaigns import OpenCampaign
from lib.services.clock import now
from lib.services.imports.previews import Answers
from lib.services.imports.streaming_import import StreamedImport
from lib.store.engine import Store

_EVERY = timedelta(seconds=0.5)


class Progress:
    """Says how far long work is, over and over on one line of a terminal; a log, which nobody follows, is told nothing."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._is_live = terminal, sys.stderr.isatty()
        self._stage, self._since, self._said_at = "", now(), now()

    def __call__(self, stage: str, share: float, row_count: int) -> None:
        """`share` of the stage is done, 0 to 1, that is `row_count` rows."""
        at = now()
        if stage != self._stage:
            self._stage, self._since, self._said_at = stage, at, at
        if self._is_live and at - self._said_at >= _EVERY:
            self._said_at = at
            self._say(stage, share, row_count, (at - self._since).total_seconds())

    def _say(self, stage: str, share: float, row_count: int, seconds: float) -> None:
        formats = self._terminal.translator.formats
        left = timedelta(seconds=seconds * (1 - share) / share) if share else timedelta()
        message = say(
            N_("%(stage)s: %(share)s, %(rows)s rows, %(rate)s a second, %(left)s left"),
            stage=say(stage),
            share=formats.percent(Fraction(round(share * 100), 100)),
            rows=row_count,
            rate=round(row_count / seconds) if seconds else 0,
            left=formats.duration(left),
        )
        self._terminal.again(message)


def streamed_import(
    store: Store, path: Path, opened: OpenCampaign | None, answers: Answers, terminal: Terminal
) -> StreamedImport | None:
    """A large file looked over; None where its rows must be read together."""
    made = StreamedImport(store, path, opened, answers, at=now(), heard=Progress(terminal))
    return made if made.can_be_streamed else None
