"""The campaigns of a database: their settings, verbatim, and the revision that each change raises."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.campaign.model import Campaign
from lib.campaign.tables import TABLES, Table
from lib.store.changes.change import whole_row
from lib.store.changes.giving import roll_up_giving
from lib.store.changes.ledger import bump, open_controls, roll_up
from lib.store.engine import Store
from lib.store.people.personal import open_secret
from lib.store.programs.failover import once_more
from lib.store.rows import derived, stored_row
from lib.store.safekeeping.seals import rows_there, sealed
from lib.store.schema import (
    BATCHES,
    CAMPAIGNS,
    CONTROLS,
    DAILY_TOTALS,
    DATA,
    DERIVED,
    GIVING_TOTALS,
    JOURNAL,
    KEPT,
    PERSONAL,
    PERSONAL_TOTALS,
    SECRETS,
)
from lib.store.sql import chunks, update_many, upsert

SETTINGS = "campaign"
"""The journal's name for a change to the settings."""


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """A campaign as it rests: `settings_toml` verbatim; `revision` rises with each change to anything of it."""

    id: int
    name: str
    settings_toml: str
    timezone: str
    invented: bool
    revision: int
    loaded_at: datetime
    version: int


def campaigns(store: Store) -> tuple[CampaignRecord, ...]:
    """Every campaign, by name."""
    with store.reading() as connection:
        found = connection.execute(sa.select(CAMPAIGNS).order_by(CAMPAIGNS.c.name)).mappings()
        return tuple(CampaignRecord(**row) for row in found)


def campaign_record(store: Store, name: str) -> CampaignRecord:
    """The campaign called `name`; raises UseError when there is none."""
    with store.reading() as connection:
        found = _record(connection, name)
    if found is None:
        raise UseError(N_("There is no campaign “%(name)s” in the database."), name=name)
    return found


def revision(store: Store, campaign_id: int) -> int:
    """The number that a screen polls; -1 once the campaign is gone."""
    with store.reading() as connection:
        found = connection.scalar(sa.select(CAMPAIGNS.c.revision).where(CAMPAIGNS.c.id == campaign_id))
        return -1 if found is None else int(found)


@once_more
def last_write(store: Store, campaign_id: int) -> datetime | None:
    """When a row of the campaign was last brought in or changed; None when none ever was."""
    with store.reading() as connection:
        found = [
            connection.scalar(sa.select(sa.func.max(table.c.at)).where(table.c.campaign_id == campaign_id))
            for table in (BATCHES, JOURNAL)
        ]
    return max((each for each in found if each is not None), default=None)


def save_campaign(store: Store, toml: str, campaign: Campaign, *, at: datetime, who: str) -> CampaignRecord:
    """Keeps a campaign's settings, new or in place of those of the same name; the same text changes nothing.

    Another time zone than before moves every contribution and post to its local day and hour in the new one.
    """
    with store.writing() as connection:
        values = _values(toml, campaign, at)
        before = _record(connection, campaign.name, lock=True)
        if before is None:
            upsert(connection, CAMPAIGNS, ["name"], {**values, "revision": 0, "version": 0}, replace=False)
            before = _locked(connection, campaign.name)
        if before.version and before.settings_toml == toml:
            return before
        _replace(connection, before, values, who)
        return _locked(connection, campaign.name)


@once_more
def delete_campaign(store: Store, name: str) -> None:
    """Takes out a campaign with all its rows, imports and journal, for good; raises UseError when there is none."""
    with store.writing() as connection:
        record = campaign_record(store, name)
        totals = (DAILY_TOTALS, GIVING_TOTALS, PERSONAL_TOTALS, CONTROLS)
        for table in (*DATA.values(), JOURNAL, BATCHES, *totals, KEPT, PERSONAL, SECRETS):
            connection.execute(sa.delete(table).where(table.c.campaign_id == record.id))
        connection.execute(sa.delete(CAMPAIGNS).where(CAMPAIGNS.c.id == record.id))


def _values(toml: str, campaign: Campaign, at: datetime) -> dict[str, Any]:
    return {
        "name": campaign.name,
        "settings_toml": toml,
        "timezone": campaign.period.zone.key,
        "invented": campaign.invented,
        "loaded_at": at,
    }


def _record(connection: Connection, name: str, *, lock: bool = False) -> CampaignRecord | None:
    wanted = sa.select(CAMPAIGNS).where(CAMPAIGNS.c.name == name)
    row = connection.execute(wanted.with_for_update() if lock else wanted).mappings().one_or_none()
    return None if row is None else CampaignRecord(**row)


def _locked(connection: Connection, name: str) -> CampaignRecord:
    found = sa.select(CAMPAIGNS).where(CAMPAIGNS.c.name == name).with_for_update()
    return CampaignRecord(**connection.execute(found).mappings().one())


def _replace(connection: Connection, before: CampaignRecord, values: dict[str, Any], who: str) -> None:
    """The first version opens the control totals, later ones are listed in the journal."""
    version, is_new = before.version + 1, before.version == 0
    if not is_new:
        sealed(connection, before.id, "campaigns", [asdict(before)], gone=True)
    connection.execute(sa.update(CAMPAIGNS).where(CAMPAIGNS.c.id == before.id).values(**values, version=version))
    if is_new:
        open_controls(connection, before.id)
        open_secret(connection, before.id)
    else:
        sealed(connection, before.id, "campaigns", rows_there(connection, before.id, "campaigns"))
        _list(connection, before, values, who)
    if before.timezone != values["timezone"]:
        _move_days(connection, before.id, ZoneInfo(values["timezone"]))
    bump(connection, before.id)


def _list(connection: Connection, before: CampaignRecord, values: dict[str, Any], who: str) -> None:
    was, is_now = ({"settings_toml": text} for text in (before.settings_toml, values["settings_toml"]))
    entry = {"campaign_id": before.id, "at": values["loaded_at"], "who": who, "table_name": SETTINGS, "row_pk": before.id}
    more = {"row_key": before.name, "action": "update", "version": before.version + 1, "undone": False}
    listed = {**entry, **more, "before": was, "after": is_now}
    connection.execute(sa.insert(JOURNAL).values(**listed))
    sealed(connection, before.id, "journal", [listed])


def _move_days(connection: Connection, campaign_id: int, zone: ZoneInfo) -> None:
    for table in TABLES:
        if "local_day" in DERIVED.get(table.name, {}):
            _derive_again(connection, campaign_id, table, zone)
    contributions = DATA["contributions"].c
    days = sa.select(contributions.local_day).where(contributions.campaign_id == campaign_id).distinct()
    connection.execute(sa.delete(DAILY_TOTALS).where(DAILY_TOTALS.c.campaign_id == campaign_id))
    roll_up(connection, campaign_id, connection.scalars(days).all())
    roll_up_giving(connection, campaign_id)


def _derive_again(connection: Connection, campaign_id: int, table: Table, zone: ZoneInfo) -> None:
    rows = DATA[table.name]
    found = connection.execute(sa.select(*whole_row(table)).where(rows.c.campaign_id == campaign_id)).all()
    for some in chunks(found):
        stored = [stored_row(row, table.fields) for row in some]
        update_many(connection, rows, ["pk"], [{**derived(table, row.cells, zone), "_pk": row.pk} for row in stored])
