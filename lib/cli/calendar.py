"""`python -m lib calendar > plan.ics`: the plan for one's own calendar."""

from __future__ import annotations

import argparse

from lib.cli.terminal import Terminal
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.daily.today import working_instant
from lib.services.moments import moment
from lib.services.plan.calendar_file import calendar_file
from lib.services.stores import current_store


def calendar(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Print the file; a redirection keeps its line ends, which are those of the format."""
    store, instant = current_store(), now()
    opened = open_campaign(store, options.campaign)
    translator = Translator(language(options.lang or opened.campaign.language), opened.campaign.period.zone)
    at = working_instant(opened, moment(opened.campaign, None, instant), instant)
    terminal.print(calendar_file(store, opened, at, translator).decode().removesuffix("\n"))
    return True
