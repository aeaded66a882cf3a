"""The one door to the viewer's session: few, named, typed things; never data frames."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def kept(name: str, kind: type[T]) -> T | None:
    """What the session keeps under `name`, when it is of that kind."""
    value = st.session_state.get(name)  # noqa: TID251 - this is the door
    return value if isinstance(value, kind) else None


def keep(name: str, value: object) -> None:
    """Keep something until the session ends."""
    st.session_state[name] = value  # noqa: TID251 - this is the door


def forget(name: str) -> None:
    """Drop what the session keeps under `name`."""
    st.session_state.pop(name, None)  # noqa: TID251 - this is the door
