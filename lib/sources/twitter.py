"""X (Twitter) by its files: “Tweet activity metrics” until 2023, and the content report of X Analytics since then."""

from __future__ import annotations

from lib.campaign.message import N_
from lib.campaign.tables import POST_COUNTS, POSTS
from lib.sources.layouts.layout import Layout, export_names
from lib.sources.layouts.post_columns import TWEET_LINES, X_LINES
from lib.sources.layouts.posts import PostRules, posts
from lib.sources.result import DECIMAL_POINT
from lib.sources.source import Source

SOURCE = Source(
    "twitter_files",
    N_("X’s files"),
    N_("Posts and their counts, from “Tweet activity metrics” or from the content report of X Analytics; a repost is a share."),
)
_RULES = PostRules("twitter")
ACTIVITY = Layout(
    "twitter_activity",
    N_("X, “Tweet activity metrics”"),
    POSTS,
    TWEET_LINES,
    (("post",), ("text",), ("published_at",)),
    export_names(TWEET_LINES.columns),
    is_export=True,
    convert=lambda given: posts(given, _RULES),
    source="twitter",
    decimal=DECIMAL_POINT,
    zone="UTC",
    others=(POST_COUNTS,),
)
CONTENT = Layout(
    "twitter_content",
    N_("X Analytics, content"),
    POSTS,
    X_LINES,
    (("post",), ("text",), ("published_at",)),
    export_names(X_LINES.columns),
    is_export=True,
    convert=lambda given: posts(given, _RULES),
    source="twitter",
    decimal=DECIMAL_POINT,
    others=(POST_COUNTS,),
)
LAYOUTS = (ACTIVITY, CONTENT)
