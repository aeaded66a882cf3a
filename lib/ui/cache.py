"""The one door to the cache: what was worked out for a revision is shared by all viewers, and never holds a donor.

Every key starts with (store's address, campaign id, revision): a write changes the revision, so nothing needs emptying.
Values are immutable, hence shared without copies.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T")
_ENTRIES = 256
"""Views kept at most: some tens of kilobytes each."""


def shared(key: tuple[Hashable, ...], work_out: Callable[[], T]) -> T:
    """What `work_out` gives for `key`, worked out once for everybody."""
    return cast(T, _shared(key, work_out))


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)  # noqa: TID251 - this is the door
def _shared(key: tuple[Hashable, ...], _work_out: Callable[[], object]) -> object:
    return _work_out()
