"""Posts with their latest counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lib.campaign.model import Campaign
from lib.store.engine import Store
from lib.store.queries.view import newest, viewed
from lib.store.queries.visibility import latest_count
from lib.store.schema import DATA

_COUNTS = ("shares", "reactions", "comments", "reach", "clicks")
_OWN = (
    "pk", "version", "platform", "id", "published_at", "local_day", "local_hour", "kind", "text", "url", "phase",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post, its local day and hour, and each count as known last; `observed_at`: the newest of those."""

    pk: int
    version: int
    platform: str
    id: str
    published_at: datetime
    local_day: date
    local_hour: int
    kind: str | None
    text: str | None
    url: str | None
    phase: str | None
    shares: int | None
    reactions: int | None
    comments: int | None
    reach: int | None
    clicks: int | None
    observed_at: datetime | None


def post_rows(store: Store, campaign_id: int, campaign: Campaign, as_of: datetime) -> tuple[PostRow, ...]:
    """Every post published by then, on any platform, within the campaign or not, newest first; no author's name."""
    posts = DATA["posts"]
    with viewed(store, campaign_id, campaign, as_of) as seen:
        latest = [latest_count(seen, field) for field in _COUNTS]
        source: sa.FromClause = posts
        for counts in latest:
            same = sa.and_(counts.c.platform == posts.c.platform, counts.c.post_id == posts.c.id)
            source = source.outerjoin(counts, same)
        wanted = (
            sa.select(
                *(posts.c[name] for name in _OWN),
                *(counts.c.value.label(field) for field, counts in zip(_COUNTS, latest, strict=True)),
                *(counts.c.observed_at.label(f"seen_{field}") for field, counts in zip(_COUNTS, latest, strict=True)),
            )
            .select_from(source)
            .where(seen.of("posts"), posts.c.published_at <= as_of)
            .order_by(posts.c.published_at.desc(), posts.c.pk.desc())
        )
        found = seen.connection.execute(wanted).mappings().all()
    return tuple(_post(dict(row)) for row in found)


def _post(found: dict[str, Any]) -> PostRow:
    seen = [found.pop(f"seen_{field}") for field in _COUNTS]
    return PostRow(**found, observed_at=newest(*seen))
