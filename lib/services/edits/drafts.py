"""What somebody has typed and not saved yet, kept for when the program that held it dies: another one then has it.

It rests in the database beside the store of record, sealed under the secret of the browser's sign-in, which is kept nowhere:
nobody else can open it, and it ends by itself. Where nobody signs in, or a proxy does it, there is no such secret: what was
typed then lives in the page alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lib.services.edits.envelopes import label, opened, sealed
from lib.store.engine import Store
from lib.store.programs import passing

KEPT_SECONDS = 12 * 3600.0
"""As long as the longest sign-in."""
_LONGEST = 1_000_000
"""Characters of one draft; a larger one is not kept."""
_KIND = "draft"


def keep_draft(store: Store, secret: str, name: str, value: Mapping[str, Any]) -> None:
    """Keep what was typed under a name, in place of the former. Raises StoreError."""
    text = json.dumps(value)
    if secret and not store.read_only and len(text) <= _LONGEST:
        passing.put(store, _KIND, _label(secret, name), sealed(secret, _KIND, text), seconds=KEPT_SECONDS)


def draft(store: Store, secret: str, name: str) -> Mapping[str, Any] | None:
    """What was typed; None when nothing is kept. Raises StoreError."""
    held = passing.found(store, _KIND, _label(secret, name)) if secret else None
    text = opened(secret, _KIND, held) if held else None
    found = json.loads(text) if text else None
    return found if isinstance(found, dict) else None


def forget_draft(store: Store, secret: str, name: str) -> None:
    """It was saved, or dropped. Raises StoreError."""
    if secret and not store.read_only:
        passing.drop(store, _KIND, _label(secret, name))


def _label(secret: str, name: str) -> str:
    return label(secret, f"{_KIND} {name}")
