"""The contributions one by one, a page at a time, as they stood at an instant; personal cells only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lib.campaign.tables import Row
from lib.services.analyses.giving import reward_names
from lib.services.campaigns import OpenCampaign
from lib.services.persons.shortening import shortened
from lib.store.engine import Store
from lib.store.queries.lists import Page, contribution_page
from lib.store.queries.same_gifts import contributions_by_id

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Order:
    """A column of the contributions to order by, and in which direction."""

    column: str
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What to list: words that must all be found, a status (None: any), an order, and the page, from 1."""

    words: str
    status: str | None
    order: Order
    number: int


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """Some rows: from the `first`th to the `last`th of `total`; page `number` of `page_count`."""

    rows: tuple[Row, ...]
    total: int
    number: int
    page_count: int

    @property
    def first(self) -> int:
        """The place of the first row, from 1."""
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def last(self) -> int:
        """The place of the last row."""
        return self.first + len(self.rows) - 1


def contributions_asked(
    store: Store, opened: OpenCampaign, as_of: datetime, asked: Asked, *, personal: bool
) -> ContributionPage:
    """The page asked for, or the last one where there are fewer.

    PERSONAL with `personal`: names, e-mails and notes; without, they are not searched, and of all these only the name is
    given, as initials. A reward stands under its name where the list of rewards has one. Never cache it.
    """
    with store.reading():
        found, number = _read(store, opened, as_of, asked, asked.number, personal), asked.number
        page_count = max(1, -(-found.total // ROWS_A_PAGE))
        if number > page_count:
            found, number = _read(store, opened, as_of, asked, page_count, personal), page_count
        names = {} if personal else _initials(store, opened, found)
        rewards = reward_names(store, opened)
    rows = tuple(_as_it_stood({**row.cells, **names.get(row.pk, {})}, as_of, rewards) for row in found.rows)
    return ContributionPage(rows, found.total, number, page_count)


def _initials(store: Store, opened: OpenCampaign, found: Page) -> Mapping[int, Row]:
    """By row. Read apart: whoever could search or order by names would find them out letter by letter."""
    whole = contributions_by_id(store, opened.id, [str(row.cells["id"]) for row in found.rows])
    names = {row.pk: row.cells["name"] for row in whole.values()}
    return {pk: {"name": shortened(str(name)) if name else None} for pk, name in names.items()}


def _read(store: Store, opened: OpenCampaign, as_of: datetime, asked: Asked, number: int, personal: bool) -> Page:
    return contribution_page(
        store, opened.id, opened.campaign, as_of, search=asked.words, status=asked.status, personal=personal,
        order_by=asked.order.column, descending=asked.order.is_descending,
        limit=ROWS_A_PAGE, offset=(number - 1) * ROWS_A_PAGE,
    )  # fmt: skip


def _as_it_stood(row: Row, as_of: datetime, rewards: Mapping[str, str]) -> Row:
    """A thank-you sent later had not been sent."""
    thanked_at, reward = row["thanked_at"], row["reward"]
    is_later = isinstance(thanked_at, datetime) and thanked_at > as_of
    named = rewards.get(reward, reward) if isinstance(reward, str) else reward
    return {**row, "thanked_at": None if is_later else thanked_at, "reward": named}
