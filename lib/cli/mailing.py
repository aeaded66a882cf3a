"""`python -m lib mailing-list`: the people who agreed to be written to, as a table; how many did not, beside it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.persons.mailing import MUST_SAY, mailing_list
from lib.services.stores import current_store


def write_mailing_list(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Write the list to FILE, or print it; what it holds and leaves out is said on standard error. False for an empty one."""
    store = current_store()
    found = mailing_list(store, open_campaign(store, options.campaign), now())
    data = found.csv()
    if options.file is None:
        terminal.print(data.decode("utf-8-sig").removesuffix("\n"))
    else:
        written(Path(options.file), data)
    sys.stdout.flush()
    for sentence in (*found.counts.sentences, MUST_SAY):
        terminal.stage(sentence)
    return bool(found.people)


def written(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read; raises UseError when it cannot be."""
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_bytes(data)
    except OSError as error:
        raise UseError(N_("“%(path)s” cannot be written: name another file."), path=str(path)) from error


def add_arguments(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `mailing-list`."""
    _ = translator._
    command.add_argument("file", nargs="?", metavar=_("FILE"), help=_("where to write it (default: it is printed)"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))
