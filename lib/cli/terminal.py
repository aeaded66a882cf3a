"""Saying things to a person at a terminal: results on standard output, stages and complaints on standard error."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from lib.campaign.message import Message, Parameter
from lib.i18n.translator import Translator

_CELL, _WITHHELD = "value", "…"
"""The parameter by which reasons quote a cell, and what stands in its place."""


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

    def refuse(self, message: Message) -> None:
        """A row that was refused, and why. Its cell, which may be somebody's name, is quoted only where a person looks on: what a
        scheduler runs is mailed, or kept in a journal."""
        self.complain(message if is_looked_on() else _unquoted(message))

    def complain(self, message: Message) -> None:
        """What went wrong, and what to do."""
        print(self.translator.sentence(message), file=sys.stderr, flush=True)


def is_looked_on() -> bool:
    """Whether what is complained of is shown to a person, and not mailed or kept somewhere."""
    return sys.stderr.isatty()


def _unquoted(message: Message) -> Message:
    """The same without what a cell holds."""
    params = {name: _WITHHELD if name == _CELL else _unquoted(each) if isinstance(each, Message) else each
              for name, each in message.params.items()}  # fmt: skip
    return replace(message, params=params)
