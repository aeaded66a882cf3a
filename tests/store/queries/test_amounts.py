"""The middle amount and the classes of size, told from totals: those that the rows tell, whatever the amounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.campaign.tables import COUNTED, PENDING, Row
from lib.store.changes.amount_parts import part_named, part_of
from lib.store.engine import Store
from lib.store.queries.amounts import Amounts
from lib.store.queries.breakdowns import by_size
from lib.store.queries.view import viewed
from tests.store.builders import CAMPAIGN, TOML, local, new_campaign, put

OPENING, LAST = local("2018-01-20 00:00"), local("2018-01-22 23:59")
amounts = st.one_of(st.integers(0, 120), st.sampled_from([999, 1_000, 1_001, 2_000, 2_050, 2_099, 2_100, 9_999, 123_456]))
gifts = st.lists(
    st.tuples(st.integers(0, 3 * 86_400 - 120), amounts, st.sampled_from([COUNTED, COUNTED, COUNTED, PENDING])), max_size=9
)
_names = iter(range(10**6))


@pytest.mark.parametrize(("cents", "label", "lower", "upper"), [
    (0, "0", 0, 0), (99, "99", 99, 99), (100, "100", 100, 100), (104, "100+", 101, 109), (2_000, "2000", 2_000, 2_000),
    (2_050, "2000+", 2_001, 2_099), (123_456, "120000+", 120_001, 129_999), (-5, "-", None, -1),
])  # fmt: skip
def test_a_round_amount_is_a_part_by_itself(cents: int, label: str, lower: int | None, upper: int) -> None:
    assert part_of(cents) == label
    assert (part_named(label).lower, part_named(label).upper) == (lower, upper)


@given(st.integers(0, 10**9))
def test_every_amount_is_in_its_part_and_so_are_its_ends(cents: int) -> None:
    part = part_named(part_of(cents))
    assert part.lower is not None and part.lower <= cents <= part.upper
    assert part_of(part.lower) == part_of(cents) == part_of(part.upper)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gifts, st.sampled_from([LAST, local("2018-01-21 12:00"), OPENING]), st.lists(amounts, max_size=4))
def test_the_middle_and_the_classes_are_those_of_the_rows(
    store: Store, given_gifts: list[tuple[int, int, str]], as_of: datetime, bounds: list[int]
) -> None:
    campaign_id = new_campaign(store, TOML.replace("services-faciles", f"montants-{next(_names)}"))
    rows: list[Row] = [
        {"id": str(number), "contributed_at": OPENING + timedelta(seconds=at), "amount_cents": cents, "status": status}
        for number, (at, cents, status) in enumerate(given_gifts)
    ]
    put(store, campaign_id, contributions=rows)
    told = sorted(
        cents for at, cents, status in given_gifts if status == COUNTED and OPENING + timedelta(seconds=at) <= as_of
    )
    with viewed(store, campaign_id, CAMPAIGN, as_of) as seen:
        middle = Amounts(seen).median_doubled()
    assert middle == (told[(len(told) - 1) // 2] + told[len(told) // 2] if told else None)
    lower = sorted({0, *bounds})
    within = [[cents for cents in told if low <= cents < high] for low, high in zip(lower, [*lower[1:], 10**9], strict=True)]
    found = by_size(store, campaign_id, CAMPAIGN, as_of, bounds)
    assert [(each.contributions, each.contributors, each.counted_cents) for each in found] == [
        (len(some), len(some), sum(some)) for some in within
    ]
