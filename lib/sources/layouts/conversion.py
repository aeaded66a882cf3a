"""What converting an export gives: rows of one table or more, refused rows, and the ids by which others know a gift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lib.campaign.message import Message
from lib.campaign.tables import Refusal, Row
from lib.sources.result import Record

_NO_ROWS: Mapping[str, tuple[Row, ...]] = MappingProxyType({})
_NO_IDS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Converted:
    """The rows of a file as a source's own rules make them.

    `fields` are those of the layout's table that the file speaks of; `others` are the rows of other tables that the same
    rows of the file give, by table name; `transactions`: a contribution's id -> the other ids of the same payment.
    """

    records: tuple[Record, ...]
    fields: tuple[str, ...]
    refusals: tuple[Refusal, ...] = ()
    duplicate_count: int = 0
    remarks: tuple[Message, ...] = ()
    others: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: _NO_ROWS)
    transactions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_IDS)
