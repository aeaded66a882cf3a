"""Saying things to a person at a terminal: results on standard output, stages and complaints on standard error."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from lib.campaign.message import Message, Parameter
from lib.i18n.translator import Translator


@dataclass(frozen=True, slots=True)
class Terminal:
    """One terminal, spoken to in one language."""

    translator: Translator

    def say(self, text: str, **params: Parameter) -> None:
        """A result."""
        print(self.translator._(text, **params))

    def print(self, line: str) -> None:
        """A line that is already in words, or data."""
        print(line)

    def print_aside(self, line: str) -> None:
        """A line that is already in words, kept out of the results."""
        print(line, file=sys.stderr, flush=True)

    def stage(self, message: Message) -> None:
        """Where long work has got to; shown at once, kept out of the results."""
        print(self.translator.sentence(message), file=sys.stderr, flush=True)

    def again(self, message: Message) -> None:
        """Where long work has got to, in place of what was said last on the same line."""
        print(f"\r\x1b[K{self.translator.sentence(message)}", end="\r", file=sys.stderr, flush=True)

    def complain(self, message: Message) -> None:
        """What went wrong, and what to do."""
        print(self.translator.sentence(message), file=sys.stderr, flush=True)
