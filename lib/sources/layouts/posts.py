"""Exports of posts, whatever the network: one row gives a post, and what was counted of it when the file was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lib.campaign.message import N_, Message, say
from lib.campaign.tables import POST_COUNTS, POSTS, Cell, Refusal, Row
from lib.sources.cells.post_ids import column_is_rounded, post_id
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.layout import Given
from lib.sources.layouts.lines import Line, refusal
from lib.sources.layouts.once import Once, Said
from lib.sources.layouts.rows import row_maker
from lib.sources.result import Record

COUNTS = ("shares", "reactions", "comments", "reach", "clicks")
_POST, _COUNT = row_maker(POSTS), row_maker(POST_COUNTS)
_FIELDS = ("platform", "id", "published_at", "kind", "text", "url")


@dataclass(frozen=True, slots=True)
class PostRules:
    """What differs from one network to another.

    `platform`: as `posts.csv` names it; `empty_is_zero`: an empty count means none, where the file has the column at all;
    `address`: the post's address as it is kept; `kind_of`: what a post is, from the export's word and the address.
    """

    platform: str
    empty_is_zero: tuple[str, ...] = ()
    address: Callable[[str], str] = str
    kind_of: Callable[[str, str], str] = lambda kind, url: kind


@dataclass(frozen=True, slots=True)
class _Taken:
    row: Row
    counts: Row
    number: int = field(compare=False)


def posts(given: Given, rules: PostRules) -> Converted:
    """Each row of a file as a post, and as one observation of its counts at `given.observed_at` (none without it).

    A row without an id that can be trusted, or without a date, is refused; a second row of a post is a repetition when
    it says the same, and refused when it does not.
    """
    rounded = column_is_rounded(given.table_file.column(given.plan.header_of("post") or ""))
    taken: list[_Taken] = []
    refusals: list[Refusal] = []
    once = Once()
    for line in given.lines.lines:
        made = line.fault or _made(line, given, rules, rounded=rounded)
        said = made if isinstance(made, Message) else once.told(made.row["id"], made, line.number)
        if isinstance(said, Message):
            refusals.append(refusal(given.table_file, line, said))
        elif said is Said.FIRST and isinstance(made, _Taken):
            taken.append(made)
    counts = tuple(one.counts for one in taken) if given.observed_at else ()
    return Converted(
        tuple(Record(one.row, one.number) for one in taken),
        _FIELDS,
        tuple(refusals),
        once.duplicate_count,
        _remarks(given),
        {POST_COUNTS.name: tuple(row for row in counts if _says_something(row))},
    )


def _made(line: Line, given: Given, rules: PostRules, *, rounded: bool) -> _Taken | Message:
    """A post and its counts, or why a row that could be read is none; `line.column` then names the header."""
    values, link = line.values, str(line.values.get("url") or "")
    for name in ("post", "published_at"):
        if values.get(name) is None:
            line.column = given.plan.header_of(name)
            return say(N_("“%(column)s” is empty."), column=line.column or name)
    number = post_id(str(values["post"]), link, rounded=rounded)
    if isinstance(number, Message):
        line.column = given.plan.header_of("post")
        return number
    url = rules.address(link)
    post: dict[str, Cell] = {
        "platform": rules.platform,
        "id": number,
        "published_at": values["published_at"],
        "kind": rules.kind_of(str(values.get("kind") or ""), url) or None,
        "text": max(str(values.get("text") or ""), str(values.get("title") or ""), key=len) or None,
        "url": url or None,
    }
    counts = {name: _count(name, line, given, rules) for name in COUNTS}
    observed = {"platform": rules.platform, "post_id": number, "observed_at": given.observed_at, **counts}
    return _Taken(_POST(post), _COUNT(observed), line.number)


def _count(name: str, line: Line, given: Given, rules: PostRules) -> Cell:
    value = line.values.get(name)
    is_zero = value is None and name in rules.empty_is_zero and given.plan.header_of(name) is not None
    return 0 if is_zero else value


def _says_something(row: Row) -> bool:
    return any(row[name] is not None for name in COUNTS)


def _remarks(given: Given) -> tuple[Message, ...]:
    missing = [name for name in ("shares",) if given.plan.header_of(name) is None]
    said = [say(N_("This file has no column of shares: they stay unknown, and are not 0."))] if missing else []
    if given.observed_at is None:
        said.append(say(N_("The counts were not taken: nobody said when they were observed.")))
    return tuple(said)
