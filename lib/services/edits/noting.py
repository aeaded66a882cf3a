"""What is written down from the daily check: counts of a post, the platform's total, minutes, news, re-shares, people.

What people type is read by the rules of the campaign's files; each note is one transaction that can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lib.campaign.errors import EditConflict, UseError
from lib.campaign.message import N_, say, say_many
from lib.campaign.tables import TABLES_BY_NAME, Row, normalised_email
from lib.campaign.work import RowRef
from lib.services.daily.acting import Done, Hand, edited_row, latest_entry
from lib.services.edits.typed_rows import Said, Title, TypedFault, typed_cells
from lib.store.changes.edits import GONE, insert_row, stored_row
from lib.store.queries.lists import contribution_page, table_page

_MANY = 10_000


def enter_counts(hand: Hand, post: RowRef, said: Said, title: Title = str) -> Done:
    """The counts of a post as they are now; an empty one is unknown. Raises UseError when none is given or one is no count."""
    if not any(text.strip() for text in said.values()):
        raise UseError(N_("Give at least one count."))
    found = stored_row(hand.store, hand.opened.id, "posts", post.pk)
    if found is None:
        raise EditConflict(GONE)
    cells = _typed(hand, "post_counts", {"platform": str(found.cells["platform"]), "post_id": str(found.cells["id"]),
                                         "observed_at": _text(hand.at), **_filled(said)}, title)  # fmt: skip
    return Done(say(N_("The counts are noted.")), _observed(hand, "post_counts", cells, ("platform", "post_id", "observed_at")))


def read_total(hand: Hand, said: Said, title: Title = str) -> Done:
    """The total that the platform shows now, with what else it shows; raises UseError when it is no amount."""
    cells = _typed(hand, "platform_totals", {"observed_at": _text(hand.at), **_filled(said)}, title)
    return Done(say(N_("The platform’s total is noted.")), _observed(hand, "platform_totals", cells, ("observed_at",)))


def log_minutes(hand: Hand, said: Said, title: Title = str) -> Done:
    """Minutes of communication on a day, today when none is said; raises UseError when they are no count."""
    cells = _typed(hand, "communication_log", {"day": hand.today.isoformat(), **_filled(said)}, title)
    count = cells["minutes"] if isinstance(cells["minutes"], int) else 0
    return Done(say_many(N_("%(count)s minute is logged."), N_("%(count)s minutes are logged."), count),
                _inserted(hand, "communication_log", cells))  # fmt: skip


def note_news(hand: Hand, said: Said, title: Title = str) -> Done:
    """A news item published now on the campaign page; its id is made from the instant."""
    zone = hand.opened.campaign.period.zone
    name = f"n-{hand.at.astimezone(zone):%Y%m%d-%H%M}"
    known = {str(row.cells["id"]) for row in table_page(hand.store, hand.opened.id, "news", limit=_MANY).rows}
    free = next(each for each in _numbered(name, len(known) + 1) if each not in known)
    cells = _typed(hand, "news", {**said, "id": free, "published_at": _text(hand.at)}, title)
    return Done(say(N_("The news is noted.")), _inserted(hand, "news", cells))


def note_reshare(hand: Hand, said: Said, contributor: str, title: Title = str) -> Done:
    """A re-share seen now, by a contributor named by e-mail or by contribution number; raises UseError for nobody known."""
    name = contributor.strip()
    column = "email" if "@" in name else "contribution_id"
    if not name or not _has_contributed(hand, column, name):
        raise UseError(N_("No contribution has this number or this e-mail."))
    cells = _typed(hand, "reshares", {**said, column: name, "shared_at": _text(hand.at)}, title)
    return Done(say(N_("The re-share is noted.")), _inserted(hand, "reshares", cells))


def identify_person(hand: Hand, said: Said, title: Title = str) -> Done:
    """Somebody who will give on day 1, identified today; raises UseError without a name."""
    cells = _typed(hand, "first_day", {**said, "identified_on": hand.today.isoformat()}, title)
    return Done(say(N_("This person is in the first-day list.")), _inserted(hand, "first_day", cells))


def _inserted(hand: Hand, table: str, cells: Row) -> tuple[int, ...]:
    with hand.store.writing():
        row = insert_row(hand.store, hand.opened.id, table, cells, at=hand.at, who=hand.who)
        return latest_entry(hand, table, row.pk)


def _observed(hand: Hand, table: str, cells: Row, key: Sequence[str]) -> tuple[int, ...]:
    """An observation; one of the same instant (a demonstration's clock stands still) takes what it says over."""
    with hand.store.writing():
        same = table_page(hand.store, hand.opened.id, table, where={name: cells[name] for name in key}, limit=1).rows
        if not same:
            return _inserted(hand, table, cells)
        return edited_row(hand, RowRef(table, same[0].pk, same[0].version), cells)


def _typed(hand: Hand, table: str, said: Said, title: Title) -> Row:
    """Typed cells of what somebody wrote; raises UseError with the first fault, in words."""
    cells = typed_cells(TABLES_BY_NAME[table], said, None, hand.opened.campaign, title)
    if not isinstance(cells, TypedFault):
        return cells
    if cells.column is None:
        raise UseError(cells.reason.text, **cells.reason.params)
    raise UseError(N_("%(column)s: %(reason)s"), column=title(cells.column), reason=cells.reason)


def _text(instant: datetime) -> str:
    return instant.isoformat()


def _filled(said: Said) -> Said:
    return {name: text for name, text in said.items() if text.strip()}


def _has_contributed(hand: Hand, column: str, name: str) -> bool:
    """Whether a contribution has that number, or somebody that e-mail, whatever the capitals."""
    if column == "contribution_id":
        return table_page(hand.store, hand.opened.id, "contributions", where={"id": name}, limit=1).total > 0
    found = contribution_page(hand.store, hand.opened.id, hand.opened.campaign, hand.at, search=name, personal=True, limit=_MANY)
    return normalised_email(name) in {normalised_email(row.cells["email"]) for row in found.rows}


def _numbered(name: str, count: int) -> list[str]:
    return [name, *(f"{name}-{number}" for number in range(2, count + 1))]
