"""`python -m lib key` and `encrypt`: a key for people's names and e-mails, and passing them under it."""

from __future__ import annotations

import argparse

from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.services.stores import current_store
from lib.store.people.encryption import ALREADY, ENCRYPTED, RENEWED, encrypt, wiped
from lib.store.people.keys import new_key

_SAID = {
    ENCRYPTED: N_("%(campaign)s: %(count)s values were in clear, they are encrypted now."),
    RENEWED: N_("%(campaign)s: %(count)s values passed from the former key to the present one."),
    ALREADY: N_("%(campaign)s: encrypted with the present key already."),
}


def key(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print a new key, and where to put it."""
    terminal.print(new_key())
    terminal.complain(say(N_("Keep this key where the database and its back-ups are not, and on paper: without it, nobody reads "
                             "the names again. Set PERSONAL_KEY, or PERSONAL_KEY_FILE to a file of mode 600 that holds it, then: "
                             "python -m lib encrypt")))  # fmt: skip
    return True


def encrypt_values(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Encrypt what is in clear, pass what is under the former key to the present one; nothing is left in the file of before."""
    store = current_store()
    for done in encrypt(store):
        terminal.say(_SAID[done.what], campaign=done.campaign, count=done.values)
    if not wiped(store):
        terminal.complain(say(N_("Others are using the database: what was there in clear leaves its file when they stop. "
                                 "Type the same again then.")))  # fmt: skip
        return False
    terminal.say(
        N_("Back-ups taken before still hold what they held: delete them once you have a new one. python -m lib backup")
    )
    return True
