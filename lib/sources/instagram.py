"""Instagram by the files of Meta Business Suite, in English or French."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.campaign.tables import POST_COUNTS, POSTS
from lib.sources.layouts.layout import Layout, export_names
from lib.sources.layouts.post_columns import INSTAGRAM_LINES
from lib.sources.layouts.posts import PostRules, posts
from lib.sources.result import DECIMAL_POINT, MONTH_DAY_YEAR
from lib.sources.source import Source

SOURCE = Source(
    "instagram_files",
    N_("Instagram’s files"),
    N_("Posts and their counts, from Meta Business Suite, in English or French."),
)
_RULES = PostRules("instagram", kind_of=lambda kind, _url: kind.removeprefix("IG ").removesuffix(" Instagram"))
SUITE = Layout(
    "instagram_suite",
    N_("Instagram, Meta Business Suite"),
    POSTS,
    INSTAGRAM_LINES,
    (("post",), ("account",), ("published_at",)),
    export_names(INSTAGRAM_LINES.columns),
    is_export=True,
    convert=lambda given: posts(given, _RULES),
    source="instagram",
    zone="America/Los_Angeles",
    date_order=MONTH_DAY_YEAR,
    decimal=DECIMAL_POINT,
    others=(POST_COUNTS,),
)
LAYOUTS = (SUITE,)
