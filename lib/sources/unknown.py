"""Words that a column of choices is not known by: listed, so that a person can say what each means."""

from __future__ import annotations

from collections import Counter

from lib.campaign.tables import Kind
from lib.sources.choices import choice
from lib.sources.lines import Plan
from lib.sources.result import UnknownWord
from lib.sources.table_file import TableFile

_MOST = 30
"""A column with more unknown words than this is no column of choices."""


def unknown_words(table_file: TableFile, plan: Plan) -> tuple[UnknownWord, ...]:
    """The words of a file that nobody has said the meaning of, the most frequent first."""
    found = []
    for header, name in plan.columns.items():
        column = plan.reads.column(name)
        if column.kind is not Kind.CHOICE:
            continue
        words = Counter(text for text in table_file.column(header) if text)
        known = plan.words.get(name, {})
        unknown = [one for one in words.most_common() if not isinstance(choice(column, one[0], known), str)]
        if len(unknown) <= _MOST:
            found += [UnknownWord(header, name, word, column.choices, count) for word, count in unknown]
    return tuple(found)
