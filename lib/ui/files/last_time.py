"""The campaign that this one is held beside, for a visitor who may see it too."""

from __future__ import annotations

from lib.services.portfolio.references import LastTime, last_time, reference_of
from lib.ui.context import Context


def last_time_seen(page: Context) -> LastTime | None:
    """What the reference had at the same moment; None where there is none that this visitor may see."""
    found = reference_of(page.opened, page.campaigns)
    if found is None:
        return None
    return page.shared("last-time", lambda: last_time(page.store, page.opened, page.as_of, [found]), found.id, found.revision)


def reference_key(page: Context) -> tuple[int, int] | None:
    """What words that tell of the reference depend on, beside the campaign's own revision: they are shared by those who may
    see it, and by nobody else."""
    found = reference_of(page.opened, page.campaigns)
    return None if found is None else (found.id, found.revision)
