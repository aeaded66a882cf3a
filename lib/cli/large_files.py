"""`python -m lib import` of a large file: how far it is, on a terminal and in a log."""

from __future__ import annotations

import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.services.campaigns import OpenCampaign
from lib.services.clock import now
from lib.services.previews import Answers
from lib.services.streaming_import import StreamedImport
from lib.store.engine import Store

_EVERY_ON_A_TERMINAL, _EVERY_IN_A_LOG = timedelta(seconds=0.5), timedelta(seconds=5)


class Progress:
    """Says how far long work is: over and over on one line of a terminal, now and then on a line of its own in a log."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._is_live = terminal, sys.stderr.isatty()
        self._every = _EVERY_ON_A_TERMINAL if self._is_live else _EVERY_IN_A_LOG
        self._stage, self._since, self._said_at = "", now(), now()

    def __call__(self, stage: str, share: float, row_count: int) -> None:
        """`share` of the stage is done, 0 to 1, that is `row_count` rows."""
        at = now()
        if stage != self._stage:
            self._stage, self._since, self._said_at = stage, at, at
        if at - self._said_at >= self._every:
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
        if self._is_live:
            self._terminal.again(message)
        else:
            self._terminal.stage(message)


def streamed_import(
    store: Store, path: Path, opened: OpenCampaign | None, answers: Answers, terminal: Terminal
) -> StreamedImport | None:
    """A large file looked over; None where its rows must be read together."""
    made = StreamedImport(store, path, opened, answers, at=now(), heard=Progress(terminal))
    return made if made.can_be_streamed else None
