"""The commands about people's data: what is held, taking somebody out, what is due to go, whom one may write to."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from lib.campaign.message import N_
from lib.cli.mailing import add_arguments as add_mailing_list
from lib.cli.mailing import write_mailing_list
from lib.cli.parser import Parser
from lib.cli.persons import access, add_access, add_erase, erase_person
from lib.cli.purging import add_purge, purge_due
from lib.i18n.translator import Translator

Adding = Callable[..., Parser]


def add_privacy(commands_of: argparse._SubParsersAction[Parser], translator: Translator, add: Adding) -> None:
    """Declare them among the others, by `add`, which makes one command."""
    held = add(commands_of, translator, "access", access, N_("Print everything that is held about a person, as JSON."))
    add_access(held, translator)
    going = N_("Take a person out: names and addresses go, figures stay; says until when back-ups hold them.")
    add_erase(add(commands_of, translator, "erase", erase_person, going), translator)
    due = N_("Say what is due to go by the retention periods, and take it out with --yes; figures stay.")
    add_purge(add(commands_of, translator, "purge", purge_due, due), translator)
    agreed = N_("Write the list of the people who agreed to be written to (CSV), and say how many are left out.")
    add_mailing_list(add(commands_of, translator, "mailing-list", write_mailing_list, agreed), translator)
