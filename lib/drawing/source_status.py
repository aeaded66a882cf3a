"""How a live source stands, by shape, word and colour together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.icons import icon
from lib.drawing.status import StatusLook
from lib.drawing.templating import drawn
from lib.i18n.translator import Translator

SOURCE_STATUSES: Mapping[str, StatusLook] = MappingProxyType(
    {
        "fresh": StatusLook(N_("Up to date"), "check-disc", "good"),
        "failing": StatusLook(N_("Failing"), "triangle", "watch"),
        "old": StatusLook(N_("Failing, data too old"), "cross-square", "bad"),
        "late": StatusLook(N_("Data too old"), "clock", "watch"),
        "never": StatusLook(N_("Not asked yet"), "dashed-square", "neutral"),
        "running": StatusLook(N_("Being read"), "dashed-ring", "neutral"),
    }
)


def source_status(status: str, t: Translator) -> Markup:
    """Icon and word; KeyError for a status that is not one of `SOURCE_STATUSES`."""
    look = SOURCE_STATUSES[status]
    return drawn("status.html", icon=icon(look.icon), word=t._(look.word), tone=look.tone)
