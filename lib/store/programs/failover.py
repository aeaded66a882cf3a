"""What a change does when its database goes away: wait for the next primary, and be done once more, never twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from lib.campaign.errors import StoreUnreachable
from lib.store import failures
from lib.store.engine import Store

P = ParamSpec("P")
T = TypeVar("T")


def once_more(change: Callable[Concatenate[Store, P], T]) -> Callable[Concatenate[Store, P], T]:
    """A change that is one transaction, done again once where the connection was lost and nothing of it was written.

    What could not be known (the database went away while it answered, and did not come back) is not done again.
    Within a larger change it is that one's business.
    """

    @wraps(change)
    def done(store: Store, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return change(store, *args, **kwargs)
        except StoreUnreachable as error:
            if error.message.text not in failures.GONE_AWAY or store.is_busy_here() or not store.is_back():
                raise
        return change(store, *args, **kwargs)

    return done  # type: ignore[return-value]  # what `wraps` gives is this, by another name
