"""A table edited where it is shown: folded away until somebody wants it, and not even read before."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.i18n.translator import Translator
from lib.ui.context import context
from lib.ui.editing.editor import editor
from lib.ui.folds import fold
from lib.ui.names import table_title

_EDIT = N_("Edit: %(table)s")


def edit_here(table_name: str) -> None:
    """A fold that holds the editor of a table; at most one a page for each table."""
    translator: Translator = context().translator
    label = translator._(_EDIT, table=table_title(table_name, translator))
    fold(label, f"edit-{table_name}", lambda: editor(table_name, key=f"here-{table_name}"))
