"""How the room's screen is set up, kept once for the campaign: open to others or not, scenes, look, language, rhythm, actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lib.campaign.errors import UseError
from lib.campaign.message import N_
from lib.store.engine import Store
from lib.store.kept import Json, keep, kept
from lib.store.queries.public import nameless

KEPT = "screen"
"""The name that it is kept under."""
SCENES = ("money", "movement", "next")
THEMES = ("light", "dark")
ROTATION_SECONDS = (0, 20, 25, 30)
"""How long a scene may stay; 0: they do not turn."""
ACTIONS = 3
LONGEST_ACTION = 48
"""Characters that fit on one line of a projected picture."""


@dataclass(frozen=True, slots=True)
class Setup:
    """`is_open`: others than the machine itself may look. `language` "": the campaign's. No `actions`: the next tasks'."""

    is_open: bool = False
    scenes: tuple[str, ...] = SCENES
    theme: str = THEMES[0]
    language: str = ""
    rotation_seconds: int = 25
    actions: tuple[str, ...] = ()


def setup_of(store: Store, campaign_id: int) -> Setup:
    """What was set up last; the defaults for what was not, or is not readable."""
    held = kept(store, campaign_id, KEPT)
    return _setup(held) if isinstance(held, Mapping) else Setup()


def save_setup(store: Store, campaign_id: int, setup: Setup, *, at: datetime) -> None:
    """Keep a set-up: every open screen follows within a few seconds.

    Raises UseError when an action names somebody or is too long; then nothing is kept.
    """
    actions = tuple(text for text in (" ".join(each.split()) for each in setup.actions) if text)[:ACTIONS]
    _refuse(store, campaign_id, actions)
    kept_as = replace(setup, actions=actions, scenes=tuple(each for each in SCENES if each in setup.scenes) or SCENES)
    keep(store, campaign_id, KEPT, _json(kept_as), at=at)


def _refuse(store: Store, campaign_id: int, actions: Sequence[str]) -> None:
    shown = nameless(store, campaign_id, actions)
    for text in actions:
        if len(text) > LONGEST_ACTION:
            raise UseError(N_("“%(text)s” is too long to be read from afar: %(most)s characters at most."),
                           text=text, most=LONGEST_ACTION)  # fmt: skip
        if text not in shown:
            raise UseError(N_("“%(text)s” holds somebody’s name or address: the screen shows none."), text=text)


def _json(setup: Setup) -> Mapping[str, Json]:
    return {
        "is_open": setup.is_open,
        "scenes": list(setup.scenes),
        "theme": setup.theme,
        "language": setup.language,
        "rotation_seconds": setup.rotation_seconds,
        "actions": list(setup.actions),
    }


def _setup(held: Mapping[str, Json]) -> Setup:
    default = Setup()
    scenes = tuple(each for each in SCENES if each in _texts(held.get("scenes")))
    theme, rotation, language = held.get("theme"), held.get("rotation_seconds"), held.get("language")
    return Setup(
        is_open=held.get("is_open") is True,
        scenes=scenes or default.scenes,
        theme=theme if theme in THEMES else default.theme,
        language=language if isinstance(language, str) else default.language,
        rotation_seconds=rotation if isinstance(rotation, int) and rotation in ROTATION_SECONDS else default.rotation_seconds,
        actions=_texts(held.get("actions"))[:ACTIONS],
    )


def _texts(value: Json) -> tuple[str, ...]:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return tuple(each for each in value if isinstance(each, str)) if is_list else ()  # type: ignore[union-attr]
