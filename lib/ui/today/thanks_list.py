"""Whom to thank, with the text ready: names and e-mails are read at each run, for who may see people, and never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from lib.drawing.work import Letter, letter
from lib.i18n.language import LANGUAGES, language
from lib.i18n.translator import Translator
from lib.services.daily.acting import thank
from lib.services.daily.thanking import SHOWN_AT_MOST, Waiting, first_name, thank_you, waiting
from lib.services.persons.mailing import THANKING_NEEDS_NONE
from lib.ui import choices, parts
from lib.ui.access import may_see_people
from lib.ui.act_forms import act_on_ticked
from lib.ui.actions import act
from lib.ui.context import Context
from lib.ui.copying import copying
from lib.ui.editing.cell_words import readable
from lib.ui.literal import literal


def thanks_list(page: Context, as_of: datetime, *, late: bool) -> None:
    """The contributions that wait, the oldest first, each with its text; then what notes them as thanked."""
    found = waiting(page.store, page.opened, as_of, personal=may_see_people(page), late=late)
    shown = found[:SHOWN_AT_MOST]
    if not shown:
        return
    if may_see_people(page):
        parts.say("thanks-consent", "info", page.translator.sentence(THANKING_NEEDS_NONE))
    writer = _writer(page)
    with st.form("form-thanks", border=False):
        for who in shown:
            with st.container(key=f"thanks-{who.row.pk}", gap=None):
                st.checkbox(literal(_label(page, who)), key=f"thank-{who.row.pk}")
                copying(letter(_letter(page, who, as_of, writer), page.translator), f"letter-{who.row.pk}")
        _buttons(page, shown)
    if len(found) > len(shown):
        parts.say("thanks-more", "info", page.translator._("The first %(count)s are shown; the others follow.", count=len(shown)))


def _writer(page: Context) -> Translator:
    """The language of the texts: the campaign's own first, whatever that of the page."""
    own = language(page.opened.campaign.language)
    options = {each.short: each.name for each in sorted(LANGUAGES, key=lambda each: each != own)}
    asked = choices.one_of("texts", page.translator._("Language of the texts"), options, width_px=220)
    return Translator(language(asked), page.opened.campaign.period.zone)


def _label(page: Context, who: Waiting) -> str:
    return readable(who.name, page.translator) if who.name else page.translator._("Contribution %(number)s", number=who.number)


def _letter(page: Context, who: Waiting, as_of: datetime, writer: Translator) -> Letter:
    _, formats = page.translator._, page.translator.formats
    text = thank_you(who, page.opened.campaign, writer)
    name = first_name(who.name)
    left = formats.duration(who.deadline - as_of)
    is_late = who.deadline < as_of
    facts = [formats.money(who.amount_cents, page.opened.campaign.currency), formats.instant_short(who.contributed_at)]
    return Letter(
        facts=facts + ([who.reward] if who.reward else []),
        deadline=_("%(length)s late", length=left) if is_late else _("%(length)s left", length=left),
        is_late=is_late,
        text=text.body,
        mailto=text.mailto(who.email),
        write=_("Write to %(name)s", name=name) if name else _("Write by e-mail"),
    )


def _buttons(page: Context, shown: Sequence[Waiting]) -> None:
    _, rows = page.translator._, [who.row for who in shown]
    with st.container(horizontal=True):
        st.form_submit_button(_("Those ticked are thanked"), type="primary", key="thank-ticked", on_click=act_on_ticked,
                              args=(rows, "thank", thank))  # fmt: skip
        if len(rows) > 1:
            everybody = page.translator.ngettext("All %(count)s are thanked", "All %(count)s are thanked", len(rows))
            st.form_submit_button(everybody, key="thank-all", on_click=act, args=(lambda hand: thank(hand, rows),))
