"""`python -m lib access EMAIL`: everything held about a person, as JSON; `erase EMAIL`: the person goes, the figures stay."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from lib.campaign.message import N_, say
from lib.cli.asking import confirmed
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, every_campaign, open_campaign
from lib.services.clock import now
from lib.services.environment import person_at_the_keyboard
from lib.services.persons.erasing import erase, what_stays
from lib.services.persons.person_json import access_json
from lib.services.persons.persons import NOBODY, address, held_about
from lib.services.stores import current_store
from lib.store.engine import Store


def access(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print what is held about the address, in every campaign unless one is named; False, and a sentence, when nothing is."""
    store = current_store()
    found = access_json(store, asked_campaigns(store, options.campaign), options.email, now(), terminal.translator)
    if found is None:
        terminal.complain(say(NOBODY))
        return False
    terminal.print(found)
    return True


def erase_person(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Say what goes and what stays, ask, then take the person out; the receipt is the result. False when nothing was done."""
    store, at, email = current_store(), now(), address(options.email)
    opened = asked_campaigns(store, options.campaign)
    there = [each for each in (held_about(store, one, email) for one in opened) if each.can_be_erased]
    if not there:
        terminal.complain(say(NOBODY))
        return False
    for held in there:
        terminal.stage(say(N_("In “%(title)s”:"), title=held.opened.campaign.title))
        for sentence in what_stays(held, at):
            terminal.stage(sentence)
    if not (options.yes or confirmed(say(N_("Erase this person for good? (yes/no)")), terminal)):
        terminal.say(N_("Nothing was changed."))
        return False
    receipt = erase(store, opened, email, at=at, who=person_at_the_keyboard())
    for sentence in receipt.sentences:
        terminal.stage(sentence)
    terminal.print(receipt.json())
    return True


def asked_campaigns(store: Store, name: str | None) -> Sequence[OpenCampaign]:
    """The campaign that was named, else every one of them, demonstrations included."""
    return (open_campaign(store, name),) if name else every_campaign(store)


def add_access(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `access`."""
    _ = translator._
    command.add_argument("email", metavar=_("EMAIL"), help=_("the person’s e-mail; case and blanks around it do not matter"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("in this campaign alone (default: in every one)"))


def add_erase(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `erase`."""
    add_access(command, translator)
    command.add_argument("--yes", action="store_true", help=translator._("do not ask"))
