"""What a file does not say by itself, typed with `import`: the meaning of words, the order of dates, the instant of counts."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from lib.campaign.errors import UseError
from lib.campaign.message import N_, Message, say
from lib.campaign.model import Campaign
from lib.campaign.tables import TABLES, Kind
from lib.cli.parser import Parser
from lib.i18n.translator import Translator
from lib.services.imports.importing import Answers, Preview
from lib.services.instants import instant
from lib.sources.result import DAY_MONTH_YEAR, DECIMAL_COMMA, DECIMAL_POINT, MONTH_DAY_YEAR, YEAR_MONTH_DAY

_CHOICE_COLUMNS = sorted({column.name for table in TABLES for column in table.columns if column.kind is Kind.CHOICE})

_SHORT = {DAY_MONTH_YEAR: "jma", MONTH_DAY_YEAR: "mja", YEAR_MONTH_DAY: "amj", DECIMAL_POINT: ".", DECIMAL_COMMA: ","}
_ORDERS = {
    "dmy": DAY_MONTH_YEAR, "mdy": MONTH_DAY_YEAR, "ymd": YEAR_MONTH_DAY, **{short: order for order, short in _SHORT.items()},
}  # fmt: skip
"""What is typed for the way a column is written, in French or English."""


def add_answer_arguments(command: Parser, translator: Translator) -> None:
    """The options of `import` by which its questions are answered."""
    _ = translator._
    command.add_argument(
        "--means",
        action="append",
        default=[],
        metavar=_("WORD=CHOICE"),
        help=_("what an unknown word of the file means, such as a status (several times for several words)"),
    )
    command.add_argument(
        "--read",
        action="append",
        default=[],
        metavar=_("COLUMN=ORDER"),
        help=_("how a column writes its dates (jma, mja, amj; dmy, mdy, ymd) or its cents (, or .)"),
    )  # fmt: skip
    command.add_argument("--counts-of", metavar=_("DATE"), help=_("the day on which the counts of posts were what the file says"))


def typed_answers(options: argparse.Namespace, file: str, campaign: Campaign | None) -> Answers:
    """The answers that were typed, for one file; raises UseError for one that is not two words around an equals sign."""
    words = dict(map(_pair, options.means))
    observed_at = instant(options.counts_of, campaign) if options.counts_of and campaign is not None else None
    return Answers(
        formats={file: {column: _ORDERS.get(order.lower(), order) for column, order in map(_pair, options.read)}},
        values=dict.fromkeys(_CHOICE_COLUMNS, words) if words else {},
        observed_at=observed_at,
    )


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not (sign and name.strip() and value.strip()):
        raise UseError(N_("“%(text)s” is not an answer. Write the word of the file, an equals sign, then what it means."),
                       text=text[:60])  # fmt: skip
    return name.strip(), value.strip()


def open_questions(preview: Preview) -> Iterable[Message]:
    """What can still be answered, each with what to type."""
    for part in preview.parts:
        for unknown in part.parsed.unknown_words:
            yield say(
                N_("“%(column)s”: nobody has said what “%(word)s” means. Type: %(typed)s"),
                column=unknown.column,
                word=unknown.word,
                typed=" | ".join(f'--means "{unknown.word}={choice}"' for choice in unknown.choices),
            )
    for _file, question in preview.questions:
        yield say(
            N_("“%(column)s” can be read in several ways (%(examples)s). Type: %(typed)s"),
            column=question.column,
            examples=", ".join(question.examples[:3]),
            typed=" | ".join(f'--read "{question.column}={_SHORT[choice]}"' for choice in question.choices),
        )
