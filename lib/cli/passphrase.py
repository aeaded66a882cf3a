"""`python -m lib passphrase`: what the file of access keeps of a passphrase, asked twice and never echoed."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from lib.campaign.errors import UseError
from lib.campaign.message import N_, say
from lib.cli.parser import Parser
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.entry.access import Role
from lib.services.entry.passphrases import LONGEST, SHORTEST, hashed


def add_arguments(command: Parser, translator: Translator) -> None:
    """The role whose passphrase it will be."""
    command.add_argument("role", choices=[role.value for role in Role], help=translator._("whose passphrase: lead, team or room"))


def passphrase(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print the line to put under [passphrases]; from a pipe, the passphrase is the first line of standard input."""
    typed = _typed(terminal)
    if not SHORTEST <= len(typed) <= LONGEST:
        raise UseError(
            N_("A passphrase has %(least)s to %(most)s characters: four words that nobody puts together do well."),
            least=SHORTEST,
            most=LONGEST,
        )
    terminal.print(f'{options.role} = "{hashed(typed)}"')
    terminal.complain(
        say(N_("Put this line under [passphrases] in .streamlit/secrets.toml; the passphrase itself is kept nowhere."))
    )
    return True


def _typed(terminal: Terminal) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass(terminal.translator._("Passphrase: "))
    if first != getpass(terminal.translator._("The same again: ")):
        raise UseError(N_("The two are not the same. Type it again."))
    return first
