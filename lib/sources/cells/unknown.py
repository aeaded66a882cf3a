"""Words that a column of choices is not known by: listed, so that a person can say what each means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lib.sources.cells.choices import choice
from lib.sources.layouts.lines import Plan
from lib.sources.result import UnknownWord

_MOST = 30
"""A column with more unknown words than this is no column of choices."""


def unknown_words(words: Mapping[str, Counter[str]], plan: Plan) -> tuple[UnknownWord, ...]:
    """The words of a file that nobody has said the meaning of, the most frequent first; `words`: those of each column of
    choices, by header."""
    found = []
    for header, counts in words.items():
        name = plan.columns[header]
        column, known = plan.reads.column(name), plan.words.get(name, {})
        unknown = [one for one in counts.most_common() if one[0] != header and not isinstance(choice(column, one[0], known), str)]
        if len(unknown) <= _MOST:
            found += [UnknownWord(header, name, word, column.choices, count) for word, count in unknown]
    return tuple(found)
