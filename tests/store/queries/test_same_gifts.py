"""Contributions of one amount and one person that several imports' sources brought, on either database."""

from __future__ import annotations

from lib.store.changes.batches import Delivery, write_batch
from lib.store.engine import Store
from lib.store.queries.same_gifts import alike_groups, contributions_by_id, told
from tests.store.builders import NOW as AT


def brought(store: Store, campaign_id: int, source: str, *rows: tuple[str, int, str | None, str | None]) -> None:
    """Import contributions: id, cents, e-mail, name."""
    cells = [
        {"id": number, "contributed_at": AT, "amount_cents": cents, "status": "counted", "email": email, "name": name}
        for number, cents, email, name in rows
    ]
    write_batch(store, campaign_id, {"contributions": cells}, Delivery(source, AT, "ana"))


def alike(store: Store, campaign_id: int) -> list[list[tuple[str, str]]]:
    """Ids and sources of each group."""
    groups = alike_groups(store, campaign_id)
    rows = told(store, campaign_id, (pk for group in groups for pk in group))
    return [[(str(rows[pk].row.cells["id"]), rows[pk].source) for pk in group] for group in groups]


def test_one_person_and_amount_from_two_sources_are_a_group(store: Store, campaign_id: int) -> None:
    brought(store, campaign_id, "paypal", ("p1", 5000, "Eve@exemple.ca", "Eve Roy"), ("p2", 2000, None, "Luc Roy"), ("p3", 900, None, None))
    brought(store, campaign_id, "civicrm", ("c1", 5000, "eve@exemple.ca", None), ("c2", 2000, "luc@exemple.ca", "LUC ROY"), ("c3", 900, None, None))
    assert alike(store, campaign_id) == [[("p1", "paypal"), ("c1", "civicrm")], [("p2", "paypal"), ("c2", "civicrm")]]


def test_a_single_source_has_no_groups(store: Store, campaign_id: int) -> None:
    brought(store, campaign_id, "paypal", ("p1", 5000, "eve@exemple.ca", "Eve"), ("p2", 5000, "eve@exemple.ca", "Eve"))
    assert alike(store, campaign_id) == []


def test_contributions_are_found_by_their_ids(store: Store, campaign_id: int) -> None:
    brought(store, campaign_id, "paypal", ("p1", 5000, None, None), ("p2", 2000, None, None))
    assert sorted(contributions_by_id(store, campaign_id, ["p1", "p9"])) == ["p1"]
