"""Small values kept aside: of a campaign (what a forecast said, a source's state), and column mappings of odd files.

None of these raises the revision: no figure is worked out from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Union

import sqlalchemy as sa

from lib.store.engine import Store
from lib.store.schema import KEPT, MAPPINGS
from lib.store.sql import upsert

Json = Union[None, bool, int, float, str, Sequence["Json"], Mapping[str, "Json"]]


def keep(store: Store, campaign_id: int, name: str, value: Json, *, at: datetime) -> None:
    """Keeps a value under a name, in place of the earlier one."""
    with store.writing() as connection:
        values = {"campaign_id": campaign_id, "name": name, "value": value, "at": at}
        upsert(connection, KEPT, ["campaign_id", "name"], values)


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


def forget(store: Store, campaign_id: int, name: str) -> None:
    """Drops what is kept under a name, if anything is."""
    with store.writing() as connection:
        connection.execute(sa.delete(KEPT).where(KEPT.c.campaign_id == campaign_id, KEPT.c.name == name))


def save_mapping(store: Store, signature: str, mapping: Mapping[str, str], *, at: datetime) -> None:
    """Keeps how the columns of a layout are read, for the next file with the same headers."""
    with store.writing() as connection:
        upsert(connection, MAPPINGS, ["signature"], {"signature": signature, "mapping": dict(mapping), "at": at})


def mapping(store: Store, signature: str) -> Mapping[str, str] | None:
    """How the columns of a layout were read last; None for one never seen."""
    with store.reading() as connection:
        found: dict[str, str] | None = connection.scalar(
            sa.select(MAPPINGS.c.mapping).where(MAPPINGS.c.signature == signature)
        )
        return found
