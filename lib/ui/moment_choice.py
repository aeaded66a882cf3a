"""The choice of the moment that every page shows: now, the evening of a past day, or the instant that the address names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from lib.campaign.message import N_
from lib.services.moments import days_to_show
from lib.ui.address import change
from lib.ui.context import Context

_NOW = ""


def moment_choice(context: Context) -> None:
    """What is chosen goes into the address, so that a link shows the same thing to others; nothing before the opening."""
    days, asked = days_to_show(context.opened.campaign, context.now), _asked(context)
    if not days and asked == _NOW:
        return
    labels = context.in_words("moments", lambda: _labels(context, asked, days), asked, days[:1])
    options = [_NOW, *labels]
    of_itself = context.translator._(N_("The demonstration’s evening") if context.opened.campaign.invented else N_("Now"))
    # A list whose words change under the same key gives back the former words, hence the campaign's name in it.
    chosen = st.selectbox(
        context.translator._("Moment shown"),
        options,
        index=options.index(asked),
        format_func=lambda option: labels.get(option, of_itself),
        key=f"as_of_{asked}_{context.opened.campaign.name}",
        width=440,
    )
    if chosen != asked:
        change("as_of", chosen or None)
        st.rerun()


def _asked(context: Context) -> str:
    """What the address names, as it is written; a day in the form of the list's."""
    return context.params.get("as_of", _NOW).strip() if context.moment.is_asked else _NOW


def _labels(context: Context, asked: str, days: tuple[date, ...]) -> Mapping[str, str]:
    """The words of each moment that an address can name: the days; before them, what the address names that is none of them."""
    _, formats = context.translator._, context.translator.formats
    labels = {day.isoformat(): _("Evening of %(day)s", day=formats.date_full(day)) for day in days}
    if asked in labels or asked == _NOW:
        return labels
    is_day = len(asked) == len("2018-02-23")
    words = _("Evening of %(day)s", day=formats.date_full(context.as_of)) if is_day else formats.instant(context.as_of)
    return {asked: words, **labels}
