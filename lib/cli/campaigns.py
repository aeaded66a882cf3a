"""`python -m lib campaigns` and `remove-campaign`: which campaigns this machine holds, and one taken out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from types import MappingProxyType

from lib.campaign.errors import UseError
from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign
from lib.services.clock import now
from lib.services.portfolio.campaign_list import Listed, listed, remove_campaign
from lib.services.portfolio.portfolio import Phase
from lib.services.stores import current_store

_PHASES: Mapping[Phase, str] = MappingProxyType(
    {Phase.RUNNING: N_("running"), Phase.PLANNED: N_("to come"), Phase.ENDED: N_("over")}
)
_YES = ("y", "yes", "o", "oui")


def campaigns(options: argparse.Namespace, terminal: Terminal) -> bool:
    """One line for each campaign, or all as JSON."""
    found = listed(current_store(), now())
    if options.json:
        terminal.print(json.dumps([each.json() for each in found], ensure_ascii=False, indent=1))
        return True
    if not found:
        terminal.say(N_("No campaign is loaded yet. Import a campaign folder, or type: python -m lib demo"))
    for each in found:
        terminal.print(_line(each, terminal.translator))
    return True


def _line(each: Listed, translator: Translator) -> str:
    campaign, spoken = each.opened.campaign, Translator(translator.language, each.opened.campaign.period.zone)
    formats, period = spoken.formats, campaign.period
    held = "—" if each.in_hand is None else formats.money_whole(each.in_hand.net_cents, campaign.currency)
    goal = formats.money_brief(campaign.goal_cents, campaign.currency)
    return spoken._(
        "%(name)s: “%(title)s”, from %(first)s to %(last)s (%(state)s); %(held)s in hand of %(goal)s; last written %(written)s",
        name=campaign.name, title=campaign.title, first=formats.date_numeric(period.first_day),
        last=formats.date_numeric(period.last_day), state=spoken._(_PHASES[each.phase]), held=held, goal=goal,
        written=formats.instant(each.written_at),
    )  # fmt: skip


def remove(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Take a campaign out, once a person has said yes and everything is backed up."""
    store = current_store()
    opened = open_campaign(store, options.campaign)
    if not (options.yes or _is_confirmed(opened.campaign.title, terminal)):
        terminal.say(N_("Nothing was changed."))
        return False
    saved = remove_campaign(store, options.campaign, at=now())
    terminal.say(N_("“%(title)s” is taken out. Everything as it was is in %(path)s; python -m lib restore brings it back."),
                 title=opened.campaign.title, path=str(saved.path))  # fmt: skip
    return True


def _is_confirmed(title: str, terminal: Terminal) -> bool:
    """Raises UseError where nobody can answer: a script says --yes."""
    if not sys.stdin.isatty():
        raise UseError(N_("Nobody is there to confirm. To take it out without being asked, add --yes."))
    terminal.stage(say(N_("“%(title)s” will be taken out with all its rows, imports and journal; a back-up is taken first. "
                          "Take it out? (yes/no)"), title=title))  # fmt: skip
    return input().strip().casefold() in _YES


def add_campaigns(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `campaigns`."""
    command.add_argument("--json", action="store_true", help=translator._("for other programs"))


def add_remove(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `remove-campaign`; the campaign is always named, for nothing is taken out by default."""
    _ = translator._
    command.add_argument("--campaign", metavar=_("NAME"), required=True, help=_("which campaign: its name, always written out"))
    command.add_argument("--yes", action="store_true", help=_("do not ask"))
