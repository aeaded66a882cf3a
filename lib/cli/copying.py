"""`python -m lib copy FROM TO`: a whole store moved to another address, checked before it is kept."""

from __future__ import annotations

import argparse
import time

from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.safekeeping.backups import BackUp
from lib.services.safekeeping.copying import address_of, copy

_EVERY_SECONDS = 2.0


def copy_database(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Copy, say where it has got to, then what arrived."""
    said = _Progress(terminal)

    def backed_up(kept: BackUp) -> None:
        terminal.stage(say(N_("What is there now was backed up: %(path)s."), path=str(kept.path)))

    done = copy(address_of(options.source), address_of(options.target), replace=options.replace, said=said, backed_up=backed_up)
    for name, there in done.tables.items():
        if there.rows:
            terminal.say(N_("%(table)s: identical rows, %(count)s."), table=name, count=there.rows)
    terminal.say(N_("Copied and checked, every row of every table: %(count)s rows. To use it, set DATABASE_URL to its address."),
                 count=done.rows)  # fmt: skip
    return True


class _Progress:
    """A line on the terminal now and then."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal, self._last = terminal, time.monotonic()

    def __call__(self, table: str, rows: int) -> None:
        if time.monotonic() - self._last >= _EVERY_SECONDS:
            self._last = time.monotonic()
            self._terminal.stage(say(N_("%(table)s: %(count)s rows…"), table=table, count=rows))


def add_copy(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `copy`."""
    _ = translator._
    command.add_argument("source", metavar=_("FROM"), help=_("the database to copy: an address, or a SQLite file"))
    command.add_argument("target", metavar=_("TO"), help=_("an empty database, made if it is a SQLite file that is not there"))
    command.add_argument("--replace", action="store_true", help=_("back up what is there, then put the copy in its place"))
