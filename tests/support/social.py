"""A Mastodon instance and a Facebook Graph API made after their public documentations, with invented accounts and posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.support.site import Reply, Request, as_json

TOKEN = "page-token-of-the-tests"
FIRST = datetime(2018, 1, 21, 15, tzinfo=UTC)


def status(number: int, **more: object) -> dict[str, object]:
    """A post of the account, as an instance shows it; `number` orders posts in time."""
    created_at = (FIRST + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "id": str(100_000_000_000_000_000 + number), "created_at": created_at, "visibility": "public", "reblog": None,
        "content": f"<p>Nouvelle {number} &amp; <a href='https://x'>lien</a></p><p>Merci<br>à vous</p>", "spoiler_text": "",
        "url": f"https://mstdn.example/@asso/{number}", "reblogs_count": number, "favourites_count": 2 * number,
        "replies_count": 1, **more,
    }  # fmt: skip


@dataclass
class Mastodon:
    """What the instance knows. `overlap`: posts of a page that come again on the next; `lookup`: what looking up answers."""

    statuses: list[dict[str, object]] = field(default_factory=list)
    followers: int = 321
    overlap: int = 0
    lookup: int = 200
    links: bool = True
    own_url: str = "https://elsewhere.example"
    """What its `Link` headers begin with: they may lead anywhere."""

    def __call__(self, request: Request) -> Reply:
        """What the API answers."""
        account = {"id": "42", "acct": "asso", "username": "asso", "followers_count": self.followers, "statuses_count": len(self.statuses)}
        if request.path == "/api/v1/accounts/lookup":
            if self.lookup != 200:
                return as_json({"error": "This method requires an authenticated user"}, self.lookup)
            return as_json(account) if request.query["acct"] == "asso" else as_json({"error": "Record not found"}, 404)
        if request.path == "/api/v2/search":
            return as_json({"accounts": [{**account, "acct": "autre", "id": "7"}, account], "statuses": [], "hashtags": []})
        if request.path == "/api/v1/accounts/42/statuses":
            return self._page(request)
        return as_json({"error": "Record not found"}, 404)

    def _page(self, request: Request) -> Reply:
        shown = sorted(self.statuses, key=lambda each: int(str(each["id"])), reverse=True)
        if request.query.get("exclude_reblogs") == "true":
            shown = [each for each in shown if not each.get("reblog")]
        older = [each for each in shown if int(str(each["id"])) < int(request.query.get("max_id", "9" * 20))]
        page = older[: min(int(request.query.get("limit", "20")), 40)]
        if not page or not self.links:
            return as_json(page)
        last = page[-1 - self.overlap] if len(page) > self.overlap else page[-1]
        return as_json(page, Link=f'<{self.own_url}/api/v1/accounts/42/statuses?limit=40&max_id={last["id"]}>; rel="next", '
                                  f'<{self.own_url}/api/v1/accounts/42/statuses?min_id={page[0]["id"]}>; rel="prev"')  # fmt: skip


def post(number: int, **more: object) -> Mapping[str, object]:
    """A post of the page, as the Graph API gives it."""
    created = (FIRST + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {
        "id": f"555_{7000 + number}", "message": f"Publication {number}", "created_time": created,
        "permalink_url": f"https://www.facebook.com/asso/posts/{7000 + number}",
        **({"shares": {"count": number}} if number else {}),
        "reactions": {"data": [], "summary": {"total_count": 3 * number}}, "comments": {"data": [], "summary": {"total_count": 2}},
        **more,
    }  # fmt: skip


@dataclass
class Graph:
    """A page and its posts, for who has the token; three posts a page, the address of the next one holding the token."""

    posts: Sequence[Mapping[str, object]] = ()
    page: Mapping[str, object] = field(default_factory=lambda: {"id": "555", "fan_count": 900, "followers_count": 950})
    token: str = TOKEN

    def __call__(self, request: Request) -> Reply:
        """What the API answers."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            error = {"message": "Error validating access token: Session has expired", "type": "OAuthException", "code": 190}
            return as_json({"error": error}, 400)
        if request.path == "/555":
            return as_json(self.page)
        if request.path != "/555/posts":
            return as_json({"error": {"message": "(#803) Some of the aliases you requested do not exist", "code": 803}}, 404)
        newest = sorted(self.posts, key=lambda each: str(each["created_time"]), reverse=True)
        start = int(request.query.get("after", "0"))
        following = start + 3
        paging: dict[str, object] = {"cursors": {"before": str(start), "after": str(following)}}
        if following < len(newest):
            paging["next"] = f"https://graph.facebook.com/555/posts?access_token={self.token}&after={following}"
        return as_json({"data": newest[start:following], "paging": paging})
