"""The small forms of the daily check: a few labelled fields and one button, which notes what was typed in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from lib.campaign.message import N_
from lib.campaign.tables import POSTS, TABLES_BY_NAME, Table
from lib.campaign.tallies import DAILY_MINUTES
from lib.campaign.work import RowRef
from lib.services.daily.acting import Done, Hand, give_responsibility, note_member_reshares
from lib.services.daily.today import member_names
from lib.services.edits.noting import enter_counts, identify_person, log_minutes, note_news, note_reshare, read_total
from lib.services.edits.typed_rows import Said
from lib.ui import parts, state
from lib.ui.access import may_see_people
from lib.ui.actions import act
from lib.ui.context import Context, context
from lib.ui.editing.cell_words import choice_names
from lib.ui.literal import literal
from lib.ui.names import column_title

_WIDTH_PX, _NUMBER_PX = 460, 150
_COUNTS = ("shares", "reactions", "comments", "reach", "clicks")
Noting = Callable[[Hand, Said], Done]


def counts_form(post: RowRef) -> None:
    """The counts of a post as its platform shows them now; what is left empty is unknown."""
    _form("post_counts", _COUNTS, lambda hand, said: enter_counts(hand, post, said, _title), side_by_side=True)


def total_form() -> None:
    """What the platform shows now."""
    _form("platform_totals", ("amount_raised", "contributors", "fans", "news"),
          lambda hand, said: read_total(hand, said, _title), side_by_side=True)  # fmt: skip


def minutes_form(missing: int = DAILY_MINUTES) -> None:
    """Minutes of communication; today, unless another day is typed."""
    names = ("minutes", "channel", "what", *(("member",) if may_see_people(context()) else ()))
    _form("communication_log", names, lambda hand, said: log_minutes(hand, said, _title), {"minutes": str(missing)})


def news_form() -> None:
    """A news item that is on the campaign page now."""
    _form("news", ("title", "url"), lambda hand, said: note_news(hand, said, _title))


def person_form() -> None:
    """Somebody who will give on day 1."""
    _form("first_day", ("name", "email"), lambda hand, said: identify_person(hand, said, _title))


def reshare_form() -> None:
    """A re-share by a contributor; it says whether somebody gave, so that it is for who may see people."""
    page = context()
    if not may_see_people(page):
        _closed(page, "reshare")
        return

    def note(hand: Hand, said: Said) -> Done:
        return note_reshare(hand, {name: said[name] for name in ("platform", "evidence", "url")}, said["who"], _title)

    label = {"who": page.translator._("E-mail or contribution number")}
    _form("reshares", ("who", "platform", "evidence", "url"), note, labels=label, chosen=("platform", POSTS))


def responsibility_form(rows: Sequence[RowRef]) -> None:
    """What a member takes charge of."""
    page = context()
    if not may_see_people(page):
        _closed(page, "responsibility")
        return
    names = member_names(page.store, page.opened, rows)
    with st.form("form-responsibility", border=False, width=_WIDTH_PX):
        st.selectbox(page.translator._("Member"), range(len(names)), format_func=lambda place: names[place][1],
                     key="responsibility-member")  # fmt: skip
        st.text_input(column_title("responsibility", page.translator), key="responsibility-what")
        st.form_submit_button(page.translator._("Note it"), type="primary", key="responsibility-note",
                              on_click=_give_responsibility, args=([row for row, _name in names],))  # fmt: skip


def _give_responsibility(rows: Sequence[RowRef]) -> None:
    row = rows[state.kept("responsibility-member", int) or 0]
    act(lambda hand: give_responsibility(hand, [row], state.kept("responsibility-what", str) or ""))


def member_reshares_form(rows: Sequence[RowRef]) -> None:
    """Which members have re-shared meanwhile."""
    page = context()
    if not may_see_people(page):
        _closed(page, "members")
        return
    names = member_names(page.store, page.opened, rows)
    with st.form("form-members", border=False, width=_WIDTH_PX):
        for row, name in names:
            st.checkbox(literal(name), key=f"member-{row.pk}")
        st.form_submit_button(page.translator._("Note them as re-sharing"), type="primary", key="members-note",
                              on_click=act_on_ticked, args=(rows, "member", note_member_reshares))  # fmt: skip


def act_on_ticked(rows: Sequence[RowRef], prefix: str, action: Callable[[Hand, Sequence[RowRef]], Done]) -> None:
    """Act on the rows whose box is ticked; nothing happens where none is."""
    ticked = [row for row in rows if state.kept(f"{prefix}-{row.pk}", bool)]
    if ticked:
        act(lambda hand: action(hand, ticked))


def _closed(page: Context, key: str) -> None:
    parts.say(f"closed-{key}", "info", page.translator._("This is for those who may see names and e-mails."))


def _form(table_name: str, names: Sequence[str], action: Noting, start: Mapping[str, str] | None = None, *,
          labels: Mapping[str, str] | None = None, chosen: tuple[str, Table] | None = None,
          side_by_side: bool = False) -> None:  # fmt: skip
    """Fields called after columns of a table, or by a label of their own; `chosen` is one to choose as in another table."""
    page, table = context(), TABLES_BY_NAME[table_name]
    options = {column.name: choice_names(table, column, page.translator) for column in table.columns}
    if chosen is not None:
        options[chosen[0]] = choice_names(chosen[1], chosen[1].column(chosen[0]), page.translator)
    with st.form(f"form-{table_name}", border=False, width="stretch" if side_by_side else _WIDTH_PX):
        with st.container(horizontal=side_by_side, vertical_alignment="bottom"):
            for name in names:
                label = (labels or {}).get(name) or column_title(name, page.translator)
                width = _NUMBER_PX if side_by_side else "stretch"
                _field(f"{table_name}-{name}", label, options.get(name, {}), (start or {}).get(name, ""), width)
        st.form_submit_button(page.translator._(N_("Note it")), type="primary", key=f"{table_name}-note",
                              on_click=_noted, args=(table_name, tuple(names), action))  # fmt: skip


def _field(key: str, label: str, options: Mapping[str, str], start: str, width: int | str) -> None:
    if options:
        st.selectbox(label, list(options), format_func=options.__getitem__, key=key)
    else:
        st.text_input(label, value=start, key=key, width=width)  # type: ignore[arg-type]


def _noted(table_name: str, names: Sequence[str], action: Noting) -> None:
    said = {name: state.kept(f"{table_name}-{name}", str) or "" for name in names}
    act(partial(_as_noted, action, said))


def _as_noted(action: Noting, said: Said, hand: Hand) -> Done:
    return action(hand, said)


def _title(name: str) -> str:
    return column_title(name, context().translator)
