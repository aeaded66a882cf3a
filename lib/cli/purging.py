"""`python -m lib purge`: what is due to go by the retention periods; said unless it is asked to be done."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from lib.campaign.message import N_, Message, say
from lib.cli.persons import asked_campaigns
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.clock import now
from lib.services.environment import person_at_the_keyboard
from lib.services.persons.purging import NAMES, Due, plan, purge, sentence
from lib.services.stores import current_store


def purge_due(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Say what would go, kind by kind, in counts and days; with --yes take it out. Demonstrations only where they are named."""
    store, at = current_store(), now()
    asked = asked_campaigns(store, options.campaign)
    opened = [each for each in asked if options.campaign or not each.campaign.invented]
    if not opened:
        terminal.say(N_("There is no campaign of your own: nothing is due."))
    for each in opened:
        terminal.say(N_("In “%(title)s”:"), title=each.campaign.title)
        for due in plan(store, each, at):
            for message in _said(due):
                terminal.print(terminal.translator.sentence(message))
        if options.yes:
            terminal.print(terminal.translator.sentence(sentence(purge(store, each, at, person_at_the_keyboard()))))
    if opened and not options.yes:
        terminal.say(N_("Nothing was changed. To purge what is due, add --yes."))
    return True


def _said(due: Due) -> Iterator[Message]:
    name = Message(NAMES[due.kind])
    if due.goes:
        yield say(N_("- %(what)s: %(count)s, due."), what=name, count=due.goes)
    elif due.count and due.due_on is not None:
        yield say(N_("- %(what)s: %(count)s, from %(day)s."), what=name, count=due.count, day=due.due_on)
    elif due.count:
        yield say(N_("- %(what)s: %(count)s, once the campaign is over."), what=name, count=due.count)
    else:
        yield say(N_("- %(what)s: nothing."), what=name)
    if due.waits is not None and due.is_due and due.count:
        yield due.waits
    if due.kept:
        yield say(N_("People whom a consent in force keeps: %(count)s."), count=due.kept)


def add_purge(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `purge`."""
    _ = translator._
    command.add_argument(
        "--dry-run", action="store_true", help=_("say what would go, write nothing: this is what happens without --yes")
    )
    command.add_argument("--yes", action="store_true", help=_("do it"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("this campaign alone (default: every one that is not invented)"))
