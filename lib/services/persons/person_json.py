"""What is held about a person as JSON: a structured, common format, in clear, with instants (RLRQ c. P-39.1, art. 27)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lib.campaign.consent import Standing
from lib.campaign.message import N_
from lib.campaign.tables import CONSENTS, Row, Table
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.edits.typed_rows import cell_text
from lib.services.persons.mailing import consents
from lib.services.persons.persons import Bond, Held, HeldRow, address, held_about
from lib.services.persons.rotation import Copy, copies
from lib.store.changes.journal import JournalEntry
from lib.store.engine import Store

_ELSEWHERE = (
    N_("The platform of the campaign (%(platform)s) holds what this person gave it: ask it there."),
    N_("Files that were downloaded or exported, and copies of back-ups made elsewhere, are not known here."),
)
_HAND = "by hand"


def access_json(store: Store, opened: Sequence[OpenCampaign], email: str, at: datetime, translator: Translator) -> str | None:
    """Everything that the campaigns hold about the address; None where none of them holds anything.

    Raises UseError for what is no address. Field names are those of the campaign's files (docs/files.md).
    """
    wanted = address(email)
    held = [each for each in (held_about(store, one, wanted) for one in opened) if not each.is_empty]
    if not held:
        return None
    said = {
        "about": wanted,
        "asked_at": at.isoformat(timespec="seconds"),
        "campaigns": [_campaign(store, each, at) for each in held],
        "back_ups": [_copy(each) for each in copies(at)],
        "elsewhere": [translator._(text, platform=_platforms(held)) for text in _ELSEWHERE],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _platforms(held: Sequence[Held]) -> str:
    return ", ".join(dict.fromkeys(each.opened.campaign.platform or "—" for each in held))


def _campaign(store: Store, held: Held, at: datetime) -> dict[str, Any]:
    campaign, zone = held.opened.campaign, held.opened.campaign.period.zone
    return {
        "campaign": campaign.name,
        "title": campaign.title,
        "organisation": campaign.organisation,
        "consent": _consent(store, held, at),
        "rows": [_row(each, zone) for each in held.rows if each.bond is Bond.OWN],
        "mentioned_in": [_row(each, zone) for each in held.rows if each.bond is not Bond.OWN],
        "changes": [_change(each) for each in held.changes],
        "kept_aside": dict(held.kept),
        "changes_and_imports_made_under_this_address": held.deeds,
    }


def _consent(store: Store, held: Held, at: datetime) -> str:
    own = [each for each in held.rows if each.table is CONSENTS and each.bond is Bond.OWN]
    today = at.astimezone(held.opened.campaign.period.zone).date()
    known = consents(store, held.opened).get(address(str(own[0].stored.cells["email"]))) if own else None
    return (known.standing(today) if known else Standing.NEVER).value


def _row(each: HeldRow, zone: ZoneInfo) -> dict[str, Any]:
    return {"table": each.table.name, "values": _values(each.table, each.stored.cells, zone), "origin": _origin(each)}


def _values(table: Table, cells: Row, zone: ZoneInfo) -> dict[str, str]:
    """The filled cells as the campaign's files write them."""
    return {
        column.name: cell_text(column, cells[column.field], zone)
        for column in table.columns
        if cells.get(column.field) is not None
    }


def _origin(each: HeldRow) -> dict[str, Any]:
    if each.batch is None:
        return {"how": _HAND}
    return {
        "how": "import",
        "import": each.batch.id,
        "source": each.batch.source,
        "files": [name for name in each.batch.files if name == f"{each.table.name}.csv"] or list(each.batch.files),
        "at": each.batch.at.isoformat(),
    }


def _change(entry: JournalEntry) -> dict[str, Any]:
    """Who changed it stays out: that is somebody else."""
    return {
        "at": entry.at.isoformat(),
        "table": entry.table,
        "action": entry.action,
        "how": _HAND if entry.batch_id is None else f"import {entry.batch_id}",
        "before": _plain(entry.before),
        "after": _plain(entry.after),
    }


def _plain(cells: Row | None) -> dict[str, Any] | None:
    if cells is None:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in cells.items()}


def _copy(each: Copy) -> dict[str, str | None]:
    leaves = None if each.goes_at is None else each.goes_at.date().isoformat()
    return {"name": each.back_up.path.name, "taken_at": each.back_up.at.isoformat(), "goes_on": leaves}
