"""Large files on the Data page: looked over and imported elsewhere, while this page says how far that is and stays usable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from lib.campaign.errors import UseError
from lib.drawing.advance import advance
from lib.services.imports import large_imports
from lib.services.imports.importing import Answers
from lib.services.imports.large_import_child import Looked
from lib.services.imports.large_imports import LargeImport
from lib.ui import parts, state
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.notices import say_error

_LOOK_EVERY_SECONDS = 1.0
_COMES = "large-import-comes"
"""The import that this session has just begun: the button is far below the bar that takes its place."""
_TOLD = "large-imports-told"
"""The imports whose outcome this session was told."""


def is_large(files: Mapping[str, bytes]) -> bool:
    """Whether one large text was dropped."""
    return len(files) == 1 and all(large_imports.is_large_text(name, data) for name, data in files.items())


def looked_over(page: Context, files: Mapping[str, bytes], answers: Answers, key: str) -> Looked | None:
    """What importing a file would do; None while that is being found out, which the page then shows.

    Raises UnknownLayout and other errors in words, as a file that is read here.
    """
    ((name, data),) = files.items()
    said = hashlib.sha256(repr(answers).encode()).hexdigest()[:16]
    one = large_imports.looked_over(
        f"{page.opened.campaign.name}-{key}-{said}", name, data, page.opened.campaign.name, answers,
        at=page.now, who=page.visitor.name,
    )  # fmt: skip
    if not one.is_over:
        st.fragment(_watched, run_every=_LOOK_EVERY_SECONDS)(one.key)
        return None
    if one.refusal is not None:
        large_imports.forget(one.key)
        raise one.refusal
    assert isinstance(one.answer, Looked)
    state.keep(f"looked-{key}", (one.key, answers))
    return one.answer


def begun(page: Context, key: str) -> bool:
    """Begin the import of a file that was looked over; False for one that was read here."""
    found = state.kept(f"looked-{key}", tuple)
    one = large_imports.named(found[0]) if found else None
    if found is None or one is None or (isinstance(one.answer, Looked) and one.answer.preview is None):
        return False
    try:
        state.keep(_COMES, large_imports.begin(one, found[1], at=page.now, who=page.visitor.name).key)
    except UseError as error:
        say_error(error.message)
        st.stop()
    state.forget(f"looked-{key}")
    return True


def under_way(page: Context) -> None:
    """The large imports into this campaign that go on, for whoever looks; for whoever may edit, how the last ended."""
    if page.visitor.may_edit:
        _take_outcome(page)
    for each in large_imports.under_way(page.opened.campaign.name):
        if each.refusal is None:
            st.fragment(_watched, run_every=_LOOK_EVERY_SECONDS)(each.key)
        elif page.visitor.may_edit:
            parts.say(f"broken-{each.key}", "error", page.translator.sentence(each.refusal.message),
                      title=page.translator._("“%(file)s” was not imported", file=each.file))  # fmt: skip


def _take_outcome(page: Context) -> None:
    """Each session is told once, also that of somebody who closed the page meanwhile and has come back."""
    told = state.kept(_TOLD, frozenset) or frozenset()
    new = [each for each in large_imports.ended(page.opened.campaign.name) if each.key not in told]
    if new:
        state.keep("outcome", new[-1].answer)
        state.keep(_TOLD, told | {each.key for each in new})


def _watched(key: str) -> None:
    """How far one is; once it is over, the whole page."""
    page = context(is_click=False)
    one = large_imports.named(key)
    if one is None or one.is_over:
        st.rerun()
    drawn(_drawing(page, one), f"advance-{key}")
    if one.writes:
        st.caption(page.translator._("You may close this page: the import goes on, and will stand in the list of imports below."))


def _drawing(page: Context, one: LargeImport) -> Markup:
    _ = page.translator._
    title = _("“%(file)s” is being imported", file=one.file) if one.writes else _("“%(file)s” is being read", file=one.file)
    comes = state.kept(_COMES, str) == one.key
    if comes:
        state.forget(_COMES)
    return advance(title, _(one.stage), one.share, one.rows, one.about, one.seconds_left, page.translator, comes=comes)
