"""The palette « papier, encre, fleuve » for light and dark, the type scale and the spaces, as data.

Contrasts are worked out again by a test; a colour changed here without its partner fails there.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, as "#RRGGBB".

    Grounds: `paper`, `surface`, `mist`. Text: `ink`, `slate` (secondary), `on_fill` (upon `money`, `good`, `watch`, `bad`).
    `outline` bounds controls and dashes what is expected; `rule` only decorates. `money` is also links and focus,
    `money_deep` their hover, `money_soft` the platform's part; `track` is the bar's ground. Tints lie under their colour.
    """

    paper: str
    surface: str
    mist: str
    ink: str
    slate: str
    outline: str
    rule: str
    on_fill: str
    money: str
    money_deep: str
    money_soft: str
    track: str
    good: str
    watch: str
    bad: str
    money_tint: str
    good_tint: str
    watch_tint: str
    bad_tint: str
    neutral_tint: str


LIGHT = Palette(
    paper="#FBFAF6", surface="#FFFFFF", mist="#EEF1F0",
    ink="#16222B", slate="#47565F", outline="#6F7D82", rule="#C9D0D1", on_fill="#FFFFFF",
    money="#0B5A8A", money_deep="#0A4368", money_soft="#6295B5", track="#D5DDE0",
    good="#1B6D66", watch="#9E5C00", bad="#8C0B07",
    money_tint="#E1EEF6", good_tint="#E0F0ED", watch_tint="#FBEFD9", bad_tint="#FAE5E2", neutral_tint="#E9EDEE",
)  # fmt: skip
DARK = Palette(
    paper="#10181E", surface="#18232B", mist="#22303A",
    ink="#F1F4F3", slate="#B6C2C9", outline="#7F919C", rule="#3A4A55", on_fill="#10181E",
    money="#6BB8E8", money_deep="#A6D4F2", money_soft="#457696", track="#22303A",
    good="#AFEADD", watch="#FFDB4D", bad="#E6867B",
    money_tint="#12314A", good_tint="#16332F", watch_tint="#3A300C", bad_tint="#40211D", neutral_tint="#2A363E",
)  # fmt: skip

TYPE_PX = MappingProxyType({"caption": 14, "body": 16, "lead": 20, "heading": 25, "title": 31, "figure": 39, "hero": 49})
"""The desk's type scale in pixels, ratio 1.25."""
SPACE_PX = MappingProxyType({"1": 4, "2": 8, "3": 12, "4": 16, "5": 24, "6": 32, "7": 48, "8": 64})


def contrast(first: str, second: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
