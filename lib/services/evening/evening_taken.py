"""Step 5 drawn: what was taken on since the evening began; with names for the presenter's page, never for phones."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lib.campaign.plan import PlanTask
from lib.drawing.evening import Entry, Panel, panels
from lib.services.daily.addresses import without_addresses
from lib.services.evening.commitments import commitments, people_committed
from lib.services.evening.evening import Evening
from lib.services.evening.evening_steps import Seen
from lib.services.naming import on_one_line


def commitments_taken(seen: Seen, led: Evening | None, *, names: bool = False, is_over: bool = False) -> Markup:
    """The list, the last one first, as the room saw it typed; `names` says who. Without an evening there is none.

    `is_over`: it is that of the last evening, for who comes back to it.
    """
    t = seen.translator
    title = t._("Taken on at the last evening") if is_over and led is not None else t._("Taken on this evening")
    if led is None:
        return panels((Panel(title, empty=t._("The list begins with the evening: what is taken on is then written here.")),))
    taken = commitments(seen.store, seen.opened, led, personal=names)
    if not taken:
        said = t._("Nothing was taken on.") if is_over else t._("Nothing yet: who takes the first one?")
        return panels((Panel(title, empty=said),))
    people = people_committed(seen.store, seen.opened, led)
    entries = [_entry(task, seen) for task in reversed(taken)]
    return panels((Panel(title, entries, t.formats.count(len(taken)), _summary(taken, people, seen)),))


def _summary(taken: Sequence[PlanTask], people: int, seen: Seen) -> str:
    t = seen.translator
    what = t.ngettext("commitment", "commitments", len(taken))
    return t.ngettext("%(what)s, by %(count)s person", "%(what)s, by %(count)s people", people, what=what)


def _entry(task: PlanTask, seen: Seen) -> Entry:
    t = seen.translator
    by = t._("by %(day)s", day=on_one_line(t.formats.day_month(task.due_on)))
    what = without_addresses(task.name)
    return Entry(what, f"{task.owner}, {by}" if task.owner else by)
