"""Layouts: what a header row must look like for its file to be one of ours; exactly one may match a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lib.campaign.errors import UnknownLayout
from lib.campaign.message import N_
from lib.campaign.tables import CONTRIBUTIONS, TABLES, Column, Table
from lib.sources import (
    civicrm,
    facebook,
    frontlinesms,
    helloasso,
    indiegogo,
    instagram,
    kickstarter,
    open_collective,
    paypal,
    stripe,
    twitter,
)
from lib.sources.cells.names import IGNORED, folded, nearest
from lib.sources.layouts.layout import ORDER as ORDER
from lib.sources.layouts.layout import ROW as ROW
from lib.sources.layouts.layout import Layout as Layout
from lib.sources.layouts.order_columns import ORDER_LINES
from lib.sources.tables.table_file import TableFile


def _names(columns: Iterable[Column]) -> Mapping[str, str]:
    return {folded(name): column.name for column in columns for name in (*column.aliases, column.name)}


def _plain(table: Table) -> Layout:
    needed = tuple((column.name,) for column in table.columns if column.required)
    return Layout(table.name, N_("Campaign file “%(name)s”"), table, table, needed, _names(table.columns))


ULULE_API = Layout(
    "ulule_api",
    N_("Ulule’s export, with the names of its documentation"),
    CONTRIBUTIONS,
    ORDER_LINES,
    (("id",), ("status",), ("contributed_at",), ("order_total", "line_total", "unit_price")),
    {
        folded(name): column.name
        for column in ORDER_LINES.columns
        for name in column.aliases
        if re.match(r"(order|user|shipping_address|billing_address)\.", name)
    },
    ORDER,
    is_export=True,
)
ULULE_WEB = Layout(
    "ulule_web",
    N_("Ulule’s export, as downloaded from its site"),
    CONTRIBUTIONS,
    ORDER_LINES,
    (("id",), ("email",), ("line_amount",), ("shipping",), ("contributed_at",), ("status",)),
    {name: column for name, column in _names(ORDER_LINES.columns).items() if name not in ULULE_API.names},
    ORDER,
    is_export=True,
)
LAYOUTS: tuple[Layout, ...] = (
    *map(_plain, TABLES), ULULE_WEB, ULULE_API, *facebook.LAYOUTS, *instagram.LAYOUTS, *twitter.LAYOUTS, *civicrm.LAYOUTS,
    *helloasso.LAYOUTS, *stripe.LAYOUTS, *paypal.LAYOUTS, *open_collective.LAYOUTS, *kickstarter.LAYOUTS, *indiegogo.LAYOUTS,
    *frontlinesms.LAYOUTS,
)  # fmt: skip
_BY_NAME = {layout.name: layout for layout in LAYOUTS}
_FRENCH_FILES = {
    "dons": "contributions", "repartages": "reshares", "publications": "posts", "auditoire": "audience",
    "nouvelles": "news", "allies": "allies", "membres": "members", "taches": "tasks", "journal": "communication_log",
    "evenements": "events", "premier jour": "first_day", "contreparties": "rewards",
    "consentements": "consents", "registre des incidents": "incidents",
}  # fmt: skip
_COMPARED_HEADERS = 50
_SUFFIX = re.compile(r"(\s*\(\d+\)|[-_. ](refused|refuse|copie|copy)e?s?)+$", re.IGNORECASE)


def plain_layout(table_name: str) -> Layout:
    """The layout of the plain file of a table; KeyError when no table has that name."""
    return _BY_NAME[table_name]


def named_layout(file_name: str) -> Layout | None:
    """The plain layout that a file's name announces (`allies.csv`, `Alliés (1).csv`); None when it announces none."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", file_name.replace("\\", "/").rsplit("/", 1)[-1])
    name = folded(_SUFFIX.sub("", stem))
    tables = {folded(table.name): table.name for table in TABLES} | _FRENCH_FILES
    return _BY_NAME[tables[name]] if name in tables else None


def layout_in_folder(table_file: TableFile, named: Layout) -> Layout:
    """The layout of a file whose name announces a table: that of the name, or an export of the same table."""
    exports = [
        one for one in LAYOUTS if one.is_export and one.table is named.table and _fits(table_file, one)
    ]
    return exports[0] if len(exports) == 1 and not _fits(table_file, named) else named


def identify(table_file: TableFile) -> Layout:
    """The one layout that the headers match; the file's name decides between several plain files.

    Raises UnknownLayout when none matches, naming the nearest known column, or when two do.
    """
    matching = [layout for layout in LAYOUTS if _fits(table_file, layout)]
    named = named_layout(table_file.name)
    if len(matching) == 1:
        return matching[0]
    if named in matching and named is not None:
        return named
    if matching:
        raise UnknownLayout(
            N_("“%(file)s” can be read as “%(first)s” or as “%(second)s”. Name the file after one of them."),
            file=table_file.name,
            first=matching[0].name,
            second=matching[1].name,
        )
    likeliest = named or _likeliest(table_file)
    if named is None and 2 * len(columns_read(table_file, likeliest)) < len(table_file.headers):
        raise _unknown(table_file)
    raise _fault(table_file, likeliest) or _unknown(table_file)


def _fits(table_file: TableFile, layout: Layout) -> bool:
    """Whether `_fault` finds nothing, without looking for the nearest names."""
    read = columns_read(table_file, layout)
    given = set(read.values())
    others = [header for header in table_file.headers if header not in read and not is_added(header)]
    return (
        (layout.is_export or not others)
        and (len(given) == len(read) or layout.convert is not None)
        and all(given.intersection(group) for group in layout.needed)
    )


def check(table_file: TableFile, layout: Layout) -> None:
    """Raises UnknownLayout where a header is unknown to `layout`, missing, or stands for a column twice."""
    if not _fits(table_file, layout):
        raise _fault(table_file, layout) or _unknown(table_file)


def columns_read(table_file: TableFile, layout: Layout) -> dict[str, str]:
    """Header -> column name, for the headers that the layout knows; the ones that refused rows add are left out."""
    found = {header: layout.column_of(header) for header in table_file.headers if not is_added(header)}
    return {header: name for header, name in found.items() if name}


def is_added(header: str) -> bool:
    """Whether a column was added by a file of refused rows."""
    return header.casefold() in IGNORED


def _likeliest(table_file: TableFile) -> Layout:
    return max(LAYOUTS, key=lambda layout: len(columns_read(table_file, layout)))


def _unknown(table_file: TableFile) -> UnknownLayout:
    known = {name for layout in LAYOUTS for name in layout.names}
    for header in table_file.headers[:_COMPARED_HEADERS]:
        near = nearest(header, known)
        if near:
            layout = next(layout for layout in LAYOUTS if near in layout.names)
            return UnknownLayout(
                N_("The columns of “%(file)s” are not known yet: the nearest is “%(column)s”, like “%(near)s” of %(table)s. "
                   "Match them once."),
                file=table_file.name, column=header, near=layout.names[near], table=layout.name,
            )  # fmt: skip
    return UnknownLayout(
        N_("The columns of “%(file)s” are not known yet. Match them once."), file=table_file.name
    )


def _fault(table_file: TableFile, layout: Layout) -> UnknownLayout | None:
    read = columns_read(table_file, layout)
    if not read:
        return _unknown(table_file)
    return (
        _unknown_column(table_file, layout) or _missing(table_file, layout, read) or _twice(table_file, read)
    )


def _unknown_column(table_file: TableFile, layout: Layout) -> UnknownLayout | None:
    if layout.is_export:
        return None
    for header in table_file.headers:
        if is_added(header) or layout.column_of(header):
            continue
        near = nearest(header, layout.names.keys() | set(layout.known_names))
        name = layout.column_of(near) if near else None
        if name:
            return UnknownLayout(
                N_("“%(file)s”: “%(column)s” is not a column of %(table)s. Did you mean “%(near)s”?"),
                file=table_file.name, column=header, table=layout.name, near=name,
            )  # fmt: skip
        return UnknownLayout(
            N_("“%(file)s”: “%(column)s” is not a column of %(table)s. Its columns are: %(known)s."),
            file=table_file.name, column=header, table=layout.name, known=", ".join(layout.known_names),
        )  # fmt: skip
    return None


def _missing(table_file: TableFile, layout: Layout, read: Mapping[str, str]) -> UnknownLayout | None:
    for group in layout.needed:
        if not set(group) & set(read.values()):
            return UnknownLayout(
                N_("“%(file)s”: the column “%(column)s” is missing from %(table)s."),
                file=table_file.name, column=group[0], table=layout.name,
            )  # fmt: skip
    return None


def _twice(table_file: TableFile, read: Mapping[str, str]) -> UnknownLayout | None:
    first: dict[str, str] = {}
    for header, name in read.items():
        if name in first:
            return UnknownLayout(
                N_("“%(file)s”: “%(first)s” and “%(second)s” are the same column. Keep one of them."),
                file=table_file.name, first=first[name], second=header,
            )  # fmt: skip
        first[name] = header
    return None
