"""What is taken on there and then, in the room: each is a task of the plan, and a member's responsibility where it is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lib.campaign.errors import UseError
from lib.campaign.message import N_, say
from lib.campaign.plan import PlanTask
from lib.campaign.tables import Row
from lib.campaign.work import RowRef
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign
from lib.services.daily.acting import Done, Hand, edited_row
from lib.services.evening.evening import Evening
from lib.services.naming import spaced_once
from lib.services.plan.planning import add_task, campaign_language, plan
from lib.store.cells import folded
from lib.store.engine import Store
from lib.store.queries.lists import table_page
from lib.store.rows import StoredRow

PREFIX = "evening-"
"""How the ids of these tasks begin; the evening's number and theirs follow."""
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who takes what on, by which day; `is_responsibility`: it is this member's communication responsibility too."""

    who: str
    what: str
    due_on: date
    is_responsibility: bool = False


def commit(hand: Hand, led: Evening, taken: Commitment) -> Done:
    """Write a commitment into the plan, in one transaction that can be undone.

    Raises UseError when who or what is not said, when an e-mail address is typed (the page is projected), when the day is gone
    by, and when a responsibility is nobody's who is a member.
    """
    who, what = spaced_once(taken.who), spaced_once(taken.what)
    _refuse(hand, who, what, taken.due_on)
    with hand.store.writing():
        entries = add_task(hand, _task(hand, led, who, what, taken.due_on))
        if taken.is_responsibility:
            entries += _responsibility(hand, who, what)
    return Done(say(N_("%(who)s takes it on by %(day)s: it is in the plan."), who=who, day=taken.due_on), entries)


def commitments(store: Store, opened: OpenCampaign, led: Evening, *, personal: bool = False) -> tuple[PlanTask, ...]:
    """What was taken on since the evening began, in that order; `owner` is None without `personal`."""
    prefix = _prefix(led)
    found = [task for task in plan(store, opened, personal=personal) if task.id.startswith(prefix)]
    return tuple(sorted(found, key=lambda task: task.row.pk if task.row else 0))


def people_committed(store: Store, opened: OpenCampaign, led: Evening) -> int:
    """How many different people took something on; nobody's name comes out."""
    return len({folded(task.owner) for task in commitments(store, opened, led, personal=True) if task.owner})


def _prefix(led: Evening) -> str:
    return f"{PREFIX}{led.number}-"


def _refuse(hand: Hand, who: str, what: str, due_on: date) -> None:
    if not who or not what:
        raise UseError(N_("Say who takes it on, and what it is."))
    if "@" in who + what:
        raise UseError(N_("Names only: this page is projected, so it takes no e-mail address."))
    if due_on < hand.today:
        raise UseError(N_("This day is gone by: choose today or a later day."))


def _task(hand: Hand, led: Evening, who: str, what: str, due_on: date) -> Row:
    translator = Translator(language(campaign_language(hand.opened)), hand.opened.campaign.period.zone)
    taken = [task.id for task in plan(hand.store, hand.opened) if task.id.startswith(_prefix(led))]
    number = max((_number(each) for each in taken), default=0) + 1
    return {"id": f"{_prefix(led)}{number}", "name": what, "starts_on": hand.today, "ends_on": due_on, "owner": who,
            "kind": translator._(N_("evening’s commitment"))}  # fmt: skip


def _number(task_id: str) -> int:
    last = task_id.rpartition("-")[2]
    return int(last) if last.isdecimal() else 0


def _responsibility(hand: Hand, who: str, what: str) -> tuple[int, ...]:
    """The member's row with one responsibility more; the day on which the first one was planned stays."""
    row = _member(hand, who)
    before, planned_on = row.cells["responsibility"], row.cells["responsibility_planned_on"]
    changes: Row = {
        "responsibility": f"{before}; {what}" if before else what,
        "responsibility_planned_on": planned_on if before and planned_on else hand.today,
    }
    return edited_row(hand, RowRef("members", row.pk, row.version), changes)


def _member(hand: Hand, who: str) -> StoredRow:
    rows = table_page(hand.store, hand.opened.id, "members", personal=True, limit=_MANY).rows
    found = [row for row in rows if folded(str(row.cells["name"])) == folded(who)]
    if not found:
        raise UseError(N_("No member is called “%(name)s”. Untick the box, or add this person on the page Mobilisation first."),
                       name=who)  # fmt: skip
    return found[0]
