"""The page that sets the room's screen up: who may look, what it shows and says, the evening's counter, milestones again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from lib.campaign.errors import DashboardError
from lib.campaign.message import N_, Message
from lib.drawing.frame import sentences, way
from lib.drawing.qr import qr_code
from lib.drawing.screen_preview import screen_preview
from lib.i18n.language import LANGUAGES
from lib.services.clock import now
from lib.services.evening import evening
from lib.services.screen.celebrating import Celebrated, celebrated, replay
from lib.services.screen.screen import planned_titles
from lib.services.screen.screen_setup import (
    ACTIONS,
    LONGEST_ACTION,
    ROTATION_SECONDS,
    SCENES,
    THEMES,
    Setup,
    save_setup,
    setup_of,
)
from lib.ui import parts, state
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.own_address import is_out_of_reach, route_address

T = TypeVar("T")
_ROUTE = "/ecran"
_REFUSED = "screen-refused"
_SCENE_TITLES: Mapping[str, str] = {"money": N_("The money"), "movement": N_("The movement"), "next": N_("What we do next")}
_THEME_TITLES: Mapping[str, str] = {"light": N_("Light"), "dark": N_("Dark, for a room without light")}


def preview() -> None:
    """The screen itself, small, and the address to open on the projector's machine."""
    page = context()
    _ = page.translator._
    address = route_address(page, _ROUTE, "campaign")
    parts.section("preview", N_("What the room sees"))
    shown = screen_preview(route_address(page, _ROUTE, "campaign", "as_of", "lang"), _("The screen as the room sees it"))
    how = _("Open this address on the projector’s machine, then press F for the full screen; H shows the other keys.")
    drawn(shown + sentences([how]) + way(address, address), "screen-preview")


def door() -> None:
    """On or off for others, with the square that leads there."""
    page = context()
    _, setup = page.translator._, _setup(page)
    parts.section("door", N_("Who may look"))
    _held("screen-open", setup.is_open)
    st.toggle(_("Others may open it without signing in"), key="screen-open", on_change=_changed, args=("is_open", "screen-open"),
              disabled=not page.can_act)  # fmt: skip
    said = [_("It shows no name, no e-mail, no amount tied to anybody. This machine can always open it.")]
    if is_out_of_reach():
        said.append(_("Other machines cannot reach this address: it is this machine’s own. See “docs/operations.md”."))
        drawn(sentences(said), "screen-door")
    else:
        drawn(sentences(said) + qr_code(route_address(page, _ROUTE, "campaign"), name=_("The screen’s address")), "screen-door")


def scenes() -> None:
    """Scenes, how long each stays, the theme, the language: every open screen follows at once."""
    page = context()
    _, setup = page.translator._, _setup(page)
    parts.section("scenes", N_("What it shows"), _("Screens that are open follow within seconds; an address can say otherwise."))
    for column, scene in zip(st.columns(len(SCENES)), SCENES, strict=True):
        key = f"screen-scene-{scene}"
        _held(key, scene in setup.scenes)
        with column:
            st.checkbox(_(_SCENE_TITLES[scene]), key=key, on_change=_scenes_changed, disabled=not page.can_act)
    rotation, theme, language = st.columns(3)
    turns = {each: _turning(page, each) for each in ROTATION_SECONDS}
    languages = {"": _("The campaign’s"), **{each.short: each.name for each in LANGUAGES}}
    with rotation:
        _choice(page, "rotation_seconds", _("Turning"), turns, setup.rotation_seconds)
    with theme:
        _choice(page, "theme", _("Theme"), {each: _(_THEME_TITLES[each]) for each in THEMES}, setup.theme)
    with language:
        _choice(page, "language", _("Language"), languages, setup.language)


def _turning(page: Context, seconds: int) -> str:
    if not seconds:
        return page.translator._("They do not turn")
    return page.translator.ngettext("%(count)s second each", "%(count)s seconds each", seconds)


def _choice(page: Context, name: str, label: str, words: Mapping[T, str], value: T) -> None:
    key, options = f"screen-{name}", list(words)
    _held(key, value if value in words else options[0])
    st.selectbox(label, options, format_func=words.__getitem__, key=key, on_change=_changed, args=(name, key),
                 disabled=not page.can_act)  # fmt: skip


def next_actions() -> None:
    """What we do next, in the lead's own words; empty fields leave it to the plan."""
    page = context()
    _, setup = page.translator._, _setup(page)
    how = _("Three lines at most, without anybody’s name. Left empty, the next tasks of the plan.")
    parts.section("actions", N_("What we do next"), how)
    refused = state.kept(_REFUSED, Message)
    if refused is not None:
        parts.say("screen-refused", "error", page.translator.sentence(refused))
    planned = page.shared("next-titles", lambda: planned_titles(page.store, page.opened, page.as_of))
    for number in range(ACTIONS):
        key = f"screen-action-{number}"
        if refused is None:
            _held(key, setup.actions[number] if number < len(setup.actions) else "")
        st.text_input(_("Line %(number)s", number=number + 1), key=key, max_chars=LONGEST_ACTION, on_change=_actions_changed,
                      placeholder=planned[number] if number < len(planned) else "", disabled=not page.can_act)  # fmt: skip


def since() -> None:
    """The counter “since the start of the evening”."""
    page = context()
    _ = page.translator._
    parts.section("since", N_("Since the start of the evening"))
    led = evening.evening(page.store, page.opened.id)
    if led is not None and led.is_on(page.acting_at):
        began = page.translator.formats.instant(led.began_at)
        drawn(sentences([_("The screen counts what came in since %(when)s.", when=began)]), "screen-since")
        st.button(_("The evening is over"), key="screen-end", on_click=_end, disabled=not page.can_act)
    else:
        drawn(sentences([_("From then on the screen counts what comes in, and how many people give.")]), "screen-since")
        st.button(_("The evening begins now"), key="screen-begin", on_click=_begin, disabled=not page.can_act)


def milestones() -> None:
    """Those that are passed, each to be celebrated again on every open screen."""
    page = context()
    _, figures = page.translator._, page.view.figures
    how = _("Each is celebrated once by itself, on every screen that is open.")
    parts.section("milestones", N_("Celebrate a milestone again"), how)
    passed = [each for each in celebrated(page.opened.campaign) if figures.known and each.cents <= figures.gross_cents]
    if not passed:
        drawn(sentences([_("None is passed yet.")]), "screen-milestones")
    for each in passed:
        words, key = _milestone_words(page, each), f"screen-replay-{each.id}"
        st.button(words, key=key, on_click=_replay, args=(each,), disabled=not page.can_act)


def _milestone_words(page: Context, each: Celebrated) -> str:
    amount = page.translator.formats.money_whole(each.cents, page.opened.campaign.currency)
    if each.share is None:
        return page.translator._("The goal in hand, %(amount)s collected", amount=amount)
    share = page.translator.formats.percent(each.share)
    return page.translator._("%(share)s of the goal, %(amount)s", share=share, amount=amount)


def _setup(page: Context) -> Setup:
    return setup_of(page.store, page.opened.id)


def _held(key: str, value: object) -> None:
    """The widget shows what is kept: somebody else may have changed it."""
    if state.kept(key, object) != value:
        state.keep(key, value)


def _changed(name: str, key: str) -> None:
    _save(**{name: state.kept(key, object)})


def _scenes_changed() -> None:
    _save(scenes=tuple(scene for scene in SCENES if state.kept(f"screen-scene-{scene}", bool)))


def _actions_changed() -> None:
    _save(actions=tuple(state.kept(f"screen-action-{number}", str) or "" for number in range(ACTIONS)))


def _save(**changes: object) -> None:
    """Keep a change; what is refused is said above the fields, which keep what was typed."""
    page = context()
    state.forget(_REFUSED)
    if not page.can_act:
        return
    try:
        save_setup(page.store, page.opened.id, replace(_setup(page), **changes), at=now())  # type: ignore[arg-type]
    except DashboardError as error:
        state.keep(_REFUSED, error.message)


def _begin() -> None:
    page = context()
    if page.can_act:
        evening.begin(page.store, page.opened.id, at=replace(page, now=now()).acting_at)


def _end() -> None:
    page = context()
    if page.can_act:
        evening.end(page.store, page.opened.id, at=replace(page, now=now()).acting_at)


def _replay(milestone: Celebrated) -> None:
    page = context()
    if page.can_act:
        replay(page.store, page.opened, milestone, at=now())
