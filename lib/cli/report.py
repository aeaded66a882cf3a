"""`python -m lib report --pdf FILE`: the meeting's page or the closing report as files, without a browser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.cli.terminal import Terminal
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import open_campaign, seen_campaigns
from lib.services.clock import now
from lib.services.moments import moment
from lib.services.reports.report_files import Kind, figures_csv, report
from lib.services.stores import current_store


def write_report(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Write each file that was asked for; in the campaign's language unless another is asked for."""
    if not (options.pdf or options.html or options.csv or options.png):
        raise UseError(N_("Say which file to make: --pdf FILE, --html FILE, --csv FILE or --png FOLDER."))
    for path in _written(options):
        terminal.say(N_("%(path)s is written."), path=path)
    return True


def _written(options: argparse.Namespace) -> Iterator[str]:
    """The path of each file, once it is there."""
    store = current_store()
    opened = open_campaign(store, options.campaign)
    translator = Translator(language(options.lang or opened.campaign.language), opened.campaign.period.zone)
    as_of = moment(opened.campaign, options.as_of, now()).as_of
    if options.csv:
        yield _put(Path(options.csv), figures_csv(store, opened, as_of, translator))
    if options.pdf or options.html or options.png:
        made = report(store, opened, Kind.CLOSING if options.closing else Kind.MEETING, as_of, translator, seen_campaigns(store))
        if options.pdf:
            yield _put(Path(options.pdf), made.pdf())
        if options.html:
            yield _put(Path(options.html), made.html())
        if options.png:
            for name, data in made.pictures():
                yield _put(Path(options.png) / name, data)


def _put(path: Path, data: bytes) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UseError(N_("“%(path)s” cannot be written: name another file or folder."), path=str(path)) from error
    return str(path)


def add_arguments(command: argparse.ArgumentParser, translator: Translator) -> None:
    """What can be typed after `report`."""
    _ = translator._
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))
    command.add_argument("--as-of", metavar=_("DATE"), help=_("as they stood then: 2018-02-23 is the end of that day"))
    command.add_argument("--closing", action="store_true", help=_("the closing report instead of the meeting’s page"))
    command.add_argument("--pdf", metavar=_("FILE"), help=_("write it as a PDF, A4"))
    command.add_argument("--html", metavar=_("FILE"), help=_("write it as one HTML file that opens without a network"))
    command.add_argument("--csv", metavar=_("FILE"), help=_("write its figures as a table"))
    command.add_argument("--png", metavar=_("FOLDER"), help=_("write each of its charts there as a picture"))
