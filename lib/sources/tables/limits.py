"""What is too big to be read: every limit in one place, checked before memory or time is spent."""

from __future__ import annotations

from dataclasses import dataclass

from lib.campaign.errors import FileTooLarge
from lib.campaign.message import N_

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one file; a campaign of a hundred thousand contributions stays far below all of them.

    `unpacked_bytes`, `members` and `ratio` bound a compressed file by its directory alone, before anything is
    unpacked; `workbook_seconds` (of the clock), `workbook_cpu_seconds` and `workbook_memory_bytes` bound the process that
    reads a workbook, because 107 kB of workbook were seen to ask for 7.7 GB while unpacking to 1 MB only.
    """

    upload_bytes: int = 25 * MIB
    rows: int = 1_000_000
    columns: int = 500
    cell_characters: int = 32_767
    unpacked_bytes: int = 200 * MIB
    members: int = 1_000
    ratio: int = 100
    workbook_seconds: float = 20.0
    workbook_cpu_seconds: float = 8.0
    workbook_memory_bytes: int = 900 * MIB


LIMITS = Limits()


def check_size(name: str, byte_count: int, limits: Limits = LIMITS) -> None:
    """Raises FileTooLarge where a file has more bytes than an upload may have."""
    if byte_count > limits.upload_bytes:
        raise FileTooLarge(
            N_("“%(file)s” is larger than %(limit)s MB. Split it, or export a shorter period."),
            file=name,
            limit=str(limits.upload_bytes // MIB),
        )


def check_shape(name: str, row_count: int, column_count: int, limits: Limits = LIMITS) -> None:
    """Raises FileTooLarge where a table has too many rows or columns; called while reading, not after."""
    if row_count > limits.rows:
        raise FileTooLarge(
            N_("“%(file)s” has more than %(limit)s rows. Split it into smaller files."),
            file=name,
            limit=str(limits.rows),
        )
    if column_count > limits.columns:
        raise FileTooLarge(
            N_("“%(file)s” has more than %(limit)s columns. Keep only those of the table."),
            file=name,
            limit=str(limits.columns),
        )


def too_long_a_cell(name: str, row: int, limits: Limits = LIMITS) -> FileTooLarge:
    """The error to raise for a cell above the limit; `row` counts from 1 at the header, as people see it."""
    return FileTooLarge(
        N_(
            "“%(file)s”: a cell of row %(row)s has more than %(limit)s characters. A quotation mark may be left open."
        ),
        file=name,
        row=row,
        limit=str(limits.cell_characters),
    )
