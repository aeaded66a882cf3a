"""Ulule's own exports of orders, by the API: read where the list of orders is not given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from lib.campaign.errors import NotThere
from lib.campaign.message import N_
from lib.sources.layouts.layouts import identify
from lib.sources.live import Ask
from lib.sources.network.door import success
from lib.sources.network.web_address import split
from lib.sources.parsing import parsed
from lib.sources.tables.table_file import table_file
from lib.sources.ulule_answers.ulule_json import Thing, instant, text
from lib.sources.ulule_answers.ulule_pages import pages


def read_newest_export(ask: Ask, address: str, headers: Mapping[str, str], raised_cents: int) -> None:
    """The newest export that succeeded, into the spool, as if somebody had dropped it on the data page.

    None is ordered: Ulule would send an e-mail each time. Raises NotThere where there is none, SourceError in words.
    """
    made = _exports(ask, address, headers)
    ready = (each for each in made if text(each.get("status")) == "succeeded" and text(each.get("url")))
    newest = max(ready, key=lambda each: (_made_at(each, ask), text(each.get("id")) or ""), default=None)
    if newest is None:
        raise NotThere(N_("Ulule gives no list of orders, and no export of them is ready: ask for one on the project’s page."))
    url = urljoin(f"{address}/exports", text(newest.get("url")) or "")
    is_same_site = split(url)[:2] == split(address)[:2]
    answer = ask.door.fetched(url, headers=headers if is_same_site else None, is_sent_on=True, is_outside=not is_same_site)
    read = table_file(f"ulule.{text(newest.get('format')) or 'csv'}", success(answer, split(url).hostname or "").body)
    piece = parsed(read, identify(read), ask.campaign, amount_raised_cents=raised_cents)
    for refusal in piece.refusals:
        ask.refused(refusal)
    for row in piece.rows:
        ask.spool.put("contributions", {name: row[name] for name in piece.fields})
    ask.said(len(piece.rows), len(piece.rows))


def _exports(ask: Ask, address: str, headers: Mapping[str, str]) -> Iterator[Thing]:
    for page in pages(ask.door, f"{address}/exports", "exports", {}, headers):
        yield from page


def _made_at(export: Thing, ask: Ask) -> float:
    made_at = instant(export.get("created_at"), ask.campaign.period.zone)
    return made_at.timestamp() if made_at else 0.0
