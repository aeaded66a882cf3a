"""What the tests of the sources give: a campaign, files as text, workbooks, and refusals in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import openpyxl

from lib.campaign.message import Message
from lib.campaign.model import Campaign
from lib.campaign.settings import campaign
from lib.sources.layouts.layouts import identify
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile, table_file

SETTINGS = {
    "name": "services-faciles",
    "currency": "CAD",
    "goal": 25000,
    "commission_rate": "0.067",
    "opens_on": "2018-01-20",
    "closes_on": "2018-03-16",
    "timezone": "America/Toronto",
}
CAMPAIGN: Campaign = campaign(SETTINGS)


def table(text: str, name: str = "contributions.csv", encoding: str = "utf-8") -> TableFile:
    """A text file as a table."""
    return table_file(name, text.encode(encoding))


def read(text: str, name: str = "contributions.csv", **more: Any) -> Parsed:
    """A text file, identified and parsed for the campaign."""
    file = table(text, name)
    return parsed(file, identify(file), CAMPAIGN, **more)


def workbook(rows: Iterable[Iterable[object]], **other_sheets: Iterable[Iterable[object]]) -> bytes:
    """The bytes of a workbook whose first sheet is called “Feuille 1”."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Feuille 1"
    for row in rows:
        sheet.append(list(row))
    for name, more in other_sheets.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def words(message: Message) -> str:
    """A message in English."""
    text = message.plural if message.plural and message.count != 1 else message.text
    return text % dict(message.params)


def reasons(result: Parsed) -> list[tuple[int, str | None, str]]:
    """Row, column and reason of each refusal."""
    return [(refused.row, refused.column, words(refused.reason)) for refused in result.refusals]


def only(row: Mapping[str, object]) -> dict[str, object]:
    """The fields of a row that are known."""
    return {name: value for name, value in row.items() if value is not None}
