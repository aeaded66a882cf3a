"""What is done from the daily check: each action is one transaction, listed in the journal, and can be undone at once.

A row is changed from the version that was read: when somebody else changed it meanwhile, EditConflict says so and
nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lib.campaign.calendar import local_day
from lib.campaign.errors import UseError
from lib.campaign.message import N_, Message, say, say_many
from lib.campaign.tables import Row
from lib.campaign.work import RowRef, Work
from lib.campaign.worklist import aside_until
from lib.services.campaigns import OpenCampaign
from lib.services.daily.today import ASIDE, Today
from lib.store.changes.edits import edit_row
from lib.store.changes.journal import journal, undo_entry
from lib.store.engine import Store
from lib.store.kept import forget, keep

ASK_AGAIN_DAYS = 3
"""When an ally who was reminded is reminded again."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, in a sentence; `entries` of the journal, oldest first, and what was set aside take it back."""

    said: Message
    entries: tuple[int, ...] = ()
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when, and in which campaign: what every action needs."""

    store: Store
    opened: OpenCampaign
    at: datetime
    who: str

    @property
    def today(self) -> date:
        """The local day of the action."""
        return local_day(self.at, self.opened.campaign.period.zone)


def thank(hand: Hand, rows: Sequence[RowRef]) -> Done:
    """Note contributions as thanked now, all of them or none."""
    entries = _edited(hand, rows, {"thanked_at": hand.at, "thanked_by": hand.who})
    return Done(say_many(N_("%(count)s contribution is noted as thanked."), N_("%(count)s contributions are noted as thanked."),
                         len(rows)), entries)  # fmt: skip


def tick_task(hand: Hand, rows: Sequence[RowRef]) -> Done:
    """Note tasks as done today."""
    return Done(say(N_("The task is noted as done.")), _edited(hand, rows, {"done_on": hand.today}))


def mark_relay(hand: Hand, rows: Sequence[RowRef], wave: str) -> Done:
    """Note that allies relayed the launch (`launch`) or the closing (`closing`) today."""
    return Done(say(N_("The relay is noted.")), _edited(hand, rows, {f"{wave}_relayed_on": hand.today}))


def postpone_step(hand: Hand, rows: Sequence[RowRef]) -> Done:
    """Note that allies were reminded: their next step is in three days."""
    day = hand.today + timedelta(days=ASK_AGAIN_DAYS)
    return Done(say(N_("This ally will be in the list again on %(day)s."), day=day), _edited(hand, rows, {"next_step_on": day}))


def finish_step(hand: Hand, rows: Sequence[RowRef]) -> Done:
    """Note that the next step with allies is done; there is none until somebody writes one down."""
    return Done(say(N_("The step is noted as done.")), _edited(hand, rows, {"next_step": None, "next_step_on": None}))


def note_member_reshares(hand: Hand, rows: Sequence[RowRef]) -> Done:
    """Note that members re-shared, today for the first time."""
    return Done(say_many(N_("%(count)s member is noted as re-sharing."), N_("%(count)s members are noted as re-sharing."),
                         len(rows)), _edited(hand, rows, {"first_reshare_on": hand.today}))  # fmt: skip


def give_responsibility(hand: Hand, rows: Sequence[RowRef], responsibility: str) -> Done:
    """Note what members take charge of, planned today; raises UseError when it is not said."""
    if not responsibility.strip():
        raise UseError(N_("Say what the responsibility is."))
    changes: Row = {"responsibility": responsibility, "responsibility_planned_on": hand.today}
    return Done(say(N_("The responsibility is noted.")), _edited(hand, rows, changes))


def set_aside(hand: Hand, work: Work, seen: Today) -> Done:
    """Put a line of the worklist away until another day; no figure depends on it, so the journal does not list it."""
    until = aside_until(work, seen.situation)
    kept = {"at": hand.at.isoformat(), "until": until.isoformat(), "who": hand.who}
    keep(hand.store, hand.opened.id, ASIDE + work.key, kept, at=hand.at)
    return Done(say(N_("Set aside.")), aside=work.key)


def bring_back(hand: Hand, work: Work) -> Done:
    """Put a line that was set aside into the worklist again."""
    forget(hand.store, hand.opened.id, ASIDE + work.key)
    return Done(say(N_("Back in the list.")))


def undo(hand: Hand, done: Done) -> Done:
    """Take an action back, all of it; raises UndoRefused when one of its rows was changed since."""
    with hand.store.writing():
        for entry in reversed(done.entries):
            undo_entry(hand.store, hand.opened.id, entry, at=hand.at, who=hand.who)
        if done.aside:
            forget(hand.store, hand.opened.id, ASIDE + done.aside)
    return Done(say(N_("Undone.")))


def _edited(hand: Hand, rows: Sequence[RowRef], changes: Row) -> tuple[int, ...]:
    """The entries of the journal for rows that were changed in one transaction."""
    with hand.store.writing():
        return tuple(entry for row in rows for entry in edited_row(hand, row, changes))


def edited_row(hand: Hand, row: RowRef, changes: Row) -> tuple[int, ...]:
    """The journal's entry for a row that was changed; none when it said all that already."""
    edited = edit_row(hand.store, hand.opened.id, row.table, row.pk, row.version, changes, at=hand.at, who=hand.who)
    return latest_entry(hand, row.table, row.pk) if edited.version != row.version else ()


def latest_entry(hand: Hand, table: str, pk: int) -> tuple[int, ...]:
    """The journal's entry for the last change of a row."""
    return tuple(entry.pk for entry in journal(hand.store, hand.opened.id, table=table, row_pk=pk, limit=1))
