"""The parts of the page on contributions: figures, days, hours and sizes, origins, biggest days."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from lib.campaign.message import N_, Money, Share
from lib.drawing.columns import bars, columns
from lib.drawing.frame import section_head, way
from lib.drawing.ledger import Line, ledger
from lib.drawing.notice import empty_state
from lib.drawing.table import Header, table
from lib.drawing.templating import joined
from lib.services.analyses.answers import giving_answer
from lib.services.analyses.giving import Giving, giving
from lib.services.naming import deeds_text, on_one_line, source_name
from lib.ui import parts
from lib.ui.address import link
from lib.ui.charts import daily_chart
from lib.ui.context import Context, context
from lib.ui.contributions.giving_words import (
    brought_text,
    day_columns,
    days_sentence,
    group_columns,
    hour_columns,
    hours_sentence,
    money_sentence,
    newcomers_sentence,
    size_columns,
    sizes_sentence,
)
from lib.ui.drawn import drawn
from lib.ui.readings import readings

_EXPLORE = "explore"
"""The address's parameter that asks for the interactive chart: its library is 4.7 MB, so nobody gets it unasked."""


def _seen(page: Context) -> Giving:
    return page.shared("giving", lambda: giving(page.store, page.opened, page.view))


def figures() -> None:
    """What was collected, from how many people, and whether they were thanked; what to import where nothing is known."""
    page = context()
    if _seen(page).is_empty:
        _nothing(page)
        return
    parts.answer(giving_answer(page.view.figures, page.view.campaign.currency, page.translator))
    left, right = st.columns(2, gap="medium")
    with left:
        drawn(page.in_words("giving-figures", lambda: ledger(_lines(page))), "giving-figures")
    with right:
        readings(page, "thanks", page.translator._("Thank-yous"), ("thanked_within_24h",))


def _nothing(page: Context) -> None:
    """Three ways of having no contribution: not opened yet, only a platform's total, nothing at all."""
    _, figures, period = page.translator._, page.view.figures, page.view.campaign.period
    if figures.from_platform:
        title = _(
            "Only the platform’s total is known: %(amount)s", amount=Money(figures.gross_cents, page.view.campaign.currency)
        )
    elif page.as_of < period.opens_at:
        title = _("The campaign opens on %(day)s", day=period.first_day)
    else:
        title = _("No contribution yet")
    text = _("Import the platform’s export of contributions, or a table with their date, amount and status.")
    drawn(empty_state(title, text, href=page.link("data"), link=_("Bring data in")), "no-contribution")


def _lines(page: Context) -> list[Line]:
    _, found, formats = page.translator._, page.view.figures, page.translator.formats
    currency = page.view.campaign.currency
    lines = [
        Line(_("Collected"), formats.money(found.gross_cents, currency)),
        Line(_("Contributions"), formats.count(found.contributions or 0)),
        Line(_("Contributors"), formats.count(found.contributors or 0)),
    ]
    for name, cents in (
        (_("Median contribution"), found.median_contribution_cents),
        (_("Mean contribution"), found.mean_contribution_cents),
    ):
        if cents is not None:
            lines.append(Line(name, formats.money(cents, currency)))
    for name, cents in ((_("Pending"), found.pending_cents), (_("Withdrawn contributions"), found.withdrawn_cents)):
        if cents:
            lines.append(Line(name, formats.money(cents, currency), note=_("not in the total")))
    return lines


def by_day() -> None:
    """Every day of the campaign, drawn on the server, with the way to explore it."""
    page = context()
    seen = _seen(page)
    if seen.is_empty:
        return
    asked = {**page.params, **st.query_params.to_dict(), _EXPLORE: "1"}
    explore = way(
        page.translator._("Explore the days, with what was done on each"), link("contributions", asked, "explored").lstrip("/")
    )
    drawn(joined(page.in_words("giving-by-day", lambda: _days(page, seen)), explore), "giving-by-day")


def explored_days() -> None:
    """The days in a chart library, with their numbers as a table, when the address asks for it."""
    page = context()
    if st.query_params.get(_EXPLORE) and not _seen(page).is_empty:
        parts.section("explored", N_("The days, explored"))
        _explored(page)


@st.fragment
def _explored(page: Context) -> None:
    daily_chart(page, _seen(page).days)


def _days(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    in_full = _("In full colour, the days on which something was done besides posts.")
    sentence = f"{days_sentence(page, seen)} {in_full}"
    return section_head(_("Day by day"), anchor="days") + columns(
        day_columns(page, seen), page.translator, name=_("Collected by day"), sentence=sentence.strip(),
        label_header=_("Day"), value_header=_("Collected"), quiet_rest=True)  # fmt: skip


def by_hour_and_size() -> None:
    """When in the day people give, and how much."""
    page = context()
    seen = _seen(page)
    if seen.is_empty:
        return
    parts.section("when-and-how-much", N_("When, and how much"))
    left, right = st.columns(2, gap="medium")
    with left:
        drawn(page.in_words("giving-hours", lambda: _hours(page, seen)), "giving-hours")
    with right:
        drawn(page.in_words("giving-sizes", lambda: _sizes(page, seen)), "giving-sizes")


def _hours(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    return columns(hour_columns(page, seen), page.translator, name=_("By hour of the day"), sentence=hours_sentence(page, seen),
                   label_header=_("Hour"), value_header=_("Contributions"))  # fmt: skip


def _sizes(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    return bars(size_columns(page, seen), name=_("By size"), sentence=sizes_sentence(page, seen),
                label_header=_("Amount"), value_header=_("Contributions, and share of the money"))  # fmt: skip


def by_origin() -> None:
    """Through what people came, for which reward, and who came back."""
    page = context()
    seen = _seen(page)
    if seen.is_empty:
        return
    parts.section("through-what", N_("Through what"), page.in_words("giving-back", lambda: newcomers_sentence(page, seen)))
    left, right = st.columns(2, gap="medium")
    with left:
        drawn(page.in_words("giving-sources", lambda: _sources(page, seen)), "giving-sources")
        drawn(page.in_words("giving-rewards", lambda: _rewards(page, seen)), "giving-rewards")
    with right:
        drawn(page.in_words("giving-media", lambda: _media(page, seen)), "giving-media")
    st.caption(
        page.translator._(
            "Groups with fewer than five people are together under “Others”, so that no line tells what one person gave."
        )
    )


def _sources(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    drawn_groups = group_columns(page, seen.sources, _("Source not known"), lambda label: source_name(label, page.translator))
    return bars(drawn_groups, name=_("By source"), sentence=money_sentence(page, seen.sources, drawn_groups),
                label_header=_("Source"), value_header=_("Money, and its share"))  # fmt: skip


def _media(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    drawn_groups = group_columns(page, seen.media, _("Medium not known"), lambda label: source_name(label, page.translator))
    sentence = money_sentence(page, seen.media, drawn_groups)
    return bars(drawn_groups, name=_("By medium: post, newsletter, ally"), sentence=sentence,
                label_header=_("Medium"), value_header=_("Money, and its share"))  # fmt: skip


def _rewards(page: Context, seen: Giving) -> Markup:
    _ = page.translator._
    drawn_groups = group_columns(page, seen.rewards, _("No reward"), lambda label: label)
    return bars(drawn_groups, name=_("By reward"), sentence=money_sentence(page, seen.rewards, drawn_groups),
                label_header=_("Reward"), value_header=_("Money, and its share"))  # fmt: skip


def biggest_days() -> None:
    """The five biggest days, what was done on them and what each brought."""
    page = context()
    seen = _seen(page)
    if seen.is_empty:
        return
    parts.section(
        "biggest-days", N_("The biggest days"), page.in_words("giving-biggest-sentence", lambda: _biggest_sentence(page, seen))
    )
    drawn(page.in_words("giving-biggest", lambda: _biggest(page, seen)), "giving-biggest")
    st.caption(
        page.translator._(
            "In the 24 hours after: the contributions from midnight of that day on, less the average of the three days "
            "before. What was done on the same day cannot be told apart."
        )
    )


def _biggest_sentence(page: Context, seen: Giving) -> str:
    if not seen.biggest:
        return ""
    return page.translator.ngettext(
        "%(count)s day brought %(share)s of the money.",
        "%(count)s days brought %(share)s of the money.",
        len(seen.biggest),
        share=Share(seen.biggest_share),
    )


def _biggest(page: Context, seen: Giving) -> Markup:
    _, formats, currency = page.translator._, page.translator.formats, page.view.campaign.currency
    rows = [
        (on_one_line(f"{formats.weekday_short(day.day)} {formats.day_month(day.day)}"),
         formats.money(day.counted_cents, currency), formats.count(day.contributions),
         deeds_text(day.deeds, page.translator), brought_text(page, day.brought))
        for day in seen.biggest
    ]  # fmt: skip
    done, brought = Header(_("What was done"), wide=True), Header(_("In the 24 hours after"), numeric=True)
    headers = (_("Day"), Header(_("Collected"), numeric=True), Header(_("Contributions"), numeric=True), done, brought)
    return table(headers, rows, caption=_("The biggest days"), caption_hidden=True)
