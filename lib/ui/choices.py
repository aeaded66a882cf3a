"""Choices that change what is seen: each is in the address under its own name, the same in every language."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lib.ui import state

_DIGITS = 9
"""A number of a page has no more; what is longer would leave a database's range."""


def one_of(name: str, label: str, options: Mapping[str, str], *, width_px: int | None = None) -> str:
    """A list to choose from; `options` are values of the address with their words, the first one being the default."""
    values = list(options)
    asked = st.query_params.get(name, "")
    key = _settled(name, asked if asked in options else values[0])
    chosen: str = st.selectbox(
        label, values, format_func=options.__getitem__, key=key, on_change=_written, args=(name, key, values[0]),
        width=width_px or "stretch",
    )  # fmt: skip
    return chosen


def words(name: str, label: str, placeholder: str = "") -> str:
    """A text to search for, trimmed; empty when nothing is."""
    key = _settled(name, st.query_params.get(name, ""))
    typed = st.text_input(label, key=key, type="search", placeholder=placeholder, on_change=_written, args=(name, key, ""))
    return (typed or "").strip()


def number(name: str) -> int:
    """A whole number of the address, 1 or more; 1 on nonsense."""
    asked = st.query_params.get(name, "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) <= _DIGITS else 1


def turn_to(name: str, number: int) -> None:
    """Put a page's number into the address; the first page needs none."""
    if number > 1:
        st.query_params[name] = str(number)
    else:
        st.query_params.pop(name, None)


def _settled(name: str, value: str) -> str:
    """The widget's key, once the widget holds what the address says: going back in the browser moves it too."""
    key = f"choice-{name}"
    if state.kept(key, str) != value:
        state.keep(key, value)
    return key


def _written(name: str, key: str, default: str) -> None:
    """Put into the address, in one go, what was just chosen; another choice starts again from the first page."""
    value = state.kept(key, str) or ""
    others = {each: there for each, there in st.query_params.to_dict().items() if each not in (name, "page")}
    st.query_params.from_dict(others | ({name: value} if value and value != default else {}))
