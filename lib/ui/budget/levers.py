"""Numbers that suppose something else than what is stored: each is in the address, so that a link shows the same to others."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from lib.campaign.levers import Lever
from lib.i18n.translator import Translator
from lib.services.edits.typed_numbers import typed_number
from lib.ui import state
from lib.ui.context import context


def lever(asked: Lever, label: str) -> Decimal:
    """The field of a lever, holding what the address says; what is typed goes there.

    A whole number has buttons. One with decimals is typed and shown as the viewer's language writes it, which Streamlit's
    field of numbers does with a point alone.
    """
    value, key = asked.value_of(st.query_params.get(asked.name, "")), f"lever-{asked.name}"
    if asked.digits:
        _written_out(asked, label, value, key)
    else:
        _counted(asked, label, value, key)
    return value


def _counted(asked: Lever, label: str, value: Decimal, key: str) -> None:
    if state.kept(key, int) != int(value):
        state.keep(key, int(value))
    st.number_input(
        label, min_value=int(asked.lowest), max_value=int(asked.highest), step=int(asked.step), format="%d", key=key,
        on_change=_pressed, args=(asked, key),
    )  # fmt: skip


def _written_out(asked: Lever, label: str, value: Decimal, key: str) -> None:
    """What cannot be read leaves the field as it was."""
    translator = context().translator
    shown = translator.formats.decimal(value, asked.digits)
    if state.kept(key, str) != shown:
        state.keep(key, shown)
    st.text_input(label, key=key, on_change=_typed, args=(asked, key, translator))


def _pressed(asked: Lever, key: str) -> None:
    number = state.kept(key, int)
    _put(asked, asked.rest if number is None else Decimal(number))


def _typed(asked: Lever, key: str, translator: Translator) -> None:
    text = state.kept(key, str) or ""
    number = typed_number(text, translator) if text.strip() else asked.rest
    if number is not None:
        _put(asked, number)


def _put(asked: Lever, number: Decimal) -> None:
    """Put into the address, in one go, what was just typed, within its bounds."""
    value = asked.value_of(str(number))
    others = {name: there for name, there in st.query_params.to_dict().items() if name != asked.name}
    st.query_params.from_dict(others | ({} if value == asked.rest else {asked.name: f"{value.normalize():f}"}))
