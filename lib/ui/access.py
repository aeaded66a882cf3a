"""Who may see people: names, e-mails and what each gave."""

from __future__ import annotations

from lib.ui.context import Context


def may_see_people(context: Context) -> bool:
    """Whether this viewer may see names and e-mails: the lead, and whoever sits at the dashboard's own machine."""
    return context.visitor.may_edit
