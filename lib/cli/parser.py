"""argparse, in the language of the person who types."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from lib.campaign.message import N_
from lib.i18n.catalogue import translations
from lib.i18n.translator import Translator

_ARGPARSE_OWN_WORDS = (
    N_("usage: "),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("%(prog)s: error: %(message)s\n"),
)
"""What argparse says by itself: it looks its words up through a `_` of its own module, which `Parser` answers."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the translator's language, `--lang` included in every command."""

    def __init__(self, translator: Translator, **options: Any) -> None:
        setattr(argparse, "_", translations(translator.language).gettext)  # noqa: B010 - argparse offers no other way
        super().__init__(formatter_class=argparse.HelpFormatter, allow_abbrev=False, **options)
        self._optionals.title = heading(translator._("options:"))
        self._positionals.title = heading(translator._("positional arguments:"))
        self.translator = translator
        self.add_argument("--lang", metavar="fr|en", help=translator._("language of the messages (default: that of LANG)"))

    def error(self, message: str) -> NoReturn:
        """Say what was not understood and where the help is; exit code 2."""
        see = self.translator._("See: %(command)s --help", command=self.prog)
        self.exit(2, f"{message}\n{see}\n")


def heading(words: str) -> str:
    """A heading without its colon, which argparse adds itself; the space before it, in French, stays."""
    return words.removesuffix(":")
