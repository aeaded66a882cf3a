"""Shared spreadsheets by their address (EtherCalc, Framacalc, Google, Nextcloud, any CSV or XLSX): read as a dropped file is."""

from __future__ import annotations

from lib.campaign.errors import AccessRefused, NotThere, SourceError
from lib.campaign.message import N_, Message, say
from lib.campaign.tables import TABLES_BY_NAME
from lib.sources.live import Ask, Collection, LiveSource, Setting
from lib.sources.network.answers import Answer
from lib.sources.network.door import Door, success
from lib.sources.network.sheet_address import sheet_name, table_addresses
from lib.sources.network.web_address import split
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import table_file

_NAME = "spreadsheet"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PAGES = ("text/html", "application/xhtml+xml")


def sheet(door: Door, address: str) -> tuple[str, bytes]:
    """The name and the bytes of the table at an address as people copy it.

    Raises SourceError in words: a web page instead of the sheet (one to sign in, most often), an empty sheet, an address
    where nothing is any more.
    """
    host, last = split(address).hostname or "", None
    for url in table_addresses(address):
        answer = door.fetched(url, is_sent_on=True)
        last = _fault(answer, host)
        if last is None:
            return sheet_name(address), answer.body
    raise last or _nothing(host)


def _fault(answer: Answer, host: str) -> SourceError | None:
    """Why an answer is no table; None for one that may be."""
    try:
        success(answer, host)
    except NotThere:
        return NotThere(N_("There is no sheet any more at this address of %(host)s: it was moved, deleted or is not shared. Copy "
                           "its address again."), host=host)  # fmt: skip
    except AccessRefused:
        return _closed(host)
    except SourceError as error:
        return error
    start = answer.body[:400].lstrip(_BLANK).lower()
    if answer.kind in _PAGES or start.startswith((b"<!doctype html", b"<html")):
        return _closed(host)
    return _nothing(host) if not answer.body.strip(_BLANK + b",;\"") else None


def _closed(host: str) -> SourceError:
    return AccessRefused(N_("%(host)s shows a web page instead of the sheet, such as a page to sign in. Share the sheet with "
                            "whoever has the link, or publish it as CSV."), host=host)  # fmt: skip


def _nothing(host: str) -> SourceError:
    return SourceError(N_("The sheet at %(host)s is empty: was its name changed? Nothing was written."), host=host)


def collected(ask: Ask) -> Collection:
    """The rows of each sheet, read as its header row was matched once on the Data page; one that fails stops no other."""
    faults, remarks = list[SourceError](), list[Message]()
    for address in ask.settings["address"].split():
        try:
            remarks += _take(ask, *sheet(ask.door, address))
        except SourceError as error:
            faults.append(error)
    if faults and not any(ask.spool.count(table) for table in TABLES_BY_NAME):
        raise faults[0]
    return Collection(remarks=tuple(remarks), fault=faults[0] if faults else None)


def _take(ask: Ask, name: str, data: bytes) -> list[Message]:
    """The rows of one sheet into the spool."""
    read = table_file(name, data, sheet=ask.settings.get("sheet"))
    piece = parsed(read, ask.how(read), ask.campaign, observed_at=ask.at)
    if not piece.row_count:
        raise SourceError(N_("“%(file)s” has a header and no row: nothing was read."), file=name)
    for place, row in enumerate(piece.rows_said):
        ask.spool.put(piece.table.name, row, f"{name} {place}" if piece.table.repeats else None)
    for table, rows in piece.others.items():
        for row in rows:
            ask.spool.put(table, row)
    for refusal in piece.refusals:
        ask.refused(refusal)
    return [*piece.remarks, *_questions(piece)]


def _questions(piece: Parsed) -> list[Message]:
    return [
        say(N_("“%(column)s” of “%(file)s” can be read in several ways: write its dates as 2018-01-20, its amounts as 1234.50."),
            column=question.column, file=piece.file)
        for question in piece.questions
    ]  # fmt: skip


SOURCE = LiveSource(
    _NAME,
    N_("Shared spreadsheet"),
    N_("A sheet shared by its address: EtherCalc or Framacalc, Google (published, or shared by its link), Nextcloud, any CSV or "
       "XLSX file. Its columns are matched once on the Data page."),
    collected,
    (
        Setting("address", N_("The sheet’s address, as it is copied; several with a blank between them."),
                ("url", "addresses", "base_url", "link"), is_needed=True),
        Setting("sheet", N_("The sheet of a workbook to read; the first one without it.")),
    ),
)  # fmt: skip
