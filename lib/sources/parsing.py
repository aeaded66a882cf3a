"""From a table file and a layout or mapping to typed rows and refusals: the one way in for files of every origin."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from lib.campaign.errors import UnknownLayout, UseError
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.model import Campaign
from lib.campaign.tables import TABLES_BY_NAME, Table
from lib.sources.cells.names import folded, nearest
from lib.sources.cells.unknown import unknown_words
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.layout import Given, settings_of, without_headings, zone_of
from lib.sources.layouts.layouts import ORDER, Layout, check, columns_read, is_added
from lib.sources.layouts.lines import Lines, Plan, Survey
from lib.sources.layouts.orders import Orders, fields_given, orders
from lib.sources.layouts.rows import rows
from lib.sources.mapping import Mapping, table_read
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile

_NO_WORDS: MappingOf[str, MappingOf[str, str]] = MappingProxyType({})
_NO_ANSWERS: MappingOf[str, str] = MappingProxyType({})
_NAMED = 12
"""How many columns that are not taken are named; the others are counted."""
_AMOUNTS_OF_AN_ORDER = ("order_total", "line_amount", "unit_price", "line_total")


def parsed(
    table_file: TableFile,
    how: Layout | Mapping,
    campaign: Campaign,
    *,
    formats: MappingOf[str, str] = _NO_ANSWERS,
    values: MappingOf[str, MappingOf[str, str]] = _NO_WORDS,
    amount_raised_cents: int | None = None,
    observed_at: datetime | None = None,
) -> Parsed:
    """The rows of a file as its layout or mapping reads them.

    `formats`: header -> the answer to its Ambiguity; `values`: column name -> {text of the file: our choice}, for a
    status that only a person can tell; `amount_raised_cents`: the platform's own total, to tell a unit
    price from a line's total in a file of orders; `observed_at`: when an export's counts were
    what it says. Raises UnknownLayout where the columns do not fit `how`; UseError
    for a mapping that is none. A cell is never a reason to raise: its row is refused.
    """
    table_file = without_headings(table_file, how) if isinstance(how, Layout) else table_file
    plan = plan_of(table_file, how, campaign, formats, values)
    survey = Survey(table_file.headers, plan, campaign)
    survey.look(table_file)
    frame = frame_of(table_file, plan, survey)
    is_export = isinstance(how, Layout) and how.convert is not None
    lines = survey.lines(table_file, are_rows=not is_export and plan.grain != ORDER)
    if isinstance(how, Layout) and how.convert:
        settings = settings_of(campaign, how)
        return _of_export(frame, how.convert(Given(table_file, plan, lines, campaign, settings, observed_at)))
    if plan.grain == ORDER:
        return _of_orders(
            frame, orders(table_file, plan, lines, campaign.currency, amount_raised_cents), plan
        )
    return _of_rows(frame, table_file, plan, lines)


def plan_of(
    table_file: TableFile,
    how: Layout | Mapping,
    campaign: Campaign,
    formats: MappingOf[str, str] = _NO_ANSWERS,
    values: MappingOf[str, MappingOf[str, str]] = _NO_WORDS,
) -> Plan:
    """How a file is read, told from its headers; raises as `parsed` does."""
    plan = _layout_plan(table_file, how) if isinstance(how, Layout) else _mapping_plan(table_file, how)
    plan = replace(plan, answers={**plan.answers, **formats}, words=_merged(plan.words, values))
    return replace(plan, zone=zone_of(campaign, how)) if isinstance(how, Layout) else plan


def frame_of(table_file: TableFile, plan: Plan, survey: Survey) -> Parsed:
    """What is known of a file once all of it was looked over, but for its rows; `fields` are those of a plain file."""
    return Parsed(
        file=table_file.name,
        digest=table_file.digest,
        layout=plan.layout,
        table=plan.table,
        row_count=table_file.row_count,
        fields=fields_read(plan),
        columns=plan.columns,
        records=(),
        remarks=(*table_file.remarks, *_left_out(plan), *survey.remarks),
        questions=survey.questions,
        unknown_words=unknown_words(survey.words, plan),
        left_out=plan.left_out,
    )


def fields_read(plan: Plan) -> tuple[str, ...]:
    """The fields that a plain file speaks of."""
    read = set(plan.columns.values()) | set(plan.constants)
    return tuple(column.field for column in plan.table.columns if column.name in read)


def _merged(
    words: MappingOf[str, MappingOf[str, str]], more: MappingOf[str, MappingOf[str, str]]
) -> MappingOf[str, MappingOf[str, str]]:
    """What a source's words mean, a person's answers before what is known of it."""
    return {name: {**words.get(name, {}), **more.get(name, {})} for name in {*words, *more}}


def _of_export(frame: Parsed, made: Converted) -> Parsed:
    return replace(
        frame,
        fields=made.fields,
        records=made.records,
        refusals=made.refusals,
        duplicate_count=made.duplicate_count,
        remarks=(*frame.remarks, *made.remarks),
        others=made.others,
        transactions=made.transactions,
        empty_is_unsaid=True,
    )


def _of_rows(frame: Parsed, table_file: TableFile, plan: Plan, lines: Lines) -> Parsed:
    records, refusals, duplicate_count = rows(table_file, plan.table, lines)
    return replace(
        frame,
        records=tuple(records),
        refusals=tuple(refusals),
        duplicate_count=duplicate_count,
    )


def _of_orders(frame: Parsed, found: Orders, plan: Plan) -> Parsed:
    return replace(
        frame,
        fields=fields_given(plan),
        records=tuple(found.records),
        refusals=tuple(found.refusals),
        duplicate_count=found.duplicate_count,
        remarks=(*frame.remarks, *found.remarks),
        alternatives=tuple(found.alternatives),
    )


def _layout_plan(table_file: TableFile, layout: Layout) -> Plan:
    check(table_file, layout)
    columns = columns_read(table_file, layout)
    return Plan(
        layout=layout.name,
        table=layout.table,
        reads=layout.reads,
        grain=layout.grain,
        columns=columns,
        constants={name: text for name, text in layout.constants.items() if name not in columns.values()},
        answers={},
        words=layout.words,
        left_out=_others(table_file, columns),
        date_order=layout.date_order,
        decimal=layout.decimal,
        signed=layout.convert is not None,
    )


def _mapping_plan(table_file: TableFile, mapping: Mapping) -> Plan:
    reads = table_read(mapping.table, mapping.grain)
    _check_names(mapping, reads)
    _check_needed(table_file, mapping, reads)
    columns = {_actual(table_file, header): name for name, header in mapping.columns.items()}
    return Plan(
        layout="mapping",
        table=TABLES_BY_NAME[mapping.table],
        reads=reads,
        grain=mapping.grain,
        columns={header: columns[header] for header in table_file.headers if header in columns},
        constants=mapping.constants,
        answers={_actual(table_file, header): answer for header, answer in mapping.formats.items()},
        words=mapping.values,
        left_out=_others(table_file, columns),
    )


def _others(table_file: TableFile, columns: MappingOf[str, str]) -> tuple[str, ...]:
    return tuple(header for header in table_file.headers if header not in columns and not is_added(header))


def _check_names(mapping: Mapping, reads: Table) -> None:
    known = {column.name for column in reads.columns}
    for name in (*mapping.columns, *mapping.constants, *mapping.values):
        if name not in known:
            raise UseError(N_("“%(column)s” is not a column of %(table)s."), column=name, table=reads.name)
    if len(set(mapping.columns.values())) < len(mapping.columns):
        raise UseError(N_("Two columns are matched to the same header. Match each header once."))


def _actual(table_file: TableFile, header: str) -> str:
    """The file's own spelling of a header: a remembered mapping also serves where accents or case differ."""
    if header in table_file.headers:
        return header
    for actual in table_file.headers:
        if folded(actual) == folded(header):
            return actual
    raise UnknownLayout(
        N_("“%(file)s” has no column “%(column)s”; the nearest is “%(near)s”. Match the columns again."),
        file=table_file.name,
        column=header,
        near=nearest(header, table_file.headers) or table_file.headers[0],
    )


def _check_needed(table_file: TableFile, mapping: Mapping, reads: Table) -> None:
    given = {*mapping.columns, *mapping.constants}
    missing = [column.name for column in reads.columns if column.required and column.name not in given]
    if mapping.grain == ORDER and not given & set(_AMOUNTS_OF_AN_ORDER):
        missing.append(_AMOUNTS_OF_AN_ORDER[0])
    if missing:
        raise UnknownLayout(
            N_("“%(file)s”: no column is matched to “%(column)s”, which is needed."),
            file=table_file.name,
            column=missing[0],
        )


def _left_out(plan: Plan) -> tuple[Message, ...]:
    if not plan.left_out:
        return ()
    named, more = ", ".join(plan.left_out[:_NAMED]), len(plan.left_out) - _NAMED
    if more > 0:
        return (
            say_many(
                N_("Not needed, so not taken: %(columns)s and %(count)s other column."),
                N_("Not needed, so not taken: %(columns)s and %(count)s other columns."),
                more,
                columns=named,
            ),
        )
    return (say(N_("Not needed, so not taken: %(columns)s."), columns=named),)
