"""`python -m lib backup` and `restore`: a copy that was checked, and the way back; for a scheduler, and for a bad day."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lib.campaign.errors import StoreDamaged, UseError
from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.clock import now
from lib.services.environment import database_url, person_at_the_keyboard
from lib.services.safekeeping.back_up_words import fault_sentences, line, size_text
from lib.services.safekeeping.backups import shelf, take
from lib.services.safekeeping.restoring import begin_empty, chosen, restore
from lib.services.stores import current_store
from lib.store.safekeeping.backup import back_up

_YES = ("y", "yes", "o", "oui")


def backup(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Take a back-up and check it, to FILE or among the others; or list those that are there. False when it does not agree."""
    if options.list:
        return _listed(terminal)
    place, store = shelf(database_url()), current_store()
    if options.file is None:
        taken = take(store, place, at=now())
        path, faults, size = taken.back_up.path, taken.faults, taken.back_up.size_bytes
    else:
        path = Path(options.file)
        faults = tuple(each.message for each in back_up(store, path))
        size = path.stat().st_size
    for sentence in fault_sentences(faults):
        terminal.complain(sentence)
    if not faults:
        terminal.say(N_("Backed up and checked: %(path)s (%(size)s)."), path=str(path), size=size_text(size, terminal.translator))
    return not faults


def _listed(terminal: Terminal) -> bool:
    place = shelf(database_url())
    back_ups = place.back_ups()
    for each in back_ups:
        terminal.print(line(each, now(), terminal.translator))
    if not back_ups:
        terminal.say(N_("There is no back-up in %(folder)s."), folder=str(place.folder))
    return True


def restore_back_up(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Put a back-up in the place of the database, once a person has said yes."""
    if options.empty:
        begin_empty()
        terminal.say(N_("An empty database was made."))
        return True
    path = chosen(options.file)
    if not (options.yes or _is_confirmed(path, terminal)):
        terminal.say(N_("Nothing was changed."))
        return False
    done = restore(path, at=now(), who=person_at_the_keyboard())
    terminal.say(N_("Restored and checked: %(path)s."), path=str(path))
    if done.aside:
        terminal.say(N_("What was there before is kept as %(aside)s."), aside=done.aside)
    for sentence in done.sentences:
        terminal.print(terminal.translator.sentence(sentence))
    return True


def _is_confirmed(path: Path, terminal: Terminal) -> bool:
    """Raises UseError where nobody can answer: a script says --yes."""
    if not sys.stdin.isatty():
        raise UseError(N_("Nobody is there to confirm. To restore without being asked, add --yes."))
    question = N_("The database will be as it was in %(path)s; what was done since is set aside. Restore? (yes/no)")
    terminal.stage(say(question, path=str(path)))
    return input().strip().casefold() in _YES


def offer_last_good(error: StoreDamaged, terminal: Terminal) -> None:
    """After a sentence about a damaged database: which back-up would come back, and what to type."""
    back_ups = shelf(database_url()).back_ups()
    newest = next((each for each in back_ups if each.is_good), None)
    if newest is None:
        terminal.complain(say(N_("There is no good back-up. To begin with an empty database: python -m lib restore --empty")))
        return
    terminal.complain(say(N_("The last good back-up: %(line)s. To bring it back: python -m lib restore"),
                          line=line(newest, now(), terminal.translator)))  # fmt: skip


def add_backup(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `backup`."""
    _ = translator._
    command.add_argument("file", nargs="?", metavar=_("FILE"), help=_("where to write it (default: among the others, by date)"))
    command.add_argument("--list", action="store_true", help=_("list the back-ups that are there, write nothing"))


def add_restore(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `restore`."""
    _ = translator._
    which = _("a back-up, by its path or its name (default: the last good one)")
    command.add_argument("file", nargs="?", metavar=_("FILE"), help=which)
    command.add_argument("--yes", action="store_true", help=_("do not ask"))
    command.add_argument("--empty", action="store_true", help=_("begin with an empty database where there is none any more"))
