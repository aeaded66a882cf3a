"""Facebook by its files: Page Insights by post and by page (2015–2021), and Meta Business Suite (since 2022)."""

from __future__ import annotations

import re
from datetime import date

from lib.campaign.calendar import end_of_day
from lib.campaign.message import N_, Message, say
from lib.campaign.tables import AUDIENCE, POST_COUNTS, POSTS, Refusal, Row
from lib.sources.layouts.conversion import Converted
from lib.sources.layouts.layout import Given, Layout, export_names
from lib.sources.layouts.lines import Line, refusal
from lib.sources.layouts.once import Once, Said
from lib.sources.layouts.post_columns import INSIGHTS_LINES, PAGE_LINES, SUITE_LINES
from lib.sources.layouts.posts import PostRules, posts
from lib.sources.layouts.rows import row_maker
from lib.sources.result import DECIMAL_POINT, MONTH_DAY_YEAR, Record
from lib.sources.source import Source

SOURCE = Source(
    "facebook_files",
    N_("Facebook’s files"),
    N_("Posts and their counts, from Page Insights (2015–2021, data by post) or from Meta Business Suite, in English or French."),
)
_PACIFIC = "America/Los_Angeles"
"""The zone that Facebook’s own figures are in; the files do not name it."""
_ACCOUNT = "facebook"
_AUDIENCE = row_maker(AUDIENCE)


def _address(url: str) -> str:
    return re.sub(r":0$", "", url)


def _kind(kind: str, url: str) -> str:
    """A reel is called a video by the files of some languages; its address knows better."""
    return "Reel" if "/reel/" in url else kind


_INSIGHTS = PostRules("facebook", ("shares", "reactions", "comments"), _address, _kind)
_SUITE = PostRules("facebook", (), _address, _kind)


def _is_description(cells: tuple[str, ...]) -> bool:
    """Whether a row is the second header row: nothing under the first names, then sentences."""
    described = [cell for cell in cells if cell]
    return not cells[0] and bool(described) and all(
        re.match(r"(Lifetime|Daily|Weekly|28 Days)\b", cell) for cell in described
    )


def _page_days(given: Given) -> Converted:
    """The fans of the page at the end of each day."""
    records: list[Record] = []
    refusals: list[Refusal] = []
    once = Once()
    for line in given.lines.lines:
        made = line.fault or _page_day(line, given)
        said = made if isinstance(made, Message) else once.told(made["observed_at"], made, line.number, "day")
        if isinstance(said, Message):
            refusals.append(refusal(given.table_file, line, said))
        elif said is Said.FIRST and not isinstance(made, Message):
            records.append(Record(made, line.number))
    return Converted(tuple(records), AUDIENCE.fields, tuple(refusals), once.duplicate_count)


def _page_day(line: Line, given: Given) -> Row | Message:
    for name in ("day", "followers"):
        if line.values.get(name) is None:
            line.column = given.plan.header_of(name)
            return say(N_("“%(column)s” is empty."), column=line.column or name)
    day = line.values["day"]
    assert isinstance(day, date)
    observed_at = end_of_day(day, given.zone)
    return _AUDIENCE({"account": _ACCOUNT, "observed_at": observed_at, "followers": line.values["followers"]})


INSIGHTS = Layout(
    "facebook_insights",
    N_("Facebook, Page Insights by post"),
    POSTS,
    INSIGHTS_LINES,
    (("post",), ("text",), ("published_at",)),
    export_names(INSIGHTS_LINES.columns),
    is_export=True,
    convert=lambda given: posts(given, _INSIGHTS),
    source="facebook",
    zone=_PACIFIC,
    date_order=MONTH_DAY_YEAR,
    decimal=DECIMAL_POINT,
    is_heading=_is_description,
    others=(POST_COUNTS,),
)
SUITE = Layout(
    "facebook_suite",
    N_("Facebook, Meta Business Suite"),
    POSTS,
    SUITE_LINES,
    (("post",), ("page",), ("published_at",)),
    export_names(SUITE_LINES.columns),
    is_export=True,
    convert=lambda given: posts(given, _SUITE),
    source="facebook",
    zone=_PACIFIC,
    date_order=MONTH_DAY_YEAR,
    decimal=DECIMAL_POINT,
    others=(POST_COUNTS,),
)
PAGE = Layout(
    "facebook_page",
    N_("Facebook, Page Insights by day"),
    AUDIENCE,
    PAGE_LINES,
    (("day",), ("followers",)),
    export_names(PAGE_LINES.columns),
    is_export=True,
    convert=_page_days,
    source="facebook",
    zone=_PACIFIC,
    date_order=MONTH_DAY_YEAR,
    decimal=DECIMAL_POINT,
    is_heading=_is_description,
)
LAYOUTS = (INSIGHTS, SUITE, PAGE)
