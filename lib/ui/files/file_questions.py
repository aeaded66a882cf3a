"""What a file does not say by itself, asked on the page: the meaning of its words, and when its counts were observed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import streamlit as st

from lib.campaign.errors import UseError
from lib.services.imports.importing import Answers, Preview
from lib.services.instants import instant
from lib.sources.result import Parsed, UnknownWord
from lib.ui.context import Context
from lib.ui.editing.cell_words import choice_names
from lib.ui.notices import say_error


def file_questions(page: Context, preview: Preview, key: str, answers: Answers) -> Answers:
    """The answers with what the person has just said; the same ones while nothing was said."""
    values: dict[str, dict[str, str]] = {}
    for part in preview.parts:
        for unknown in (*_answered(part.parsed, answers), *part.parsed.unknown_words):
            meaning = _meaning(page, unknown, preview, key)
            if meaning:
                values.setdefault(unknown.name, {})[unknown.word] = meaning
    return replace(answers, values=values, observed_at=_observed_at(page, preview, key, answers))


def _answered(piece: Parsed, answers: Answers) -> Iterator[UnknownWord]:
    """The words that were answered for already, so that an answer can be changed."""
    choices = {column.name: column.choices for column in piece.table.columns}
    for header, name in piece.columns.items():
        for word in answers.values.get(name, {}):
            yield UnknownWord(header, name, word, choices.get(name, ()), 0)


def _meaning(page: Context, unknown: UnknownWord, preview: Preview, key: str) -> str | None:
    """One of our choices for a word of the file; None as long as its rows are refused."""
    _, table = page.translator._, preview.parts[0].parsed.table
    known = next((column for column in table.columns if column.name == unknown.name), None)
    names = choice_names(table, known, page.translator) if known and known.choices == unknown.choices else {}
    return st.selectbox(
        _("“%(word)s” in %(column)s means", word=unknown.word, column=unknown.column),
        [None, *unknown.choices],
        format_func=lambda choice: _("(refuse these rows)") if choice is None else names.get(choice, choice),
        key=f"meaning-{key}-{unknown.name}-{unknown.word}",
        width=360,
    )


def _observed_at(page: Context, preview: Preview, key: str, answers: Answers) -> datetime | None:
    """When the counts of an export of posts were observed, where the person knows better than the file's name."""
    if not any(part.parsed.others for part in preview.parts):
        return answers.observed_at
    said = st.text_input(
        page.translator._("The day this file was downloaded, if it was not today (YYYY-MM-DD)"), key=f"observed-{key}", width=360
    )
    if not said.strip():
        return None
    try:
        return instant(said, preview.campaign)
    except UseError as error:
        say_error(error.message)
        return answers.observed_at
