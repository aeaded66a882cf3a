"""An Ulule made after its public documentation: one project, its news, its supporters, its orders for who has the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.support.site import Reply, Request, as_json

KEY = "0wner-key-of-the-tests"
PROJECT = 102184


@dataclass
class Ulule:
    """What it knows; tests change it as they go. `overlap`: how many items of a page come again on the next one."""

    amount_raised: int = 0
    fans: int = 0
    supporters: int | None = None
    news: list[Mapping[str, object]] = field(default_factory=list)
    orders: list[Mapping[str, object]] = field(default_factory=list)
    project: dict[str, object] = field(default_factory=dict)
    key: str = KEY
    overlap: int = 0
    is_old_shape: bool = False
    drops_parameters: bool = False
    unknown: tuple[str, ...] = ()
    exports: list[Mapping[str, object]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    counts_seconds: bool = False
    """Whether `since` is a timestamp, as documented: what was made within that second comes again."""

    def __call__(self, request: Request) -> Reply:
        """What the API answers."""
        if request.path in self.files:
            return Reply(200, self.files[request.path], {"Content-Type": "text/csv", "X-Key": request.headers.get("authorization", "")})
        path = request.path.removeprefix("/v1").strip("/").split("/")
        if path[:1] != ["projects"] or path[1] not in (str(PROJECT), "services-faciles"):
            return as_json({"classification": "ValueError", "message": "Not found", "fieldNames": []}, 404)
        if refused := [name for name in self.unknown if name in request.query]:
            return as_json({"classification": "UnknownFieldError", "fieldNames": refused, "message": "?"}, 400)
        match path[2:]:
            case []:
                return as_json(self._described())
            case ["news"]:
                known = [each for each in self.news if request.query.get("status") in (None, each["status"])]
                return as_json(self._page("news", known, request, "date_publication"))
            case ["supporters"]:
                people = {str(order["user"]["id"]): order["user"] for order in self.orders}  # type: ignore[index]
                return as_json(self._page("supporters", list(people.values()), request, "date_joined"))
            case ["orders"] if request.headers.get("authorization") == f"APIKey {self.key}":
                shown = [each for each in self.orders if request.query.get("show_anonymous") == "true" or not each.get("anonymous")]
                return as_json(self._page("orders", shown, request, "created_at"))
            case ["exports"]:
                return as_json(self._page("exports", self.exports, request, "created_at"))
            case ["orders"]:
                return as_json([{"classification": "PermissionError", "message": "Forbidden", "fieldNames": []}], 401)
        return as_json({"message": "Not found"}, 404)

    def _described(self) -> Mapping[str, object]:
        said: dict[str, object] = {
            "id": PROJECT, "slug": "services-faciles", "amount_raised": self.amount_raised, "goal": 25000, "currency": "CAD",
            "fans_count": self.fans, "news_count": sum(each["status"] == "online" for each in self.news),
            "date_start": "2018-01-20T00:00:00Z", "date_end": "2018-03-17T03:59:00Z", "timezone": "America/Toronto",
            "is_cancelled": False, "supporters_count": self.supporters,
        }  # fmt: skip
        said |= {"type": 2, "name_fr": "Services Faciles", "currency_display": "$"} if self.is_old_shape else {"type": "project", "name": {"fr": "Services Faciles"}}
        return said | self.project

    def _page(self, name: str, items: Sequence[Mapping[str, object]], request: Request, stamp: str) -> Mapping[str, object]:
        """Twenty at most, newest first, `since` meaning older than."""
        limit = min(int(request.query.get("limit", "20")), 20)
        ordered = sorted(items, key=lambda each: str(each.get(stamp)), reverse=True)
        if self.counts_seconds:
            return _since(name, ordered, request, stamp)
        start = int(request.query.get("since", "0"))
        page = ordered[start : start + limit]
        following = start + limit - self.overlap
        query = f"?limit={limit}&since={following}" + ("" if self.drops_parameters else _kept(request.query))
        return {"meta": {"limit": limit, "next": query if following < len(ordered) and page else None}, name: page}


def _since(name: str, ordered: Sequence[Mapping[str, object]], request: Request, stamp: str) -> Mapping[str, object]:
    """Twenty of what was made until the second `since`; the last one's second is the next cursor."""
    until = int(request.query.get("since", "9999999999"))
    older = [each for each in ordered if _second(each, stamp) <= until]
    page = older[:20]
    following = f"?limit=20&since={_second(page[-1], stamp)}" if len(older) > len(page) else None
    return {name: page, "meta": {"limit": 20, "next": following}}


def _second(item: Mapping[str, object], stamp: str) -> int:
    return int(datetime.fromisoformat(str(item.get(stamp) or "2018-01-01T00:00:00Z")).timestamp())


def _kept(query: Mapping[str, str]) -> str:
    return "".join(f"&{name}={value}" for name, value in query.items() if name not in ("limit", "since"))


def order(number: int, units: float, status: str = "payment-completed", **more: object) -> Mapping[str, object]:
    """An order of a person of its own unless `user` says otherwise."""
    return {
        "id": number, "created_at": at(number), "order_total": units, "order_subtotal": units, "order_shipping_total": 0, "status": status,
        "refunded": False, "user": {"id": 5000 + number, "username": f"u{number}", "name": f"Personne {number}", "email": f"p{number}@exemple.org"},
        "items": [], "note": None, **more,
    }  # fmt: skip


def at(number: int) -> str:
    """The instant of the n-th order, an hour apart from the opening, with one to six digits after the second."""
    moment = datetime.fromtimestamp(1516467600 + 3600 * number, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + "." + "123456"[: number % 6 + 1] + "Z"


def news(number: int, status: str = "online", **more: object) -> Mapping[str, object]:
    """A news, published unless it waits."""
    published = at(number) if status == "online" else None
    return {"id": number, "title": {"fr": f"Nouvelle {number}"}, "status": status, "date_publication": published, "slug": f"n{number}",
            "absolute_url": f"https://www.ulule.com/services-faciles/news/{number}", **more}  # fmt: skip
