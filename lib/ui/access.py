"""Who may see people: names, e-mails and what each gave."""

from __future__ import annotations

from lib.ui.context import Context


def may_see_people(context: Context) -> bool:
    """Whether this viewer may see names and e-mails.

    The dashboard runs on the machine of somebody who holds the campaign's files, so for now everybody who opens it may.
    Signing in, with a role for each person, is to be decided here and nowhere else.
    """
    return True
