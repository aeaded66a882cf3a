"""Fitting the forecast and scoring it, from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from lib.campaign.errors import UseError
from lib.campaign.message import N_, say
from lib.cli.terminal import Terminal


def fit(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Fit, say the cross-validation, write the tables where asked."""
    from lib.services.forecast.forecast_fitting import fit_table  # numpy takes a while to load, and only this command needs it

    terminal.stage(say(N_("Fitting…")))
    fitted = fit_table(_existing(options.file))
    for line in fitted.cross_validation.lines():
        terminal.print(line)
    if options.write:
        Path(options.write).write_text(fitted.tables_json, encoding="utf-8")
        terminal.say(N_("The tables are in %(path)s."), path=options.write)
    return True


def backtest(options: argparse.Namespace, terminal: Terminal) -> bool:
    """Accuracy, Brier score, calibration and coverage by elapsed share."""
    from lib.services.forecast.forecast_scoring import backtest_table

    terminal.stage(say(N_("Scoring…")))
    for line in backtest_table(_existing(options.file)).lines():
        terminal.print(line)
    return True


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise UseError(N_("There is no file or folder at “%(path)s”."), path=path)
    return Path(path)
