"""The plan as a Gantt: a table whose rows hold their bar in time, grouped by phase, with today's line through all of them.

Places are shares (0–1) of the stretch of time that is shown. Each state has its own shape and its word beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.icons import icon
from lib.drawing.status import StatusLook
from lib.drawing.templating import drawn, length
from lib.i18n.translator import Translator

_POINT_SHARE = 0.02
"""A bar under a fiftieth of the width is drawn as a lozenge: narrower, it could not be seen."""
_END = 0.9
_WORDS_SHARE = 0.1
"""About the width of a day's words."""

TASK_STATES: Mapping[str, StatusLook] = MappingProxyType(
    {
        "late": StatusLook(N_("Late"), "cross-square", "bad"),
        "under_way": StatusLook(N_("Under way"), "clock", "neutral"),
        "upcoming": StatusLook(N_("To come"), "calendar", "neutral"),
        "done": StatusLook(N_("Finished"), "check-disc", "good"),
    }
)
"""By the ids of the states of a task."""


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A task: `when` and `remark` in words, `state` an id of `TASK_STATES`, its bar from `start` to `end` (both cut to 0–1).

    `start` and `end` None: it lies outside of what is shown. `goes_on`: it has no end.
    """

    name: str
    when: str
    state: str
    start: float | None = None
    end: float | None = None
    goes_on: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class GanttGroup:
    """A phase and its tasks."""

    name: str
    rows: Sequence[GanttRow]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in time and its words."""

    at: float
    words: str


def task_state(state: str, t: Translator) -> Markup:
    """Icon and word of a task's state; KeyError for an id that is not one."""
    look = TASK_STATES[state]
    return drawn("status.html", icon=icon(look.icon), word=t._(look.word), tone=look.tone)


def gantt(groups: Sequence[GanttGroup], t: Translator, *, caption: str, days: Sequence[Mark], today: Mark | None) -> Markup:
    """The drawing; `days` are the ticks of the axis, `today` its line, None when it lies outside."""
    return drawn(
        "gantt.html",
        _=t._,
        caption=caption,
        days=[
            (length(mark.at * 100), _anchor(mark.at), mark.words if _has_room(place, days, today) else "", place % 2)
            for place, mark in enumerate(days)
        ],
        today=None if today is None else (length(today.at * 100), _today_anchor(today.at), today.words),
        groups=[(group.name, [_row(row, t, None if today is None else today.at) for row in group.rows]) for group in groups],
    )


def _row(row: GanttRow, t: Translator, today: float | None) -> dict[str, object]:
    return {
        "name": row.name, "when": row.when, "remark": row.remark, "state": row.state, "status": task_state(row.state, t),
        "bar": _bar(row), "tail": _tail(row, today), "gone": _gone(row, today),
    }  # fmt: skip


def _bar(row: GanttRow) -> dict[str, object] | None:
    if row.start is None or row.end is None:
        return None
    is_point = row.end - row.start < _POINT_SHARE and not row.goes_on
    return {
        "is_point": is_point, "middle": length((row.start + row.end) * 50), "x": length(row.start * 100),
        "width": length(max(row.end - row.start, 0) * 100), "end": length(row.end * 100), "goes_on": row.goes_on,
    }  # fmt: skip


def _gone(row: GanttRow, today: float | None) -> str:
    """How much of a task under way lies behind us."""
    if row.state != "under_way" or row.start is None or row.end is None or today is None:
        return ""
    return length(max(0.0, min(today, row.end) - row.start) * 100)


def _tail(row: GanttRow, today: float | None) -> tuple[str, str] | None:
    """From the day a late task was due to today; from the edge where that day is not shown."""
    if row.state != "late" or today is None:
        return None
    return length((0.0 if row.end is None else row.end) * 100), length(today * 100)


def _has_room(place: int, days: Sequence[Mark], today: Mark | None) -> bool:
    """Whether a day's words meet neither today's line nor, turned back from the right edge, the words before them."""
    at = days[place].at
    is_turned = _anchor(at) == "end"
    if is_turned and place and at - days[place - 1].at < 2 * _WORDS_SHARE:
        return False
    if today is None:
        return True
    gap = today.at - at
    return not (-_WORDS_SHARE < gap <= 0 if is_turned else 0 <= gap < _WORDS_SHARE)


def _anchor(at: float) -> str:
    return "end" if at > _END else "start"


def _today_anchor(at: float) -> str:
    return "end" if at > _END else "start" if at < 1 - _END else "middle"
