"""Numbers that suppose something else than what is stored: each is in the address, so that a link shows the same to others."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from lib.campaign.levers import Lever
from lib.ui import state


def lever(asked: Lever, label: str) -> Decimal:
    """The field of a lever, holding what the address says; what is typed goes there."""
    value, kind = asked.value_of(st.query_params.get(asked.name, "")), float if asked.digits else int
    key = f"lever-{asked.name}"
    if state.kept(key, kind) != kind(value):
        state.keep(key, kind(value))
    st.number_input(
        label, min_value=kind(asked.lowest), max_value=kind(asked.highest), step=kind(asked.step),
        format="%g" if asked.digits else "%d", key=key, on_change=_written, args=(asked, key),
    )  # fmt: skip
    return value


def _written(asked: Lever, key: str) -> None:
    """Put into the address, in one go, what was just typed."""
    typed = state.kept(key, float if asked.digits else int)
    value = asked.rest if typed is None else asked.value_of(str(typed))
    others = {name: there for name, there in st.query_params.to_dict().items() if name != asked.name}
    st.query_params.from_dict(others | ({} if value == asked.rest else {asked.name: f"{value.normalize():f}"}))
