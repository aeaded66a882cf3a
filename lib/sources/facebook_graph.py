"""Facebook by the Graph API, with the page's own token: its followers, its posts, their reactions, comments and shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import parse_qs, quote

from lib.campaign.errors import AccessRefused, NotThere, SourceError, SourceUnavailable
from lib.campaign.message import N_, say
from lib.campaign.tables import Refusal, Row
from lib.sources.cells.amounts import shortened
from lib.sources.live import Ask, Collection, LiveSource, Secret, Setting
from lib.sources.network.answers import Answer, NotJson
from lib.sources.network.door import with_query
from lib.sources.network.fields import Thing, count, instant, text, thing, things
from lib.sources.network.web_address import split

TOKEN = "FACEBOOK_PAGE_TOKEN"  # noqa: S105 - the name of a variable, not a token
_PLATFORM = "facebook"
_ADDRESS = "https://graph.facebook.com"
_BEFORE = timedelta(days=30)
_A_PAGE = "50"
_MOST_PAGES = 1_000
_FIELDS = ("id,message,created_time,permalink_url,shares,reactions.summary(total_count).limit(0),"
           "comments.summary(total_count).limit(0)")  # fmt: skip
_BAD_TOKEN = (102, 190, 463, 467)
_BUSY = (1, 2, 4, 17, 32, 341, 368, 613)


def collected(ask: Ask) -> Collection:
    """The page's followers now, its posts of the campaign and their counts; raises AccessRefused for a token that is over."""
    page, base = quote(ask.settings["page"].strip("/").rsplit("/", 1)[-1], safe=""), _base(ask)
    _followers(ask, _said(ask, f"{base}/{page}", {"fields": "fan_count,followers_count"}))
    taken, without_shares, has_shares = 0, list[Row](), False
    for place, post in enumerate(_posts(ask, f"{base}/{page}/posts"), start=1):
        observed = _take(ask, post, place)
        if observed is not None:
            taken += 1
            has_shares |= "shares" in observed
            without_shares += [] if "shares" in observed else [observed]
        ask.said(taken, None)
    for observed in without_shares if has_shares else ():
        ask.spool.put("post_counts", {**observed, "shares": 0})  # the field comes with the others, left out where it is none
    return Collection()


def _base(ask: Ask) -> str:
    address = ask.settings.get("address", _ADDRESS).rstrip("/")
    version = ask.settings.get("version", "").strip("/")
    return f"{address}/{version}" if version else address


def _followers(ask: Ask, page: Thing) -> None:
    counted = [count(page.get(name)) for name in ("followers_count", "fan_count")]
    followers = next((each for each in counted if each is not None), None)
    if followers is not None:
        ask.spool.put("audience", {"account": _PLATFORM, "observed_at": ask.at, "followers": followers})


def _posts(ask: Ask, url: str) -> Iterator[Thing]:
    """The posts, newest first, until they are older than the campaign; the next page is asked for by its cursor alone, as
    the address that the API gives holds the token."""
    since, zone, after, seen = ask.campaign.period.opens_at - _BEFORE, ask.campaign.period.zone, dict[str, str](), set[str]()
    for _ in range(_MOST_PAGES):
        said = _said(ask, url, {"fields": _FIELDS, "limit": _A_PAGE, **after})
        new = [post for post in things(said.get("data")) if text(post.get("id")) not in seen]
        seen.update(text(post.get("id")) or "" for post in new)
        recent = [post for post in new if (instant(post.get("created_time"), zone) or since) >= since]
        yield from recent
        following = _cursor(thing(said.get("paging")))
        if not recent or not following or following == after:
            return
        after = following


def _cursor(paging: Thing) -> dict[str, str]:
    if "next" not in paging:
        return {}
    after = text(thing(paging.get("cursors")).get("after"))
    if after:
        return {"after": after}
    asked = parse_qs(split(text(paging.get("next")) or "").query)
    return {name: asked[name][0] for name in ("after", "until", "__paging_token") if name in asked}


def _take(ask: Ask, post: Thing, place: int) -> Row | None:
    """A post into the spool; what was counted of it, None for one that is refused."""
    whole, published_at = text(post.get("id")), instant(post.get("created_time"), ask.campaign.period.zone)
    if whole is None or published_at is None:
        column = "id" if whole is None else "created_time"
        ask.refused(Refusal(_PLATFORM, place, column, say(N_("“%(column)s” is empty."), column=column), {}))
        return None
    number, message = whole.rsplit("_", 1)[-1], post.get("message")
    row: dict[str, object] = {"platform": _PLATFORM, "id": number, "published_at": published_at}
    row |= {"text": message} if isinstance(message, str) and message else {}
    row |= {"url": text(post.get("permalink_url"))} if text(post.get("permalink_url")) else {}
    ask.spool.put("posts", row)  # type: ignore[arg-type]
    counts = {
        "shares": count(thing(post.get("shares")).get("count")),
        "reactions": _total(post, "reactions"),
        "comments": _total(post, "comments"),
    }
    observed: Row = {"platform": _PLATFORM, "post_id": number, "observed_at": ask.at,
                     **{name: value for name, value in counts.items() if value is not None}}  # fmt: skip
    if len(observed) > len(("platform", "post_id", "observed_at")):
        ask.spool.put("post_counts", observed)
    return observed


def _total(post: Thing, name: str) -> int | None:
    return count(thing(thing(post.get(name)).get("summary")).get("total_count"))


def _said(ask: Ask, url: str, parameters: Mapping[str, str]) -> Thing:
    """The object at an address; raises in words where the API refuses, by its own code rather than by the status."""
    headers = {"Authorization": f"Bearer {ask.secrets[TOKEN]}", "Accept": "application/json"}
    address = with_query(url, parameters)
    answer = ask.door.fetched(address, headers=headers)
    try:
        said = thing(answer.json())
    except NotJson:
        said = thing(ask.door.fetched_json(address, headers=headers))
    if "error" in said or not answer.is_success:
        _refuse(thing(said.get("error")), answer)
    return said


def _refuse(error: Thing, answer: Answer) -> None:
    code = count(error.get("code"))
    if code in _BUSY:
        raise SourceUnavailable(N_("Facebook asks to be left alone for a while. Try again later."))
    if code in _BAD_TOKEN or answer.status == 401:
        raise AccessRefused(N_("Facebook refuses the page’s token: it is over, or wrong. Make a new one and set %(variable)s."),
                            variable=TOKEN)  # fmt: skip
    if answer.status == 404 or code == 803:
        raise NotThere(N_("Facebook knows no such page. Check “page” in [sources.facebook]."))
    if answer.status == 403 or code in (10, 200):
        raise AccessRefused(N_("The page’s token does not open its posts. Give it pages_read_engagement and set %(variable)s."),
                            variable=TOKEN)  # fmt: skip
    raise SourceError(N_("Facebook refuses the question: “%(reason)s”."), reason=shortened(text(error.get("message")) or "?"))


SOURCE = LiveSource(
    _PLATFORM,
    N_("Facebook"),
    N_("The page’s followers, its posts, and their reactions, comments and shares; with the page’s token."),
    collected,
    (
        Setting("page", N_("The page’s number or name."), ("page_id", "id", "name"), is_needed=True),
        Setting("address", N_("The address of the API, where it is not Facebook’s."), ("url", "base_url")),
        Setting("version", N_("The version of the API, such as v21.0; without it, the one that the token was made for.")),
        Setting("timezone", N_("The zone of the times in Facebook’s files, such as America/Toronto.")),
    ),
    (Secret(TOKEN, N_("The page’s posts and their counts."), is_needed=True),),
)
