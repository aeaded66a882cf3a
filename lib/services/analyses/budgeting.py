"""What will really be left? The plan that waterfalls are worked out from, read from the store as of an instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lib.campaign.budget import BudgetLine, Plan, Reward
from lib.campaign.tables import Row
from lib.services.campaigns import OpenCampaign
from lib.services.viewing import View
from lib.store.engine import Store
from lib.store.queries.breakdowns import Slice, by_reward
from lib.store.queries.lists import table_page
from lib.store.rows import StoredRow

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Budget:
    """The plan as of an instant; no person in it, for how many chose a reward is public on the campaign page.

    `unlisted`: counted contributions that name a reward which is not in the list, so that its cost is not known.
    """

    plan: Plan
    unlisted: int

    @property
    def lines_without_amount(self) -> int:
        """Budget lines that nobody has given an amount: what is left is overstated by what they will cost."""
        return sum(line.cost_cents is None for line in self.plan.lines)

    @property
    def rewards_without_cost(self) -> int:
        """Rewards that were chosen and whose unit cost is not known."""
        return sum(reward.chosen > 0 and reward.unit_cost_cents is None for reward in self.plan.rewards)


def budget(store: Store, opened: OpenCampaign, seen: View) -> Budget:
    """Fees, rewards chosen and budget lines at the instant of `seen`, from one snapshot; budget lines have no date."""
    with store.reading():
        chosen = by_reward(store, opened.id, opened.campaign, seen.as_of)
        rewards = table_page(store, opened.id, "rewards", limit=_MANY).rows
        lines = table_page(store, opened.id, "budget", limit=_MANY).rows
    plan = Plan(
        fees=opened.campaign.fees,
        goal_cents=opened.campaign.goal_cents,
        gross_cents=seen.figures.gross_cents,
        rewards=_rewards(rewards, chosen),
        lines=tuple(_line(row.cells) for row in lines),
    )
    return Budget(plan, _unlisted(rewards, chosen))


def _rewards(rows: Sequence[StoredRow], chosen: Sequence[Slice]) -> tuple[Reward, ...]:
    """A contribution names its reward by id or by name."""
    counts = Counter({part.label: part.contributions for part in chosen if part.label is not None})
    return tuple(_reward(row.cells, sum(counts[name] for name in _names(row.cells))) for row in rows)


def _reward(cells: Row, chosen: int) -> Reward:
    return Reward(str(cells["name"]), _int(cells, "price_cents"), _int(cells, "unit_cost_cents"), _int(cells, "quantity"),
                  _int(cells, "delivered"), chosen)  # fmt: skip


def _names(cells: Row) -> set[str]:
    return {str(cells["id"]), str(cells["name"])}


def _unlisted(rows: Sequence[StoredRow], chosen: Sequence[Slice]) -> int:
    listed = {name for row in rows for name in _names(row.cells)}
    return sum(part.contributions for part in chosen if part.label is not None and part.label not in listed)


def _line(cells: Row) -> BudgetLine:
    kind = cells["kind"]
    return BudgetLine(str(cells["label"]), kind if isinstance(kind, str) else None,
                      _int(cells, "planned_cents"), _int(cells, "actual_cents"))  # fmt: skip


def _int(cells: Row, name: str) -> int | None:
    value = cells[name]
    return value if isinstance(value, int) else None
