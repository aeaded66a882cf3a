"""`python -m lib digest`: the daily check as a message, printed or sent; for a scheduler, each morning."""

from __future__ import annotations

import argparse
import os

from lib.campaign.message import N_
from lib.cli.terminal import Terminal
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.clock import now
from lib.services.daily.digest import digest as message
from lib.services.daily.sending import Sent, send, ways
from lib.services.daily.today import working_instant
from lib.services.moments import moment
from lib.services.stores import current_store


def digest(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print the digest, or send it where the environment says; raises SettingsError when it says nothing."""
    where = ways(os.environ) if options.send else None
    store, instant = current_store(), now()
    opened = open_campaign(store, options.campaign)
    as_of = working_instant(opened, moment(opened.campaign, options.as_of, instant), instant)
    made = message(store, opened, as_of, _translator(opened, options.lang))
    if where is not None:
        _say_sent(send(made, where, at=instant), terminal)
    else:
        terminal.print((made.html if options.html else made.text).rstrip("\n"))
    return True


def _translator(opened: OpenCampaign, asked: str | None) -> Translator:
    """The campaign's language unless one is asked for: a scheduler's environment has none of its own."""
    return Translator(language(asked or opened.campaign.language), opened.campaign.period.zone)


def _say_sent(sent: Sent, terminal: Terminal) -> None:
    if sent.receivers:
        terminal.print(terminal.translator.ngettext("The digest was sent to %(count)s address.",
                                                    "The digest was sent to %(count)s addresses.", sent.receivers))  # fmt: skip
    if sent.to_webhook:
        terminal.say(N_("The digest was sent to the webhook."))


def add_arguments(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `digest`."""
    _ = translator._
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))
    command.add_argument("--as-of", metavar=_("DATE"), help=_("as they stood then: 2018-02-23 is the end of that day"))
    command.add_argument("--html", action="store_true", help=_("print it as HTML instead of plain text"))
    command.add_argument("--send", action="store_true",
                         help=_("send it by e-mail (SMTP_HOST, DIGEST_FROM, DIGEST_TO) or to DIGEST_WEBHOOK"))  # fmt: skip
