"""The columns of a file that are not needed and were not taken, kept with the import so that anybody can see it later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from lib.sources.result import Parsed
from lib.store.engine import Store
from lib.store.kept import keep, kept_all

_PREFIX = "left_out:"


def keep_left_out(store: Store, campaign_id: int, batch_id: int | None, pieces: Iterable[Parsed], *, at: datetime) -> None:
    """Keep the headers (never a cell) under the import's number; nothing where each column was taken, or nothing written."""
    names = list(dict.fromkeys(name for piece in pieces for name in piece.left_out))
    if batch_id is not None and names:
        keep(store, campaign_id, f"{_PREFIX}{batch_id}", names, at=at)


def left_out_by_import(store: Store, campaign_id: int) -> Mapping[int, tuple[str, ...]]:
    """By the import's number, the headers that were not taken."""
    held = kept_all(store, campaign_id, _PREFIX)
    return {
        int(name.removeprefix(_PREFIX)): tuple(map(str, value))
        for name, value in held.items()
        if isinstance(value, list)
    }
