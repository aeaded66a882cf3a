"""FrontlineSMS by its export of messages: what was sent becomes an action of the calendar; no name nor number is kept."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from lib.campaign.calendar import local_day
from lib.campaign.message import N_, Message, say
from lib.campaign.tables import TASKS, Refusal, Row
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.gift_columns import MESSAGE_LINES
from lib.sources.layouts.layout import Given, Layout, export_names
from lib.sources.layouts.lines import Line, refusal
from lib.sources.layouts.rows import row_maker
from lib.sources.result import Record
from lib.sources.source import Source

SOURCE = Source(
    "frontlinesms_files",
    N_("FrontlineSMS’s messages"),
    N_("The CSV file of messages: each text sent on a day is one action of the calendar. Numbers and names are not kept."),
)
_CHANNEL = "SMS"
_LONGEST = 120
_NUMBER = re.compile(r"\+?[0-9](?:[ .()\u00a0-]*[0-9]){6,}")
_TASK = row_maker(TASKS)
_FIELDS = ("id", "name", "starts_on", "kind", "channel", "done_on")


def _actions(given: Given) -> Converted:
    """One action for each text sent on a day, to however many numbers; received messages are refused."""
    rows: dict[str, tuple[Row, int]] = {}
    counts: dict[str, int] = {}
    refusals: list[Refusal] = []
    for line in given.lines.lines:
        made = line.fault or _action(line, given)
        if isinstance(made, Message):
            refusals.append(refusal(given.table_file, line, made))
            continue
        number = str(made["id"])
        rows.setdefault(number, (made, line.number))
        counts[number] = counts.get(number, 0) + 1
    records = tuple(Record(row, at, counts[number]) for number, (row, at) in rows.items())
    return Converted(records, _FIELDS, tuple(refusals))


def _action(line: Line, given: Given) -> Row | Message:
    values = line.values
    sent_at, text = values.get("sent_at"), " ".join(str(values.get("text") or "").split())
    if values.get("source_mobile") and not values.get("destination_mobile"):
        line.column = given.plan.header_of("source_mobile")
        return say(N_("This message was received: it is no action of the campaign, and is not kept."))
    for name, value in (("sent_at", sent_at), ("text", text)):
        if not value:
            line.column = given.plan.header_of(name)
            return say(N_("“%(column)s” is empty."), column=line.column or name)
    assert isinstance(sent_at, datetime)
    day = local_day(sent_at, given.campaign.period.zone)
    kept = _NUMBER.sub("…", text)
    name = kept if len(kept) <= _LONGEST else f"{kept[: _LONGEST - 1]}…"
    number = hashlib.sha256(f"{day.isoformat()} {text}".encode()).hexdigest()[:12]
    return _TASK(
        {"id": f"sms-{number}", "name": name, "starts_on": day, "kind": "message", "channel": _CHANNEL,
         "done_on": day}
    )  # fmt: skip


MESSAGES = Layout(
    "frontlinesms",
    N_("FrontlineSMS’s messages"),
    TASKS,
    MESSAGE_LINES,
    (("destination_mobile",), ("source_mobile",), ("text",), ("sent_at",)),
    export_names(MESSAGE_LINES.columns),
    is_export=True,
    convert=_actions,
    source="frontlinesms",
)
LAYOUTS = (MESSAGES,)
