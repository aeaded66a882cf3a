"""The whole screen in words: scenes, what turns and how fast, the data's own hour, the address, the party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType

from lib.campaign.calendar import local_day
from lib.campaign.message import N_
from lib.drawing.screen import Figure, Party, ScreenWords
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.kpis.reading import Reading, Status
from lib.services.screen.celebrating import IN_HAND, Notice
from lib.services.screen.screen import ScreenFacts
from lib.services.screen.screen_money import MoneyWords
from lib.services.screen.screen_setup import ACTIONS, LONGEST_ACTION

_SCHEME = re.compile(r"^https?://(www\.|[a-z]{2}\.)?", re.IGNORECASE)
_LONGEST_ADDRESS = 44
_LABELS: Mapping[str, str] = MappingProxyType({
    "ambassador_rate": N_("contributors have re-shared"),
    "members_resharing": N_("members have re-shared"),
    "relay_closing": N_("people reached at the closing"),
    "relay_launch": N_("people reached at the launch"),
    "thanked_within_24h": N_("contributions thanked in a day"),
    "news": N_("news published"),
    "daily_communication": N_("days with 30 minutes online"),
    "members_with_responsibility": N_("members have a responsibility"),
    "members_briefed": N_("members have been briefed"),
    "first_day_contributors": N_("first contributors are known"),
})  # fmt: skip
"""KPIs that are said as "12 of 48", with what is counted, in two short lines; the scene shows the first three that are known."""
_PARTY_TITLES: Mapping[Fraction, str] = MappingProxyType({
    Fraction(1, 4): N_("A quarter of the goal!"), Fraction(1, 2): N_("Halfway!"),
    Fraction(3, 4): N_("Three quarters of the goal!"), Fraction(1): N_("The goal is reached!"),
})  # fmt: skip
_IN_ITS_COURSE = (
    "ambassador_rate", "members_resharing", "relay_closing", "relay_launch", "news", "thanked_within_24h", "daily_communication",
)  # fmt: skip
_BEFORE = ("members_with_responsibility", "first_day_contributors", "members_briefed", "relay_launch")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the screen is wanted: what the address says, else what was set up. `refresh_seconds` 0: it never asks again."""

    scenes: tuple[str, ...]
    theme: str
    rotation_seconds: int
    refresh_seconds: int
    actions: tuple[str, ...]


def screen_words(
    facts: ScreenFacts, wanted: Wanted, notice: Notice | None, t: Translator, *, failing_since: datetime | None = None
) -> ScreenWords:
    """Everything the screen says, ready to draw.

    `notice` is the milestone to celebrate now; `failing_since` when a live source stopped answering.
    """
    money, campaign = MoneyWords(facts, t), facts.view.campaign
    figure, caption = money.hero()
    movement, actions = movement_figures(facts, t), wanted.actions or tuple(_cut(title) for title in facts.titles[:ACTIONS])
    scenes = _scenes(wanted.scenes, has_movement=bool(movement), has_actions=bool(actions))
    data, data_icon = _data(facts, t, failing_since)
    return ScreenWords(
        language=t.language.html,
        theme=wanted.theme,
        zone=campaign.period.zone.key,
        clock="24" if t.language == FRENCH else "12",
        refresh_seconds=wanted.refresh_seconds,
        rotation_seconds=wanted.rotation_seconds if len(scenes) > 1 else 0,
        scenes=scenes,
        title=campaign.title,
        day=_day(facts, t),
        figure=figure,
        caption=caption,
        bar=money.bar(),
        figures=money.three(),
        line=money.line(),
        movement=movement,
        next_title=t._("What we do next"),
        actions=actions,
        nothing=t._("Nothing has been noted yet."),
        data=data,
        data_icon=data_icon,
        offline=t._("offline since {time}"),
        paused=t._("paused"),
        address="" if failing_since else _short(campaign.url),
        url=campaign.url,
        qr_name=t._("The campaign’s page, to be read by a phone"),
        party=_party(notice, money, t),
        keys_title=t._("Keys"),
        keys=tuple(_keys(t)),
    )


def movement_figures(facts: ScreenFacts, t: Translator) -> tuple[Figure, ...]:
    """Three KPIs at most, as so many out of so many; those of which something is known, begun before those at nothing yet."""
    order = _BEFORE if facts.view.figures.as_of < facts.view.campaign.period.opens_at else _IN_ITS_COURSE
    readings = [reading for name in order if (reading := facts.view.reading(name)) is not None]
    found = [figure for reading in readings if (figure := _figure(reading, t)) is not None]
    begun = [figure for figure in found if figure.share]
    return tuple((begun + [figure for figure in found if not figure.share])[:3])


def _figure(reading: Reading, t: Translator) -> Figure | None:
    """A rate by its two numbers, a count beside its target; None where nothing was noted, or not one is done of none."""
    measure = reading.measure
    done, of = measure.numerator, measure.denominator
    if done is None and measure.denominator is None and measure.value is not None:
        done, of = int(measure.value), int(reading.target)
    if done is None or not of:
        return None
    label, share = t._(_LABELS[reading.kpi.id]), Fraction(done, of)
    return Figure(t.formats.count(done), label, t._("of %(all)s", all=t.formats.count(of)), share)


def _scenes(asked: tuple[str, ...], *, has_movement: bool, has_actions: bool) -> tuple[str, ...]:
    """Those asked for; of several, those that have something to say."""
    says = {"money": True, "movement": has_movement, "next": has_actions}
    telling = tuple(scene for scene in asked if says[scene])
    return asked if len(asked) == 1 else telling or asked[:1]


def _day(facts: ScreenFacts, t: Translator) -> str:
    figures, period = facts.view.figures, facts.view.campaign.period
    day = t.formats.date_long(figures.as_of)
    if figures.as_of < period.opens_at:
        return day
    if figures.as_of >= period.closes_at:
        return t._("closed on %(day)s", day=period.last_day)
    if not figures.days_left:
        return t._("%(day)s, last day", day=day)
    return t.ngettext("%(day)s, %(count)s day left", "%(day)s, %(count)s days left", figures.days_left, day=day)


def _data(facts: ScreenFacts, t: Translator, failing_since: datetime | None) -> tuple[str, str]:
    """Of when the data are, and the icon of what is wrong with that."""
    words, icon = _data_hour(facts, t)
    if failing_since is None:
        return words, icon
    return t._("%(data)s, source offline since %(time)s", data=words, time=t.formats.time(failing_since)), "clock"


def _data_hour(facts: ScreenFacts, t: Translator) -> tuple[str, str]:
    newest, zone = facts.view.tallies.money.newest_at, facts.view.campaign.period.zone
    if newest is None:
        return t._("No data yet"), "dashed-square"
    time, day = t.formats.time(newest), t.formats.day_short(newest)
    is_today = local_day(newest, zone) == local_day(facts.view.as_of, zone)
    funds = facts.view.reading("funds")
    if funds is not None and funds.status is Status.STALE:
        return t._("Old data, from %(day)s at %(time)s", day=day, time=time), "clock"
    if facts.view.campaign.invented:
        said = N_("Invented data, from %(time)s") if is_today else N_("Invented data, from %(day)s at %(time)s")
    else:
        said = N_("Data from %(time)s") if is_today else N_("Data from %(day)s at %(time)s")
    return t._(said, day=day, time=time), ""


def _short(url: str) -> str:
    """The address as people type it."""
    short = _SCHEME.sub("", url).rstrip("/")
    return short if len(short) <= _LONGEST_ADDRESS else short.partition("/")[0]


def _cut(title: str) -> str:
    """A title on one line, cut between two words."""
    if len(title) <= LONGEST_ACTION:
        return title
    return title[: LONGEST_ACTION - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _party(notice: Notice | None, money: MoneyWords, t: Translator) -> Party | None:
    if notice is None:
        return None
    milestone = notice.milestone
    if milestone.id == IN_HAND or milestone.share is None:
        title = t._("The goal is in hand!")
    elif milestone.share in _PARTY_TITLES:
        title = t._(_PARTY_TITLES[milestone.share])
    else:
        title = t._("%(share)s of the goal!", share=t.formats.percent(milestone.share))
    figure = t.formats.money_whole(milestone.cents, money.campaign.currency)
    words = milestone.pays_for or t._("raised together. Thank you!")
    return Party(f"{milestone.id}@{notice.at.isoformat()}", title, figure, words)


def _keys(t: Translator) -> Iterator[tuple[str, str]]:
    yield "→ N", t._("next scene")
    yield "← P", t._("previous scene")
    yield t._("Space"), t._("pause, go on")
    yield "F", t._("full screen")
    yield "H", t._("these words")
