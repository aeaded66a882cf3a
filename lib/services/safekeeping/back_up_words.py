"""Back-ups in words: size, age, a line for each, what a bad one means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from lib.campaign.message import N_, Message, say
from lib.i18n.translator import Translator
from lib.services.safekeeping.backups import TOO_OLD, BackUp, last_good

_KB, _MB = 1000, 1_000_000


def size_text(size_bytes: int, translator: Translator) -> str:
    """« 120 ko », « 3,4 Mo »; a kilobyte is 1 000 bytes, and one at least is said."""
    formats = translator.formats
    if size_bytes < _MB:
        return translator._(N_("%(number)s kB"), number=formats.count(max(1, -(-size_bytes // _KB))))
    return translator._(N_("%(number)s MB"), number=formats.decimal(Fraction(size_bytes, _MB), 1))


def line(back_up: BackUp, now: datetime, translator: Translator) -> str:
    """« campaign-….db : 23 février 2018 à 19 h 30 (il y a 2 heures), 120 ko »."""
    said = N_("%(name)s: %(instant)s (%(age)s), %(size)s") if back_up.is_good else N_(
        "%(name)s: %(instant)s (%(age)s), %(size)s; does not agree, do not restore it")  # fmt: skip
    return translator._(said, name=back_up.path.name, instant=translator.formats.instant(back_up.at),
                        age=translator.formats.age(back_up.at, now), size=size_text(back_up.size_bytes, translator))  # fmt: skip


def fault_sentences(faults: Sequence[Message]) -> Iterator[Message]:
    """What does not agree in a back-up just taken, and what to do; nothing for a good one."""
    yield from faults
    if faults:
        yield say(N_("The back-up was kept apart, for the database itself does not agree with its control totals. "
                     "The earlier back-ups stay: restore the last good one, or find what changed."))  # fmt: skip


def state_of_back_ups(back_ups: Sequence[BackUp], now: datetime, translator: Translator) -> tuple[str, bool]:
    """How fresh the last good back-up is, in a sentence, and whether that is fresh enough (48 hours)."""
    newest = last_good(back_ups)
    if newest is None:
        return translator._(N_("There is no good back-up yet. One is taken each day while the dashboard runs.")), False
    age, instant = translator.formats.age(newest.at, now), translator.formats.instant(newest.at)
    size = size_text(newest.size_bytes, translator)
    if is_fresh(newest.at, now):
        return translator._(N_("Last good back-up: %(instant)s (%(age)s), %(size)s. It was checked when it was taken."),
                            instant=instant, age=age, size=size), True  # fmt: skip
    return translator._(N_("The last good back-up is too old: %(instant)s (%(age)s). Take one now, and see in the log why none "
                           "was taken since."), instant=instant, age=age), False  # fmt: skip


def is_fresh(at: datetime, now: datetime) -> bool:
    """Whether a back-up of `at` is recent enough; one dated after `now` (the clock was set back) is not judged old."""
    return now - at <= TOO_OLD
