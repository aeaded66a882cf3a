"""One bit of the database's file flipped, again and again: each is refused, found, or touches nothing that anybody can read."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from lib.campaign.errors import StoreError
from lib.services.demonstration import load_demonstration
from lib.store.campaigns import campaigns
from lib.store.changes.edits import edit_row, insert_row
from lib.store.engine import open_store
from lib.store.kept import keep, save_mapping
from lib.store.people.keys import Keyring, keyring, new_key
from lib.store.safekeeping.integrity import file_faults, verification
from lib.store.schema import metadata
from tests.drills.telling import Told
from tests.store.builders import NOW

_EDITS = 300
Contents = dict[str, list[tuple[Any, ...]]]


def drill(place: Path, *, bits: int = 200, seed: int = 7, encrypted: bool = False) -> Told:
    """Flips `bits` bits at random places of a copy each; none may change what is read without being found.

    `encrypted`: names and e-mails rest under a key, which the reader has.
    """
    keys = keyring(new_key()) if encrypted else Keyring()
    whole, chance = _database(place, keys), random.Random(seed)
    before = _contents(place / "whole.db", keys)
    assert isinstance(before, dict)
    outcomes, silent = Counter[str](), list[str]()
    for _ in range(bits):
        where = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[where // 8] ^= 1 << where % 8
        outcome = _outcome(place, bytes(flipped), before, keys)
        outcomes[outcome.partition(":")[0]] += 1
        silent += [outcome] if outcome.startswith("silent") else []
    figures = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    return Told(f"200 flipped bits{' (encrypted)' if encrypted else ''}", not silent, f"{bits} bits of {len(whole):,} bytes: {figures}{'; ' if silent else ''}{'; '.join(silent)}")


def _database(place: Path, keys: Keyring) -> bytes:
    path = place / "whole.db"
    store = open_store(f"sqlite:///{path}", keys=keys)
    load_demonstration(store, at=NOW)
    campaign_id = campaigns(store)[0].id
    row = insert_row(store, campaign_id, "allies", {"name": "Koumbit", "audience": 0}, at=NOW, who="Ada")
    for number in range(1, _EDITS + 1):
        row = edit_row(store, campaign_id, "allies", row.pk, row.version, {"audience": number}, at=NOW, who="Zoé")
        keep(store, campaign_id, f"drill/{number % 40}", {"chance": number, "why": "texte"}, at=NOW)
    save_mapping(store, "drill", {"Montant": "amount"}, at=NOW)
    store.close()
    return path.read_bytes()


def _outcome(place: Path, content: bytes, before: Contents, keys: Keyring) -> str:
    path = place / "flipped.db"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(content)
    after = _contents(path, keys)
    if isinstance(after, str):
        return after
    changed = [name for name in before if before[name] != after[name]]
    return f"silent: {', '.join(changed)}" if changed else "without any effect on what is read"


def _contents(path: Path, keys: Keyring) -> Contents | str:
    """Everything that the database says, table by table; or by what the flip was found."""
    try:
        store = open_store(f"sqlite:///{path}", keys=keys)
    except StoreError:
        return "refused on opening"
    try:
        with store.reading() as connection:
            if any(file_faults(connection)):
                return "found by SQLite's own check"
            if verification(store, thorough=True):
                return "found by the control totals"
            return {table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
                    for table in metadata.sorted_tables}  # fmt: skip
    except StoreError:
        return "refused on reading"
    finally:
        store.close()
