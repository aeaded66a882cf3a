"""What an unknown table probably is: a mapping to confirm, and the campaign that its constant columns describe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import PurePath

from lib.campaign.money import amount
from lib.campaign.tables import CONTRIBUTIONS, TABLES, Column, Kind, Table
from lib.sources.cells.amounts import DOT_BY_DEFAULT, amount_cents, written
from lib.sources.cells.instants import DateFormat, Moment, could_be_moment, moment
from lib.sources.cells.names import folded
from lib.sources.layouts.layouts import ORDER, ROW, is_added
from lib.sources.layouts.order_columns import ORDER_LINES
from lib.sources.layouts.synonyms import CAMPAIGN, SYNONYMS
from lib.sources.mapping import Mapping
from lib.sources.tables.table_file import TableFile

_SAMPLE_ROWS = 200
_MOSTLY = 0.8
_SAME_NAME, _WITHIN_NAME, _BY_VALUES = 3, 2, 1
_REQUIRED_WEIGHT = 2
_MISSING = 6
_LITTLE_WORDS = frozenset(
    ("a", "an", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "on", "the", "to", "un")
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_FITS: MappingOf[Kind, Callable[[str], bool]] = {
    Kind.INSTANT: could_be_moment,
    Kind.DAY: could_be_moment,
    Kind.AMOUNT: lambda text: written(text) is not None,
    Kind.COUNT: lambda text: written(text) is not None,
    Kind.EMAIL: lambda text: _EMAIL.fullmatch(text) is not None,
}
_LINE_COLUMNS = frozenset({"quantity", "shipping", "line_amount", "unit_price", "line_total"})


@dataclass(frozen=True, slots=True)
class _Guess:
    """A table, which header each of its columns may be, and how sure that is."""

    table: Table
    columns: MappingOf[str, str]
    score: int

    @property
    def is_complete(self) -> bool:
        """Whether every required column has a header."""
        return all(column.name in self.columns for column in self.table.columns if column.required)


def suggestion(table_file: TableFile) -> Mapping | None:
    """The likeliest mapping of a file, for a person to confirm or correct; None when nothing looks likely.

    Names come first (ours, their aliases, those of platforms), then words within names, then values: a table's only
    column of dates is its date. A required column may be left without a header; the person then gives a constant.
    """
    samples = {header: _sample(table_file, header) for header in table_file.headers if not is_added(header)}
    guesses = [_guess(table, samples) for table in (*TABLES, ORDER_LINES)]
    best = max(guesses, key=lambda guess: (guess.score, guess.is_complete))
    required = {column.name for column in best.table.columns if column.required}
    if best.score <= 0 or not required & best.columns.keys():
        return None
    if best.table is ORDER_LINES:
        return Mapping(CONTRIBUTIONS.name, best.columns, grain=ORDER)
    return Mapping(best.table.name, best.columns, grain=ROW)


def _sample(table_file: TableFile, header: str) -> tuple[str, ...]:
    return tuple(text for text in table_file.column(header)[:_SAMPLE_ROWS] if text)


def _guess(table: Table, samples: MappingOf[str, tuple[str, ...]]) -> _Guess:
    found: dict[str, tuple[str, int]] = {}
    for strength, matches in ((_SAME_NAME, _is_named), (_WITHIN_NAME, _is_within)):
        for column in table.columns:
            free = [
                header for header in samples if header not in {taken for taken, _strength in found.values()}
            ]
            header = next(
                (one for one in free if matches(table, column, one) and _fits(column, samples[one])), None
            )
            if header and column.name not in found:
                found[column.name] = header, strength
    for column in table.columns:
        if column.required and column.name not in found:
            taken = {header for header, _strength in found.values()}
            fitting = [one for one in samples if one not in taken and _fits_alone(column, samples[one])]
            if len(fitting) == 1:
                found[column.name] = fitting[0], _BY_VALUES
    return _Guess(table, {name: header for name, (header, _strength) in found.items()}, _score(table, found))


def _score(table: Table, found: MappingOf[str, tuple[str, int]]) -> int:
    required = {column.name for column in table.columns if column.required}
    score = sum(
        strength * (_REQUIRED_WEIGHT if name in required else 1)
        for name, (_header, strength) in found.items()
    ) - _MISSING * len(required - found.keys())
    if table is ORDER_LINES and not _LINE_COLUMNS & found.keys():
        return 0  # without prices or quantities of lines, a file of orders is a plain file of contributions
    return score


def _names(table: Table, column: Column) -> Iterable[str]:
    return (column.name, *column.aliases, *SYNONYMS.get(table.name, {}).get(column.name, ()))


def _is_named(table: Table, column: Column, header: str) -> bool:
    return folded(header) in {folded(name) for name in _names(table, column)}


def _is_within(table: Table, column: Column, header: str) -> bool:
    words = _words(header)
    return any((own := _words(name)) and own <= words for name in _names(table, column))


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name).split()) - _LITTLE_WORDS


def _fits(column: Column, texts: tuple[str, ...]) -> bool:
    """Whether most values can be of the column's kind; an id that is always the same tells nothing apart."""
    if column.name == "id" and len(texts) > 1 and len(set(texts)) == 1:
        return False
    fits = _FITS.get(column.kind)
    return fits is None or sum(map(fits, texts)) >= _MOSTLY * len(texts)


def _fits_alone(column: Column, texts: tuple[str, ...]) -> bool:
    """Whether values alone may tell the column: typed, there, and not the same in every row."""
    return column.kind in _FITS and len(set(texts)) > 1 and _fits(column, texts)


def campaign_suggestion(table_file: TableFile) -> dict[str, str | int] | None:
    """Settings for a campaign.toml, from columns that say the same in every row; None without goal and both dates.

    Keys are those of campaign.toml: name, title, goal (whole units where it can be), currency, opens_at/opens_on,
    closes_at/closes_on, and a time zone that must be asked: UTC until then.
    """
    said = {key: _constant(table_file, names) for key, names in CAMPAIGN.items()}
    opens, closes = _moment(said["opens"]), _moment(said["closes"])
    goal = (
        amount_cents(said["goal"], DOT_BY_DEFAULT, said["currency"].upper() or "CAD") if said["goal"] else 0
    )
    if not (opens and closes and isinstance(goal, int) and goal > 0):
        return None
    title = said["name"] or PurePath(table_file.name).stem
    settings: dict[str, str | int] = {
        "name": re.sub(r"[^a-z0-9]+", "-", folded(title)).strip("-")[:63] or "campaign",
        "title": title,
        "goal": goal // 100 if goal % 100 == 0 else str(amount(goal)),
        "timezone": "UTC",
    }
    if said["currency"]:
        settings["currency"] = said["currency"].upper()
    for bound, found in (("opens", opens), ("closes", closes)):
        settings[f"{bound}_on" if found.time is None else f"{bound}_at"] = _iso(found)
    return settings


def _constant(table_file: TableFile, names: tuple[str, ...]) -> str:
    known = {folded(name) for name in names}
    for header in table_file.headers:
        if folded(header) in known:
            texts = set(table_file.column(header))
            return texts.pop() if len(texts) == 1 else ""
    return ""


def _moment(text: str) -> Moment | None:
    said = moment(text, DateFormat()) if text else None
    return said if isinstance(said, Moment) else None


def _iso(said: Moment) -> str:
    return said.day.isoformat() if said.time is None else said.stamp.isoformat()
