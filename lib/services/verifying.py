"""Whether the store still says what was written: control totals against rows, in sentences."""

from __future__ import annotations

from lib.campaign.message import Message
from lib.store.engine import Store
from lib.store.integrity import verification


def discrepancies(store: Store, *, thorough: bool) -> tuple[Message, ...]:
    """One sentence for each thing that does not agree; empty when all does. `thorough` recomputes every row's digest."""
    return tuple(each.message for each in verification(store, thorough=thorough))
