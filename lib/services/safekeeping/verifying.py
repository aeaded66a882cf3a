"""Whether the store still says what was written: control totals against rows, in sentences, and what was found last."""

from __future__ import annotations

from lib.campaign.message import Message
from lib.store.engine import Store
from lib.store.safekeeping.integrity import Discrepancy, verification

_FOUND_LAST: dict[str, tuple[Discrepancy, ...]] = {}
"""By the store's address: what the last look of this process found."""


def discrepancies(store: Store, *, thorough: bool) -> tuple[Message, ...]:
    """One sentence for each thing that does not agree; empty when all does. `thorough` recomputes every row's digest."""
    found = _FOUND_LAST[store.address] = verification(store, thorough=thorough)
    return tuple(each.message for each in found)


def known_discrepancies(store: Store, campaign: str) -> tuple[Message, ...]:
    """What the last look found of this campaign, or of the whole file: asks the database for nothing."""
    found = _FOUND_LAST.get(store.address, ())
    return tuple(each.message for each in found if each.campaign in ("", campaign))
