"""Mastodon by its public API, asked of the account's own instance: what others hold of its posts is incomplete. No key."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from lib.campaign.errors import AccessRefused, NotThere, SettingsError, SourceError
from lib.campaign.message import N_, say
from lib.campaign.tables import Refusal, Row
from lib.sources.live import Ask, Collection, LiveSource, Setting
from lib.sources.network.answers import Answer, Json, NotJson
from lib.sources.network.door import success, with_query
from lib.sources.network.fields import Thing, count, instant, text, thing, things
from lib.sources.network.web_address import split

_PLATFORM = "mastodon"
_A_PAGE = 40
_BEFORE = timedelta(days=30)
"""Posts of the month before the opening announce the campaign; older ones are not asked for."""
_SEEN_BY_ALL = ("public", "unlisted", "")
_BREAK = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NEXT = re.compile(r'<([^<>]*)>\s*;[^,]*\brel="?next"?')


@dataclass(frozen=True, slots=True)
class _Account:
    """Where an account lives, and what it is called there."""

    base: str
    name: str
    host: str


def collected(ask: Ask) -> Collection:
    """The account's followers now, its posts of the campaign and their counts; raises SourceError when it is not there."""
    account = _account(ask.settings.get("account", ""), ask.settings.get("instance", ""))
    found = _looked_up(ask, account)
    followers = count(found.get("followers_count"))
    if followers is not None:
        ask.spool.put("audience", {"account": _PLATFORM, "observed_at": ask.at, "followers": followers})
    number = text(found.get("id"))
    if number is None:
        raise SourceError(N_("%(host)s does not say who “%(account)s” is."), host=account.host, account=account.name)
    for place, status in enumerate(_statuses(ask, account, number), start=1):
        take_status(ask, status, place)
        ask.said(place, count(found.get("statuses_count")))
    return Collection()


def _account(said: str, address: str) -> _Account:
    """The account in `https://host/@name`, `@name@host`, `name@host`, or `name` beside the address of its instance; an address
    on another instance than the account's own names it: `https://other/@name@host`."""
    said, address = (address, "") if not said else (said, address)
    parts = split(said if "://" in said else "")
    name = re.sub(r"^(users|profile)/", "", parts.path.strip("/")) if parts.hostname else said
    name, _at, own_host = name.strip("/").removeprefix("@").partition("@")
    base = f"{parts.scheme}://{parts.netloc}" if parts.hostname else ""
    base = (f"https://{own_host}" if own_host else base) if not address else address.partition("/@")[0].rstrip("/")
    base = f"https://{base}" if base and "://" not in base else base
    host = split(base).hostname
    if not name or not host:
        raise SettingsError(N_("[sources.mastodon]: write “account” as https://instance/@name."))
    return _Account(base, name, host)


def _looked_up(ask: Ask, account: _Account) -> Thing:
    """The account as its instance shows it; a search where looking up by name is for members only."""
    try:
        return thing(ask.door.fetched_json(f"{account.base}/api/v1/accounts/lookup", parameters={"acct": account.name}))
    except (AccessRefused, NotThere) as refusal:
        asked = {"q": f"@{account.name}@{account.host}", "type": "accounts", "limit": "5"}
        try:
            listed = things(thing(ask.door.fetched_json(f"{account.base}/api/v2/search", parameters=asked)).get("accounts"))
        except (AccessRefused, NotThere):
            listed = ()
        if account.name.isdecimal():
            return thing(ask.door.fetched_json(f"{account.base}/api/v1/accounts/{account.name}"))
        named = [each for each in listed if (text(each.get("acct")) or "").casefold() == account.name.casefold()]
        if named:
            return named[0]
        if isinstance(refusal, AccessRefused):
            raise
        raise NotThere(N_("%(host)s knows no account “%(account)s”. Check “account” in [sources.mastodon]."),
                       host=account.host, account=account.name) from None  # fmt: skip


def _statuses(ask: Ask, account: _Account, number: str) -> Iterator[Thing]:
    """The account's own posts, newest first, until they are older than the campaign; each page once."""
    since, max_id, seen = ask.campaign.period.opens_at - _BEFORE, "", set[str]()
    zone = ask.campaign.period.zone
    while True:
        page, following = _page(ask, account, number, max_id)
        new = [status for status in page if text(status.get("id")) not in seen]
        yield from (status for status in new if not _is_older(status, since, zone))
        seen.update(text(status.get("id")) or "" for status in page)
        if not new or all(_is_older(status, since, zone) for status in new) or following in ("", max_id):
            return
        max_id = following


def _is_older(status: Thing, since: datetime, zone: ZoneInfo) -> bool:
    created_at = instant(status.get("created_at"), zone)
    return created_at is not None and created_at < since


def _page(ask: Ask, account: _Account, number: str, max_id: str) -> tuple[list[Thing], str]:
    """One page of posts, and the `max_id` of the next one, empty at the end."""
    asked = {"limit": str(_A_PAGE), "exclude_reblogs": "true", "exclude_replies": "true"}
    asked |= {"max_id": max_id} if max_id else {}
    url = with_query(f"{account.base}/api/v1/accounts/{number}/statuses", asked)
    answer = success(ask.door.fetched(url, headers={"Accept": "application/json"}), account.host)
    page = list(things(_json(ask, url, answer)))
    named = _next(answer)
    last = text(page[-1].get("id")) if page else None
    return page, named if named or not page or "link" in answer.headers else (last or "")


def _json(ask: Ask, url: str, answer: Answer) -> Json:
    """The answer's JSON; one that was cut is asked for again."""
    try:
        return answer.json()
    except NotJson:
        return ask.door.fetched_json(url)


def _next(answer: Answer) -> str:
    """The `max_id` of the address that the `Link` header calls next: the address itself may lead anywhere."""
    named = _NEXT.search(answer.headers.get("link", ""))
    return next(iter(parse_qs(split(named[1]).query).get("max_id", [])), "") if named else ""


def take_status(ask: Ask, status: Thing, place: int) -> None:
    """A post and its counts into the spool; what others wrote, and what not everybody sees, is left out."""
    if status.get("reblog") is not None or (text(status.get("visibility")) or "") not in _SEEN_BY_ALL:
        return
    number, published_at = text(status.get("id")), instant(status.get("created_at"), ask.campaign.period.zone)
    if number is None or published_at is None:
        column = "id" if number is None else "created_at"
        ask.refused(Refusal(_PLATFORM, place, column, say(N_("“%(column)s” is empty."), column=column), {}))
        return
    said = "\n".join(filter(None, (text(status.get("spoiler_text")), _plain(status.get("content")))))
    post: Row = {"platform": _PLATFORM, "id": number, "published_at": published_at, "text": said or None,
                 "url": text(status.get("url")) or text(status.get("uri"))}  # fmt: skip
    ask.spool.put("posts", post)
    counts = {"shares": _shares(status), "reactions": count(status.get("favourites_count")),
              "comments": count(status.get("replies_count"))}  # fmt: skip
    known = {name: value for name, value in counts.items() if value is not None}
    if known:
        ask.spool.put("post_counts", {"platform": _PLATFORM, "post_id": number, "observed_at": ask.at, **known})


def _shares(status: Thing) -> int | None:
    """Boosts, and quotes where the instance counts them."""
    boosts = count(status.get("reblogs_count"))
    return None if boosts is None else boosts + (count(status.get("quotes_count")) or 0)


def _plain(content: Json) -> str | None:
    """HTML as the text that it shows, paragraph by paragraph."""
    if not isinstance(content, str):
        return None
    lines = html.unescape(_TAG.sub("", _BREAK.sub("\n", content))).splitlines()
    return "\n".join(line for each in lines if (line := " ".join(each.split()))) or None


SOURCE = LiveSource(
    _PLATFORM,
    N_("Mastodon"),
    N_("The account’s followers, its posts, and their boosts, favourites and replies; boosts of others are not posts."),
    collected,
    (
        Setting("account", N_("The account’s address, such as https://mastodon.social/@name."),
                ("acct", "handle", "username", "name", "profile")),
        Setting("instance", N_("The address of its instance, where the account is given by its name alone."),
                ("address", "url", "base_url", "server", "host")),
    ),
)  # fmt: skip
