"""A status by shape, word and colour together: the words and shapes of the nine statuses of a KPI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.icons import icon
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator

Tone = Literal["good", "watch", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class StatusLook:
    """`word` is a msgid; `icon` a name of `lib.drawing.icons.ICONS`; `tone` the colour."""

    word: str
    icon: str
    tone: Tone


STATUSES: Mapping[str, StatusLook] = MappingProxyType(
    {
        "reached": StatusLook(N_("Reached"), "flag", "good"),
        "on_track": StatusLook(N_("On track"), "check-disc", "good"),
        "at_risk": StatusLook(N_("At risk"), "triangle", "watch"),
        "off_track": StatusLook(N_("Off track"), "cross-square", "bad"),
        "missed": StatusLook(N_("Missed"), "padlock", "bad"),
        "too_early": StatusLook(N_("Too early to tell"), "dashed-ring", "neutral"),
        "no_data": StatusLook(N_("No data"), "dashed-square", "neutral"),
        "stale": StatusLook(N_("Stale data"), "clock", "neutral"),
        "not_started": StatusLook(N_("Not started"), "calendar", "neutral"),
    }
)
"""By the ids of the statuses; only "missed" has the padlock, for nothing can change it any more."""


def status_word(status: str, t: Translator) -> str:
    """The word of a status; KeyError for an id that is not one."""
    return t._(STATUSES[status].word)


def status(status: str, t: Translator) -> Markup:
    """Icon and word, coloured; the word alone says everything."""
    look = STATUSES[status]
    return drawn("status.html", icon=icon(look.icon), word=status_word(status, t), tone=look.tone)
