"""Small values kept aside: of a campaign (what a forecast said, a source's state), and column mappings of odd files.

None of these raises the revision: no figure is worked out from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Union

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.engine import Store
from lib.store.programs.failover import once_more
from lib.store.safekeeping.seals import SUM, mapping_sum, rows_there, sealed
from lib.store.schema import CAMPAIGNS, KEPT, MAPPINGS
from lib.store.sql import upsert

Json = Union[None, bool, int, float, str, Sequence["Json"], Mapping[str, "Json"]]


@once_more
def keep(store: Store, campaign_id: int, name: str, value: Json, *, at: datetime) -> None:
    """Keeps a value under a name, in place of the earlier one."""
    with store.writing() as connection:
        _take_out_of_the_sum(connection, campaign_id, name)
        values = {"campaign_id": campaign_id, "name": name, "value": value, "at": at}
        upsert(connection, KEPT, ["campaign_id", "name"], values)
        sealed(connection, campaign_id, "kept", [values])


def _take_out_of_the_sum(connection: Connection, campaign_id: int, name: str) -> None:
    """What is there under the name is about to go; nobody else changes the campaign's values meanwhile."""
    connection.execute(sa.select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.id == campaign_id).with_for_update())
    sealed(connection, campaign_id, "kept", rows_there(connection, campaign_id, "kept", KEPT.c.name == name), gone=True)


@once_more
def changed_kept(store: Store, campaign_id: int, name: str, change: Callable[[Json], Json], *, at: datetime) -> Json:
    """Puts in place of what is kept under a name what `change` makes of it, and gives that; no other change comes between."""
    with store.writing() as connection:
        connection.execute(sa.select(CAMPAIGNS.c.id).where(CAMPAIGNS.c.id == campaign_id).with_for_update())
        value = change(kept(store, campaign_id, name))
        keep(store, campaign_id, name, value, at=at)
        return value


def kept(store: Store, campaign_id: int, name: str) -> Json:
    """The value kept under a name; None when there is none."""
    wanted = sa.select(KEPT.c.value).where(KEPT.c.campaign_id == campaign_id, KEPT.c.name == name)
    with store.reading() as connection:
        found: Json = connection.scalar(wanted)
        return found


def kept_all(store: Store, campaign_id: int, prefix: str = "") -> Mapping[str, Json]:
    """The values whose names begin with `prefix`, by name in order."""
    wanted = sa.select(KEPT.c.name, KEPT.c.value).where(
        KEPT.c.campaign_id == campaign_id, KEPT.c.name.startswith(prefix, autoescape=True)
    )
    with store.reading() as connection:
        return {name: value for name, value in connection.execute(wanted.order_by(KEPT.c.name)) if name.startswith(prefix)}


@once_more
def forget(store: Store, campaign_id: int, name: str) -> None:
    """Drops what is kept under a name, if anything is."""
    with store.writing() as connection:
        _take_out_of_the_sum(connection, campaign_id, name)
        connection.execute(sa.delete(KEPT).where(KEPT.c.campaign_id == campaign_id, KEPT.c.name == name))


@once_more
def save_mapping(store: Store, signature: str, mapping: Mapping[str, str], *, at: datetime) -> None:
    """Keeps how the columns of a layout are read, for the next file with the same headers."""
    with store.writing() as connection:
        held = {**mapping, SUM: mapping_sum(signature, mapping, at)}
        upsert(connection, MAPPINGS, ["signature"], {"signature": signature, "mapping": held, "at": at})


def mapping(store: Store, signature: str) -> Mapping[str, str] | None:
    """How the columns of a layout were read last; None for one never seen."""
    with store.reading() as connection:
        found: dict[str, str] | None = connection.scalar(
            sa.select(MAPPINGS.c.mapping).where(MAPPINGS.c.signature == signature)
        )
        return None if found is None else {name: text for name, text in found.items() if name != SUM}
