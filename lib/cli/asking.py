"""Asking whoever sits at the terminal before something goes for good."""

from __future__ import annotations

import sys

from lib.campaign.errors import UseError
from lib.campaign.message import N_, Message
from lib.cli.terminal import Terminal

_YES = ("y", "yes", "o", "oui")


def confirmed(question: Message, terminal: Terminal) -> bool:
    """Whether the answer is yes; raises UseError where nobody can answer: a script says --yes."""
    if not sys.stdin.isatty():
        raise UseError(N_("Nobody is there to confirm. To do it without being asked, add --yes."))
    terminal.stage(question)
    return input().strip().casefold() in _YES
