"""Campaigns and rows to test with, said in as few words as a test's reader needs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime

from lib.campaign.model import Campaign
from lib.campaign.settings import campaign as campaign_of
from lib.campaign.tables import Cell, Row
from lib.store.campaigns import save_campaign
from lib.store.changes.batches import Delivery, Written, write_batch
from lib.store.engine import Store

TOML = """
name = "services-faciles"
title = "Services Faciles"
currency = "CAD"
goal = 25000
commission_rate = "0.067"
opens_on = 2018-01-20
closes_on = 2018-03-16
timezone = "America/Toronto"
"""
CAMPAIGN: Campaign = campaign_of(tomllib.loads(TOML))
"""56 local days, from Saturday 2018-01-20 to Friday 2018-03-16; the hour changes on 2018-03-11."""
ZONE = CAMPAIGN.period.zone
NOW = datetime(2018, 2, 1, 17, tzinfo=UTC)


def local(text: str) -> datetime:
    """An instant by the clock on the wall in Toronto: `2018-01-20 09:00`, seconds and microseconds if need be."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def contribution(number: str, at: str, dollars: int, status: str = "counted", **more: Cell) -> dict[str, Cell]:
    """A contribution of that id, at a local time, of whole dollars."""
    return {"id": number, "contributed_at": local(at), "amount_cents": dollars * 100, "status": status, **more}


def new_campaign(store: Store, toml: str = TOML) -> int:
    """A campaign without any row; its id."""
    return save_campaign(store, toml, campaign_of(tomllib.loads(toml)), at=NOW, who="Ada").id


def put(store: Store, campaign_id: int, **tables: Iterable[Row]) -> Written:
    """Imports rows by table."""
    return write_batch(store, campaign_id, tables, Delivery("files", NOW, "Ada"))
