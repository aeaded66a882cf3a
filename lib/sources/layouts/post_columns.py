"""The columns of social networks' exports, one row per post, under every name that they are known to go by.

The 2015–2021 names and those of X until 2023 come from genuine files; those of the Business Suite, English and French,
and of X today from programs that read them. A name of which there is no proof is an alias like any other: never needed.
"""

from __future__ import annotations

from lib.campaign.tables import Column, Kind, Table

INSIGHTS_LINES = Table(
    "facebook_insights_lines",
    (
        Column("post", aliases=("Post ID", "Identifiant de la publication", "ID de publication")),
        Column("url", aliases=("Permalink", "Permalien", "Lien permanent")),
        Column("text", aliases=("Post Message", "Message de la publication", "Message de publication")),
        Column("kind", aliases=("Type",)),
        Column("published_at", Kind.INSTANT, aliases=("Posted", "Publié", "Publiée", "Publication")),
        Column("reach", Kind.COUNT, aliases=("Lifetime Post Total Reach",)),
        Column("clicks", Kind.COUNT, aliases=("Lifetime Post Consumptions",)),
        Column("shares", Kind.COUNT, aliases=("Lifetime Post Stories by action type - share",)),
        Column("reactions", Kind.COUNT, aliases=("Lifetime Post Stories by action type - like",)),
        Column("comments", Kind.COUNT, aliases=("Lifetime Post Stories by action type - comment",)),
    ),
    key=("post",),
)
SUITE_LINES = Table(
    "business_suite_lines",
    (
        Column("post", aliases=("Post ID", "Identifiant de la publication", "ID de la publication")),
        Column("page", aliases=("Page ID", "Page name", "ID de la Page", "Identifiant de la Page", "Nom de la page")),
        Column("title", aliases=("Title", "Titre")),
        Column("text", aliases=("Description", "Post message", "Message", "Caption")),
        Column("published_at", Kind.INSTANT, aliases=("Publish time", "Heure de publication", "Published time")),
        Column("url", aliases=("Permalink", "Permalien", "Lien permanent")),
        Column("kind", aliases=("Post type", "Type de publication")),
        Column("reach", Kind.COUNT, aliases=("Reach", "Couverture", "Portée", "People reached")),
        Column("reactions", Kind.COUNT, aliases=("Reactions", "Réactions")),
        Column("comments", Kind.COUNT, aliases=("Comments", "Commentaires")),
        Column("shares", Kind.COUNT, aliases=("Shares", "Partages")),
        Column("clicks", Kind.COUNT, aliases=("Total clicks", "Total des clics", "Nombre total de clics")),
    ),
    key=("post",),
)
INSTAGRAM_LINES = Table(
    "instagram_lines",
    (
        Column("post", aliases=("Post ID", "Identifiant de la publication", "ID de la publication")),
        Column("account", aliases=("Account ID", "Account username", "Account name", "Identifiant du compte", "ID du compte",
                                   "Nom du compte", "Nom de profil du compte", "Nom d’utilisateur du compte")),
        Column("text", aliases=("Description", "Caption", "Légende")),
        Column("published_at", Kind.INSTANT, aliases=("Publish time", "Heure de publication", "Published time")),
        Column("url", aliases=("Permalink", "Permalien", "Lien permanent")),
        Column("kind", aliases=("Post type", "Type de publication")),
        Column("reach", Kind.COUNT, aliases=("Reach", "Couverture", "Portée")),
        Column("reactions", Kind.COUNT, aliases=("Likes", "Mentions J’aime", "J’aime")),
        Column("comments", Kind.COUNT, aliases=("Comments", "Commentaires")),
        Column("shares", Kind.COUNT, aliases=("Shares", "Partages")),
    ),
    key=("post",),
)
TWEET_LINES = Table(
    "tweet_lines",
    (
        Column("post", aliases=("Tweet id",)),
        Column("url", aliases=("Tweet permalink",)),
        Column("text", aliases=("Tweet text",)),
        Column("published_at", Kind.INSTANT, aliases=("time",)),
        Column("shares", Kind.COUNT, aliases=("retweets",)),
        Column("comments", Kind.COUNT, aliases=("replies",)),
        Column("reactions", Kind.COUNT, aliases=("likes", "favorites")),
        Column("clicks", Kind.COUNT, aliases=("url clicks",)),
    ),
    key=("post",),
)
X_LINES = Table(
    "x_lines",
    (
        Column("post", aliases=("Post id",)),
        Column("published_at", Kind.INSTANT, aliases=("Date",)),
        Column("text", aliases=("Post text",)),
        Column("url", aliases=("Post Link",)),
        Column("shares", Kind.COUNT, aliases=("Reposts",)),
        Column("comments", Kind.COUNT, aliases=("Replies",)),
        Column("reactions", Kind.COUNT, aliases=("Likes",)),
        Column("clicks", Kind.COUNT, aliases=("URL Clicks",)),
    ),
    key=("post",),
)
PAGE_LINES = Table(
    "facebook_page_lines",
    (
        Column("day", Kind.DAY, aliases=("Date",)),
        Column("followers", Kind.COUNT, aliases=("Lifetime Total Likes",)),
    ),
    key=("day",),
)
POST_LINES = (INSIGHTS_LINES, SUITE_LINES, INSTAGRAM_LINES, TWEET_LINES, X_LINES, PAGE_LINES)
