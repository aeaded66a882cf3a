"""Retroplanning templates: actions dated relative to the opening, turned into tasks with dates for a campaign.

Day 1 is the campaign's first day, 0 its eve; a template of 90 days ends on day 90, and day 91 is the day after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import floor

from lib.campaign.calendar import Period
from lib.campaign.errors import SettingsError
from lib.campaign.message import N_
from lib.campaign.tables import Row

Words = Mapping[str, str]
"""What something is called in each language, by its short code ("fr", "en")."""
LANGUAGE_CODES = ("fr", "en")


class Fit(Enum):
    """How a template is laid over a campaign of another length."""

    SPREAD = "spread"
    CLIP = "clip"


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a template. `last_day` None: one day; `is_open_ended`: it goes on from its first day.

    `is_from_closing`: where the template is clipped, its days are counted back from the closing.
    """

    id: str
    day: int
    last_day: int | None
    words: Words
    circle: Words
    channel: Words | None
    target_public: Words | None
    is_open_ended: bool = False
    is_from_closing: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A retroplanning: its title and source in words, the days of the campaign that it is written for, its actions."""

    id: str
    title: Words
    source: Words
    day_count: int
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class DatedAction:
    """An action with its dates in one campaign; `id` is the task's, the same whatever the dates and the language."""

    id: str
    action: Action
    starts_on: date
    ends_on: date | None

    def cells(self, language: str) -> Row:
        """The task as a row of `tasks`, in the words of a language; nobody is in charge yet."""
        action = self.action
        return {
            "id": self.id, "name": action.words[language], "starts_on": self.starts_on, "ends_on": self.ends_on,
            "kind": action.circle[language], "channel": action.channel[language] if action.channel else None,
            "target_public": action.target_public[language] if action.target_public else None,
        }  # fmt: skip


def dated(template: Template, period: Period, fit: Fit) -> tuple[DatedAction, ...]:
    """The template's actions with their dates, in the order of time.

    Before the opening and after the closing, days are counted from them. Within, they are spread over the campaign's
    length, or kept as they are and left out where they fall after its closing.
    """
    tried = (_dated(template, action, period, fit) for action in template.actions)
    found = (each for each in tried if each is not None)
    return tuple(sorted(found, key=lambda each: (each.starts_on, each.ends_on or date.max)))


def _dated(template: Template, action: Action, period: Period, fit: Fit) -> DatedAction | None:
    first = _day(action.day, template, period, fit, action)
    last = _day(action.day if action.last_day is None else action.last_day, template, period, fit, action)
    is_inside = 1 <= action.day <= template.day_count
    if is_inside and (first > period.day_count or last < 1):
        return None
    if is_inside and action.last_day is not None and action.last_day <= template.day_count:
        first, last = max(first, 1), min(last, period.day_count)
    ends_on = None if action.is_open_ended else period.day(max(first, last))
    return DatedAction(f"{template.id}-{action.id}", action, period.day(first), ends_on)


def _day(day: int, template: Template, period: Period, fit: Fit, action: Action) -> int:
    """The day's number in the campaign; below 1 before the opening, above its day count after the closing."""
    if day < 1:
        return day
    if day > template.day_count or (fit is Fit.CLIP and action.is_from_closing):
        return day - template.day_count + period.day_count
    if fit is Fit.CLIP or template.day_count == 1:
        return day
    return 1 + floor(Fraction((day - 1) * (period.day_count - 1), template.day_count - 1) + Fraction(1, 2))


def template(parsed: Mapping[str, object], file: str) -> Template:
    """A template from its parsed file; raises SettingsError naming the file and what is wrong in it."""
    try:
        return _Reading(parsed).template()
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(N_("“%(file)s” is not a retroplanning: %(fault)s"), file=file, fault=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Reading:
    """A parsed file being read; whatever is missing or of the wrong kind raises KeyError, TypeError or ValueError."""

    parsed: Mapping[str, object]

    def template(self) -> Template:
        actions = tuple(self._actions())
        ids = [action.id for action in actions]
        if len(set(ids)) < len(ids):
            raise ValueError("two actions have one id")
        return Template(str(self.parsed["id"]), _words(self.parsed["title"]), _words(self.parsed["source"]),
                        _positive(self.parsed["day_count"]), actions)  # fmt: skip

    def _actions(self) -> Iterator[Action]:
        listed = self.parsed["action"]
        if not isinstance(listed, list):
            raise TypeError("action is not a list")
        for each in listed:
            yield self._action(_table(each))

    def _action(self, each: Mapping[str, object]) -> Action:
        last_day = None if each.get("last_day") is None else _whole(each["last_day"])
        first = _whole(each["day"])
        if last_day is not None and last_day < first:
            raise ValueError(f"{each['id']} ends before it starts")
        return Action(
            id=str(each["id"]), day=first, last_day=last_day, words=_words(each),
            circle=self._named("circles", each["circle"]),
            channel=self._named("channels", each["channel"]) if "channel" in each else None,
            target_public=self._named("publics", each["public"]) if "public" in each else None,
            is_open_ended=bool(each.get("open_ended", False)), is_from_closing=bool(each.get("from_closing", False)),
        )  # fmt: skip

    def _named(self, table: str, name: object) -> Words:
        return _words(_table(self.parsed[table])[str(name)])


def _words(value: object) -> Words:
    table = _table(value)
    return {code: str(table[code]) for code in LANGUAGE_CODES}


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not a table")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _positive(value: object) -> int:
    number = _whole(value)
    if number < 1:
        raise ValueError("day_count is below 1")
    return number
