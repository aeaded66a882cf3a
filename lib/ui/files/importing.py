"""Files in, in three steps: drop, see what was understood, confirm. Nothing is written before the last."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from lib.campaign.errors import DashboardError, UnknownLayout
from lib.campaign.message import N_
from lib.campaign.tables import Cell, Table
from lib.drawing.table import Header, table
from lib.services.edits.typed_numbers import typed_number
from lib.services.imports.dropped import is_folder
from lib.services.imports.importing import Answers, Outcome, Part, Preview, confirm, file_preview, folder_preview
from lib.sources.mapping import Mapping as Matching
from lib.sources.result import Parsed
from lib.ui import parts, state
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.editing.cell_words import cell_words
from lib.ui.exports import refused_link
from lib.ui.files.file_questions import file_questions
from lib.ui.files.large_import import begun, is_large, looked_over, under_way
from lib.ui.files.mapping import campaign_step, mapping_step
from lib.ui.files.receiving import receiving_sentence, refuse_elsewhere, way_to
from lib.ui.files.sheet_address import typed_sheet
from lib.ui.literal import literal
from lib.ui.names import column_title, table_title
from lib.ui.notices import say_error

_ROWS_SHOWN = 5
_REFUSALS_SHOWN = 50
_CHOICES: Mapping[str, str] = {
    "day_month_year": N_("day, month, year"),
    "month_day_year": N_("month, day, year"),
    "year_month_day": N_("year, month, day"),
    "decimal_point": N_("the point marks the cents"),
    "decimal_comma": N_("the comma marks the cents"),
}
"""How the two readings of an ambiguous column are called."""

_TAKES_ITS_PLACE = N_(
    "Drop the export of your campaign’s contributions, or its folder: it takes the demonstration’s place once you have "
    "confirmed it."
)


def import_step() -> None:
    """The uploader, then one block for each thing that was dropped."""
    page = context()
    invented = page.opened.campaign.invented
    parts.section("import", N_("Bring data in"), page.translator._(_TAKES_ITS_PLACE) if invented else "")
    under_way(page)
    if not page.visitor.may_edit:
        parts.say("import-closed", "info", page.translator._(page.why_not))
        return
    _last_outcome(page)
    label = page.translator._(
        "A campaign folder’s files (or its zip), an export (Ulule, Facebook, CiviCRM, PayPal…), or any CSV or XLSX table"
    )
    dropped = st.file_uploader(label, accept_multiple_files=True, key=f"files-{state.kept('uploads', int) or 0}")
    files = {file.name: file.getvalue() for file in dropped or []} or typed_sheet(page)
    for group in [files] if is_folder(files) else [{name: data} for name, data in files.items()]:
        if group:
            _block(page, group)


def _block(page: Context, files: Mapping[str, bytes]) -> None:
    key = hashlib.sha256(
        repr(sorted((name, hashlib.sha256(data).hexdigest()) for name, data in files.items())).encode()
    ).hexdigest()
    answers = state.kept(f"answers-{key}", Answers) or Answers()
    if state.kept(f"matching-{key}", Matching):
        _match(page, files, key, answers)
        return
    try:
        preview = _preview(page, files, answers, key)
        if preview is None:
            return  # a large file is being looked over
        refuse_elsewhere(page, preview.campaign.name)
    except UnknownLayout as error:
        parts.say(f"unknown-{key}", "info", page.translator.sentence(error.message))
        _match(page, files, key, answers)
    except DashboardError as error:
        say_error(error.message)
    else:
        _matched(page, files, preview, key)
        _show(page, preview, key, answers)


def _preview(page: Context, files: Mapping[str, bytes], answers: Answers, key: str) -> Preview | None:
    if is_large(files):
        looked = looked_over(page, files, answers, key)
        if looked is None:
            return None
        if looked.preview is not None:
            return looked.preview
    with st.spinner(page.translator._("Reading…")):
        if is_folder(files):
            return folder_preview(page.store, files, page.opened, answers)
        ((name, data),) = files.items()
        return file_preview(page.store, name, data, page.opened, answers, at=page.now)


def _match(page: Context, files: Mapping[str, bytes], key: str, answers: Answers) -> None:
    """The mapping step: its answer is remembered, once the file is imported, for every later one with the same headers."""
    ((name, data),) = files.items()
    if campaign_step(page, name, data, key):
        st.rerun()
    asked_again = state.kept(f"matching-{key}", Matching)
    mapping = mapping_step(page, name, data, key, answers.mapping or asked_again)
    if mapping is not None:
        state.keep(f"answers-{key}", replace(answers, mapping=mapping))
        state.forget(f"matching-{key}")
        st.rerun()


def _matched(page: Context, files: Mapping[str, bytes], preview: Preview, key: str) -> None:
    """What can still be said of a file whose columns were matched by hand: another campaign, another matching."""
    if preview.mapping is None:
        return
    ((name, data),) = files.items()
    if campaign_step(page, name, data, key):
        st.rerun()
    if st.button(page.translator._("Match the columns again"), key=f"rematch-{key}"):
        state.keep(f"matching-{key}", preview.mapping[1])
        st.rerun()


def _show(page: Context, preview: Preview, key: str, answers: Answers) -> None:
    for part in preview.parts:
        _understood(page, part, key)
    _questions(page, preview, key, answers)
    answered = file_questions(page, preview, key, answers)
    if answered != answers:
        state.keep(f"answers-{key}", answered)
        st.rerun()
    _totals(page, preview, key, answers)
    _remarks(page, preview, key)
    _refusals(page, preview, key)
    _confirmation(page, preview, key)


def _understood(page: Context, part: Part, key: str) -> None:
    """What a file was read as: counts, columns, and the first rows."""
    _, file = page.translator._, part.parsed.file
    place = f"{key}-{file}-{part.parsed.table.name}"
    drawn(_counts(page, part), f"counts-{place}")
    if not part.parsed.columns:
        return  # what a file gives beside its own table was told with that table
    with st.expander(_("Columns and first rows of %(file)s", file=file)):
        columns = [(header, column_title(name, page.translator)) for header, name in part.parsed.columns.items()]
        drawn(table([_("Column of the file"), _("Read as")], columns, caption=_("Columns"), caption_hidden=True),
              f"columns-{place}")  # fmt: skip
        drawn(_first_rows(page, part.parsed), f"rows-{place}")


def _counts(page: Context, part: Part) -> Markup:
    _, piece, counts = page.translator._, part.parsed, part.counts
    told = {
        _("New"): counts.inserted, _("Changed"): counts.changed, _("Known already"): counts.same,
        _("Repeated in the file"): piece.duplicate_count, _("Refused"): part.refused_count,
    }  # fmt: skip
    headers: list[Header | str] = [_("File"), _("Read as"), *(Header(name, numeric=True) for name in told)]
    row = [piece.file, table_title(piece.table.name, page.translator), *map(page.translator.formats.count, told.values())]
    return table(headers, [row], caption=_("What would change"), caption_hidden=True)


def _first_rows(page: Context, piece: Parsed) -> Markup:
    rows = piece.rows[:_ROWS_SHOWN]
    fields = [name for name in piece.fields if any(row[name] is not None for row in rows)]
    headers = [column_title(name.removesuffix("_cents"), page.translator) for name in fields]
    cells = [[_cell(page, piece.table, name, row[name]) for name in fields] for row in rows]
    return table(headers, cells, caption=page.translator._("First rows"), caption_hidden=True)


def _cell(page: Context, into: Table, field: str, value: Cell) -> str:
    column = next(column for column in into.columns if column.field == field)
    return cell_words(into, column, value, page.opened.campaign.currency, page.translator)


def _questions(page: Context, preview: Preview, key: str, answers: Answers) -> None:
    """A column that can be read two ways is asked about, never guessed."""
    formats = {name: dict(columns) for name, columns in answers.formats.items()}
    for file, question in preview.questions:
        labels = {choice: page.translator._(_CHOICES[choice]) for choice in question.choices}
        label = page.translator._(
            "How is the column “%(column)s” to be read (%(examples)s)?",
            column=literal(question.column),
            examples=literal(", ".join(question.examples[:3])),
        )
        chosen = st.radio(label, list(labels), format_func=labels.__getitem__, index=None, key=f"{key}-{file}-{question.column}")
        if chosen:
            formats.setdefault(file, {})[question.column] = chosen
    if formats != answers.formats:
        state.keep(f"answers-{key}", replace(answers, formats=formats))
        st.rerun()


def _totals(page: Context, preview: Preview, key: str, answers: Answers) -> None:
    """An export whose amounts can be read two ways: the total that the platform shows tells which is right."""
    _, formats, currency = page.translator._, page.translator.formats, preview.campaign.currency
    for part in preview.parts:
        if len({each.total_cents for each in part.parsed.alternatives}) < 2:
            continue
        said = [formats.money(each.total_cents, currency) for each in part.parsed.alternatives]
        chosen = next(each for each in part.parsed.alternatives if each.chosen)
        parts.say(f"totals-{key}", "info", _("The amounts of this file add up to %(totals)s, depending on how a line is read. "
                                             "%(chosen)s is taken.", totals=formats.listing(said),
                                             chosen=formats.money(chosen.total_cents, currency)))  # fmt: skip
        label = _("The total that the platform shows, to settle it (optional)")
        total = typed_number(st.text_input(label, key=f"total-{key}", width=360), page.translator)
        cents = None if total is None or total < 0 else round(total * 100)
        if cents != answers.amount_raised_cents:
            state.keep(f"answers-{key}", replace(answers, amount_raised_cents=cents))
            st.rerun()


def _remarks(page: Context, preview: Preview, key: str) -> None:
    seen = (*preview.remarks, *(remark for part in preview.parts for remark in part.parsed.remarks))
    for index, remark in enumerate(seen):
        parts.say(f"remark-{key}-{index}", "info", page.translator.sentence(remark))


def _refusals(page: Context, preview: Preview, key: str) -> None:
    if not preview.refusals:
        return
    _ = page.translator._
    parts.say(
        f"refused-{key}",
        "warning",
        page.translator.ngettext(
            "%(count)s row is refused. The others can be imported now; correct this one and drop it again.",
            "%(count)s rows are refused. The others can be imported now; correct these and drop them again.",
            preview.refused_count,
        ),
        href=refused_link(page, preview.refusals),
        link=_("Download the refused rows"),
    )
    rows = [
        (each.file, str(each.row), each.column or "—", page.translator.sentence(each.reason))
        for each in preview.refusals[:_REFUSALS_SHOWN]
    ]
    drawn(
        table([_("File"), Header(_("Row"), numeric=True), _("Column"), _("Why")], rows, caption=_("Refused rows")),
        f"refusals-{key}",
    )


def _confirmation(page: Context, preview: Preview, key: str) -> None:
    _ = page.translator._
    if preview.holds_nothing:
        parts.say(f"nothing-{key}", "info", _("As it is, no row of this file can be imported: nothing will be written."))
        return
    if preview.replaces_demonstration:
        parts.say(
            f"replaces-{key}",
            "info",
            _("The demonstration goes away: these data go to “%(title)s”.", title=preview.campaign.title),
        )
    elif receiver := receiving_sentence(page, preview.campaign):
        parts.say(f"receives-{key}", "info", receiver)
    if preview.changes_nothing:
        parts.say(f"nothing-{key}", "success", _("Everything in this file is known already: there is nothing to import."))
        return
    if st.button(_("Import"), type="primary", key=f"confirm-{key}"):
        if not begun(page, key):
            state.keep("outcome", confirm(page.store, preview, at=page.now, who=page.visitor.name))
        state.keep("uploads", (state.kept("uploads", int) or 0) + 1)
        state.forget(f"answers-{key}")
        st.rerun()


def _last_outcome(page: Context) -> None:
    outcome = state.kept("outcome", Outcome)
    if outcome is None:
        return
    counts, _ = outcome.written.counts, page.translator._
    text = _(
        "Imported into “%(title)s”: %(new)s new, %(changed)s changed, %(same)s known already, %(refused)s refused.",
        title=outcome.campaign.title,
        new=counts.inserted,
        changed=counts.changed,
        same=counts.same,
        refused=outcome.refused_count,
    )
    link = {"href": refused_link(page, outcome.refusals), "link": _("Download the refused rows")} if outcome.refusals else {}
    link = link or way_to(page, outcome.campaign.name)
    parts.say("outcome", "success", text, **link)
