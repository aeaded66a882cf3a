"""Answers of Ulule's API in the shapes that were recorded, and what each becomes: `recordings/ulule_*.json`.

Names and figures are invented; fields, types and their oddities are those of the real answers and of the documentation.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.tables import CONTRIBUTIONS, TABLES_BY_NAME, Cell, Refusal
from lib.sources.ulule_answers.ulule_json import instant
from lib.sources.ulule_answers.ulule_order import contribution
from lib.sources.ulule_answers.ulule_project import disagreements, is_project, observations, project
from lib.store.cells import cleaned, whole
from lib.store.people.pseudonyms import Veil
from lib.store.rows import incoming
from tests.sources.given import CAMPAIGN

RECORDINGS = Path(__file__).parent / "recordings"
SAMPLE = Path(__file__).parents[3] / "shared" / "inputs" / "samples" / "ulule" / "project_102184_dolibarr_subset.json"
AT = datetime(2018, 2, 23, 19, 30, tzinfo=UTC)


def recorded(name: str) -> Any:
    """An answer, and what it becomes."""
    return json.loads((RECORDINGS / f"{name}.json").read_text("utf-8"), parse_float=Decimal)


def plain(row: dict[str, Cell]) -> dict[str, object]:
    """A row as JSON holds it."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


@pytest.mark.parametrize("name", ["ulule_project_2017", "ulule_project_2020"])
def test_a_project_is_an_observation_in_either_shape(name: str) -> None:
    kept = recorded(name)
    seen = project(kept["answer"], CAMPAIGN)
    made: dict[str, list[object]] = {}
    for table, row in observations(seen, seen.supporters, AT, CAMPAIGN.period.closes_at):
        made.setdefault(table, []).append(plain(dict(row)))
    assert made == kept["becomes"]


def test_orders_become_contributions_or_refusals_one_by_one() -> None:
    kept = recorded("ulule_orders")
    made = []
    for place, order in enumerate(kept["answer"]["orders"], start=1):
        row = contribution(order, place, CAMPAIGN)
        made.append({"refused": row.column} if isinstance(row, Refusal) else plain(dict(row)))
    assert made == kept["becomes"]


@pytest.mark.parametrize(("text", "micros"), [
    ("2021-02-11T15:09:16.5Z", 500_000), ("2021-02-11T15:09:16.53Z", 530_000), ("2021-02-11T15:09:16.537Z", 537_000), ("2021-02-11T15:09:16.5372Z", 537_200),
    ("2021-02-11T15:09:16.53727Z", 537_270), ("2021-02-11T15:09:16.537271Z", 537_271), ("2021-02-11T15:09:16Z", 0), ("2021-02-11T15:09:16.537271", 537_271),
    ("2021-02-11T10:09:16.5-05:00", 500_000),
])  # fmt: skip
def test_an_instant_has_one_to_six_digits_after_the_second(text: str, micros: int) -> None:
    assert instant(text, CAMPAIGN.period.zone) == datetime(2021, 2, 11, 15, 9, 16, micros, tzinfo=UTC)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the real files of others are not beside the project")
def test_the_real_project_is_read() -> None:
    said = json.loads(SAMPLE.read_text("utf-8"))
    seen = project(said, CAMPAIGN)
    assert is_project(said)
    assert (seen.id, seen.raised_cents, seen.supporters, seen.fans, seen.news) == ("102184", 166200, 19, 23, 2)
    assert (str(seen.opens_on), seen.closes_at) == ("2020-02-21", datetime(2020, 4, 15, 21, 59, tzinfo=UTC))


_SAID = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.text() | st.sampled_from(["payment-done", "processing", "2018-01-21T15:09:16.5Z", "12,5", "9" * 400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "email", "fr", "title", "reward", "country"]), inner, max_size=3),
    max_leaves=8,
)
_ORDER_FIELDS = ["id", "created_at", "order_total", "status", "refunded", "currency", "user", "items", "note", "tracking", "shipping_address", "billing_address"]


@given(st.dictionaries(st.sampled_from(_ORDER_FIELDS), _SAID))
def test_whatever_an_order_is_it_becomes_a_row_that_the_store_takes_or_a_refusal(order: dict[str, Any]) -> None:
    sound = {"id": 7, "created_at": "2018-01-21T15:09:16.5Z", "order_total": 5, "status": "payment-done"}
    for said in (order, {**sound, **{name: value for name, value in order.items() if name not in sound}}, {**sound, **order}):
        row = contribution(said, 1, CAMPAIGN)
        if not isinstance(row, Refusal):
            list(incoming(CONTRIBUTIONS, [row], Veil(bytes(32))))
            assert isinstance(whole(CONTRIBUTIONS, cleaned(CONTRIBUTIONS, row))["amount_cents"], int)


@given(st.dictionaries(st.sampled_from(["id", "amount_raised", "fans_count", "supporters_count", "news_count", "goal", "date_start", "date_end", "type", "is_cancelled", "finished"]), _SAID))
def test_whatever_a_project_is_it_is_read_or_asked_again(said: dict[str, Any]) -> None:
    if is_project(said):
        seen = project(said, CAMPAIGN)
        for table, row in observations(seen, seen.supporters, AT, CAMPAIGN.period.closes_at):
            whole(TABLES_BY_NAME[table], cleaned(TABLES_BY_NAME[table], row))
        list(disagreements(seen, CAMPAIGN))
