"""Icons as inline SVG: outlines that differ in shape, readable in greyscale, never without their word."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from lib.drawing.templating import drawn

ICONS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({
    "flag": (("", "M5.5 21.5V3"), ("solid", "M5.5 4h13.5l-3.5 4.5 3.5 4.5H5.5z")),
    "check-disc": (("", "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5z"), ("", "M7.75 12.5l3 3l5.5-6.5")),
    "triangle": (("", "M12 3L22 20.75H2z"), ("", "M12 9.5v5"), ("", "M12 17.6v.05")),
    "cross-square": (("", "M3.5 3.5h17v17h-17z"), ("", "M8.25 8.25l7.5 7.5M15.75 8.25l-7.5 7.5")),
    "padlock": (("", "M4.5 10.75h15v10.5h-15z"), ("", "M7.75 10.75V7a4.25 4.25 0 0 1 8.5 0v3.75"), ("", "M12 15v2.25")),
    "dashed-ring": (("dashed", "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5z"),),
    "dashed-square": (("dashed", "M3.5 3.5h17v17h-17z"),),
    "clock": (("", "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5z"), ("", "M12 6.75V12l3.75 2.5")),
    "calendar": (("", "M3.5 5.5h17v15.5h-17z"), ("", "M3.5 10.25h17M8 2.75v5M16 2.75v5")),
    "info": (("", "M12 2.75a9.25 9.25 0 1 0 0 18.5a9.25 9.25 0 1 0 0-18.5z"), ("", "M12 11v6"), ("", "M12 7.4v.05")),
})  # fmt: skip
"""Each icon as paths of a 24 × 24 square, with what the path is: an outline, "dashed" or "solid"."""


def icon(name: str) -> Markup:
    """The drawing alone, hidden from screen readers, in the colour of the text beside it; KeyError if unknown."""
    return drawn("icon.svg", paths=ICONS[name])
