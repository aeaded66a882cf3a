"""Ulule's lists, page after page: twenty at most, `meta.next` being a query string alone, some items coming twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl

from lib.campaign.errors import SourceUnavailable
from lib.campaign.message import N_
from lib.sources.network.answers import Json
from lib.sources.network.door import Door
from lib.sources.network.web_address import split
from lib.sources.ulule_answers.ulule_json import Thing, text, thing

ITEMS_A_PAGE = "20"
_MANY_PAGES = 100_000
VERSION = {"Ulule-Version": "2020-11-10"}
"""The shape that is asked for; where it is not heeded, that of 2017 is understood as well."""


def pages(door: Door, url: str, name: str, parameters: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[list[Thing]]:
    """The items of each page of the list `name` at `url`; `next` never decides the host, nor drops a parameter of ours.

    Raises as `Door.fetched_json`, and SourceUnavailable for pages that go round in circles.
    """
    asked = {"limit": ITEMS_A_PAGE, **parameters}
    seen: set[str] = set()
    for _ in range(_MANY_PAGES):
        page = thing(door.fetched_json(url, parameters=asked, headers=headers, is_right=lambda said: _is_page(said, name)))
        yield [thing(item) for item in _list(page, name) or ()]
        following = text(thing(page.get("meta")).get("next"))
        if following is None:
            return
        if following in seen:
            break
        seen.add(following)
        asked = {"limit": ITEMS_A_PAGE, **parameters, **dict(parse_qsl(following.rpartition("?")[2]))}
    raise SourceUnavailable(N_("The pages of %(host)s go round in circles: nothing was taken from them. Try again later."),
                            host=split(url).hostname or "")  # fmt: skip


def _is_page(said: Json, name: str) -> bool:
    return _list(thing(said), name) is not None


def _list(page: Thing, name: str) -> Sequence[Json] | None:
    """The list called `name`, else the only list there is; None where there is none. An item that is no object stays in it, so
    that it is refused and not lost."""
    lists = [value for value in ([page[name]] if name in page else page.values()) if isinstance(value, list)]
    return lists[0] if len(lists) == 1 else None
