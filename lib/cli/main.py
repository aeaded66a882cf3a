"""What can be typed after `python -m lib`, in French or English, and the exit codes: 0 done, 1 something refused, 2 wrong use."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from lib.campaign.errors import DashboardError, StoreDamaged, UseError
from lib.campaign.message import N_
from lib.cli import commands, forecast_commands
from lib.cli.backups import add_backup, add_restore, backup, offer_last_good, restore_back_up
from lib.cli.calendar import calendar
from lib.cli.campaigns import add_campaigns, add_remove, campaigns, remove
from lib.cli.copying import add_copy, copy_database
from lib.cli.digest import add_arguments as add_digest_arguments
from lib.cli.digest import digest
from lib.cli.file_answers import add_answer_arguments
from lib.cli.parser import Parser, heading
from lib.cli.passphrase import add_arguments as add_passphrase_arguments
from lib.cli.passphrase import passphrase
from lib.cli.personal_key import encrypt_values, key
from lib.cli.privacy import add_privacy
from lib.cli.report import add_arguments as add_report_arguments
from lib.cli.report import write_report
from lib.cli.sync import add_arguments as add_sync_arguments
from lib.cli.sync import sync
from lib.cli.terminal import Terminal
from lib.i18n.language import Language, language
from lib.i18n.translator import Translator

DONE, REFUSED, WRONG_USE = 0, 1, 2
INTERRUPTED = 130


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Run one command; its exit code. A refusal or an error is one sentence on standard error, never a trace."""
    terminal = Terminal(Translator(spoken_language(arguments, environment)))
    options = parser(terminal.translator).parse_args(list(arguments))
    try:
        return DONE if options.run(options, terminal) else REFUSED
    except DashboardError as error:
        terminal.complain(error.message)
        if isinstance(error, StoreDamaged):
            offer_last_good(error, terminal)
        return WRONG_USE if isinstance(error, UseError) else REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """`--lang`, else the environment's LC_ALL, LC_MESSAGES or LANG; English for C and POSIX, French where nothing is said."""
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument("--lang", nargs="?")
    asked = chosen.parse_known_args(list(arguments))[0].lang
    said = asked or next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "fr")
    return language("en" if said[:1].upper() in ("C", "P") else said)


def parser(translator: Translator) -> Parser:
    """The parser of all commands, its help in the translator's language."""
    _ = translator._
    top = Parser(translator, prog="python -m lib", description=_("A campaign’s progress: files in, figures out."))
    commands_of = top.add_subparsers(
        title=heading(_("commands:")),
        metavar=_("COMMAND"),
        required=True,
        dest="command",
        parser_class=cast("type[Parser]", partial(Parser, translator)),
    )
    _add_import(commands_of, translator)
    _add_export(commands_of, translator)
    _add_figures(commands_of, translator)
    live = _add_simple(
        commands_of, translator, "sync", sync, N_("Ask the live sources (Ulule, social networks…) and load what they say.")
    )
    add_sync_arguments(live, translator)
    daily = _add_simple(
        commands_of, translator, "digest", digest, N_("Print what is to be done today and what has changed, or send it.")
    )
    add_digest_arguments(daily, translator)
    written = _add_simple(
        commands_of,
        translator,
        "report",
        write_report,
        N_("Write the meeting’s page or the closing report: PDF, HTML, CSV, PNG."),
    )
    add_report_arguments(written, translator)
    plan = _add_simple(commands_of, translator, "calendar", calendar, N_("Print the plan as a calendar file (.ics)."))
    plan.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))
    _add_simple(
        commands_of,
        translator,
        "demo",
        commands.demo,
        N_("Load the invented campaign that ships, exactly as it shipped; your own campaigns are left alone."),
    )
    _add_simple(
        commands_of,
        translator,
        "verify",
        commands.verify,
        N_("Check the store: control totals, daily totals and every row against its digest."),
    )
    _add_campaigns(commands_of, translator)
    _add_passphrase(commands_of, translator)
    _add_back_ups(commands_of, translator)
    add_privacy(commands_of, translator, _add_simple)
    _add_forecast(commands_of, translator)
    return top


def _add_campaigns(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    """Which campaigns there are, and one taken out."""
    listing = _add_simple(
        commands_of, translator, "campaigns", campaigns, N_("List the campaigns: dates, goal, what is in hand, last write.")
    )
    add_campaigns(listing, translator)
    gone = _add_simple(
        commands_of, translator, "remove-campaign", remove, N_("Take a campaign out for good, once everything is backed up.")
    )
    add_remove(gone, translator)


def _add_passphrase(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    secret = _add_simple(
        commands_of, translator, "passphrase", passphrase, N_("Make what is kept of a passphrase, for people who sign in.")
    )
    add_passphrase_arguments(secret, translator)
    _add_simple(commands_of, translator, "key", key, N_("Print a new key, with which people’s names and e-mails are encrypted."))
    _add_simple(
        commands_of,
        translator,
        "encrypt",
        encrypt_values,
        N_("Encrypt people’s names and e-mails at rest, or pass them to a new key."),
    )


def _add_back_ups(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    """A copy of everything, and the way back."""
    copy = _add_simple(
        commands_of, translator, "backup", backup, N_("Copy the whole database while it is in use, and check the copy.")
    )
    add_backup(copy, translator)
    back = _add_simple(
        commands_of, translator, "restore", restore_back_up, N_("Put a back-up in the place of the database; nothing is lost.")
    )
    add_restore(back, translator)
    moved = _add_simple(
        commands_of, translator, "copy", copy_database, N_("Copy the whole database to another address, SQLite or PostgreSQL.")
    )
    add_copy(moved, translator)


def _add_forecast(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    """Commands for whoever keeps the forecast honest: fitting it, and scoring it on campaigns that are over."""
    _ = translator._
    fit = _add_simple(
        commands_of,
        translator,
        "fit-forecast",
        forecast_commands.fit,
        N_("Fit the forecast’s tables on past campaigns, and say how good they are."),
    )
    score = _add_simple(
        commands_of, translator, "backtest", forecast_commands.backtest, N_("Score the forecast on campaigns that are over.")
    )
    for command in (fit, score):
        command.add_argument("file", metavar=_("FILE"), help=_("daily sums of past campaigns (CSV, also compressed)"))
    fit.add_argument("--write", metavar=_("FILE"), help=_("write the tables there (default: only say how good they are)"))


def _add_simple(
    commands_of: argparse._SubParsersAction[Parser], translator: Translator, name: str, run: commands.Command, text: str
) -> Parser:
    command = commands_of.add_parser(name, help=translator._(text), description=translator._(text))
    command.set_defaults(run=run)
    return command


def _add_import(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    _ = translator._
    command = _add_simple(
        commands_of,
        translator,
        "import",
        commands.import_paths,
        N_("Load campaign folders, exports (CSV, XLSX) or zip files; the same file twice changes nothing."),
    )
    command.add_argument("paths", nargs="+", metavar=_("PATH"), help=_("a campaign folder, or a file"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("the campaign that receives files which name none"))
    command.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
    command.add_argument("--refused", metavar=_("FILE"), help=_("write the refused rows there, to correct and import again"))
    add_answer_arguments(command, translator)


def _add_export(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    _ = translator._
    command = _add_simple(
        commands_of,
        translator,
        "export",
        commands.export,
        N_("Write a campaign as a folder of plain files, which can be imported again."),
    )
    command.add_argument("folder", metavar=_("FOLDER"), help=_("where to write; made if it is not there"))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))


def _add_figures(commands_of: argparse._SubParsersAction[Parser], translator: Translator) -> None:
    _ = translator._
    command = _add_simple(commands_of, translator, "figures", commands.figures, N_("Print every figure and KPI of a campaign."))
    command.add_argument("--campaign", metavar=_("NAME"), help=_("which campaign (default: the one loaded last)"))
    command.add_argument("--as-of", metavar=_("DATE"), help=_("as they stood then: 2018-02-23 is the end of that day"))
    command.add_argument("--json", action="store_true", help=_("for other programs"))
