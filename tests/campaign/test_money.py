"""Money in integer cents: rounding, commission and tax, and the gross that leaves the goal in hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.campaign.money import Fees, amount, cents, rounded_cents

# Rates of the commission and of the tax on it; both fees and the net of 25 000.00; the smallest gross whose net,
# roundings included, is 25 000.00 (rounding the exact quotient up would give a cent too much). By hand, for the first line:
# 26 795.28 × 0.067 = 1 795.28376, so 1 795.28, which leaves 25 000.00; 26 795.27 leaves 24 999.99.
# With both taxes: 27 086.57 × 0.067 = 1 814.80019, so 1 814.80; × 0.14975 = 271.7663, so 271.77; 25 000.00 is left.
RATES = """
commission | tax     | commission of 25 000 | tax of 25 000 | net of 25 000 | gross needed
0.067      | 0       | 1675.00              | 0.00          | 23325.00      | 26795.28
0.0667     | 0       | 1667.50              | 0.00          | 23332.50      | 26786.67
0.0667     | 0.05    | 1667.50              | 83.38         | 23249.12      | 26882.73
0.0667     | 0.14975 | 1667.50              | 249.71        | 23082.79      | 27076.45
0.067      | 0.14975 | 1675.00              | 250.83        | 23074.17      | 27086.57
0.08       | 0       | 2000.00              | 0.00          | 23000.00      | 27173.91
0          | 0       | 0.00                 | 0.00          | 25000.00      | 25000.00
"""


def in_cents(text: str) -> int:
    return int(Decimal(text) * 100)


@pytest.mark.parametrize("line", RATES.strip().splitlines()[1:])
def test_the_fees_on_25000_and_the_gross_that_leaves_25000(line: str) -> None:
    rate, tax_rate, commission, tax, net, needed = (cell.strip() for cell in line.split("|"))
    fees, gross_cents = Fees(Decimal(rate), Decimal(tax_rate)), 2_500_000
    assert fees.commission_cents(gross_cents) == in_cents(commission)
    assert fees.commission_tax_cents(gross_cents) == in_cents(tax)
    assert fees.net_cents(gross_cents) == in_cents(net)
    assert fees.gross_needed_cents(gross_cents) == in_cents(needed)


def test_one_cent_less_than_the_gross_needed_is_one_cent_short() -> None:
    fees = Fees(Decimal("0.067"))
    assert (fees.net_cents(2_679_528), fees.net_cents(2_679_527)) == (2_500_000, 2_499_999)


def test_the_commission_is_rounded_once_on_the_total() -> None:
    # 6.7 % of 0.07 is 0.00469: nothing on each of a thousand such gifts, 4.69 on their total.
    fees = Fees(Decimal("0.067"))
    assert 1000 * fees.commission_cents(7) == 0
    assert fees.commission_cents(7000) == 469


def test_the_tax_is_taken_on_the_rounded_commission() -> None:
    # 5 % of 2.90 is 0.145, so 0.15; half of 0.15 is 0.075, so 0.08. On 0.145 it would be 0.0725, so 0.07.
    fees = Fees(Decimal("0.05"), Decimal("0.5"))
    assert (fees.commission_cents(290), fees.commission_tax_cents(290)) == (15, 8)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0", 0), ("0.4999", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.4999", 2), ("-0.4999", 0), ("-0.5", -1),
        ("-1.5", -2), ("-2.5", -3), ("1/3", 0), ("2/3", 1), ("-2/3", -1), ("7", 7),
    ],
)  # fmt: skip
def test_half_a_cent_goes_away_from_zero(exact: str, rounded: int) -> None:
    assert rounded_cents(Fraction(exact)) == rounded


@settings(deadline=None)
@given(st.fractions())
def test_rounding_moves_by_half_a_cent_at_most_and_treats_both_signs_alike(exact: Fraction) -> None:
    assert abs(rounded_cents(exact) - exact) <= Fraction(1, 2)
    assert rounded_cents(-exact) == -rounded_cents(exact)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("26795.28", 2_679_528), ("0", 0), ("-0.00", 0), ("0.01", 1), ("-12.50", -1250), ("25000", 2_500_000),
        ("1E+3", 100_000), ("10.5000", 1050), ("999999999999999.99", 99_999_999_999_999_999),
    ],
)  # fmt: skip
def test_an_amount_has_its_cents(text: str, whole: int) -> None:
    assert cents(Decimal(text)) == whole


@pytest.mark.parametrize(
    "text",
    ["0.005", "1.001", "0.00999999999999999999999999999999999", "NaN", "sNaN", "Infinity", "-Infinity", "1E-999999", "1E+15", "1E+999999"],
)
def test_what_is_no_number_of_cents_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="whole cents"):
        cents(Decimal(text))


@pytest.mark.parametrize(
    ("whole", "text"),
    [(2_679_528, "26795.28"), (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-1250, "-12.50"), (2_500_000, "25000.00")],
)
def test_cents_are_written_with_two_decimals(whole: int, text: str) -> None:
    assert str(amount(whole)) == text


@settings(deadline=None)
@given(st.integers(-(10**16), 10**16))
def test_an_amount_and_its_cents_are_the_same_thing(whole: int) -> None:
    assert cents(amount(whole)) == whole


RATE = st.decimals(0, Decimal("0.3"), places=4)
TAX_RATE = st.decimals(0, Decimal("0.2"), places=5)


@settings(deadline=None)
@given(RATE, TAX_RATE, st.integers(1, 10_000_000))
@example(Decimal("0.067"), Decimal(0), 2_500_000)
@example(Decimal("0.3"), Decimal("0.2"), 1)
def test_the_gross_needed_is_the_smallest_for_hundreds_of_cents_below(rate: Decimal, tax_rate: Decimal, goal: int) -> None:
    fees = Fees(rate, tax_rate)
    needed = fees.gross_needed_cents(goal)
    assert needed is not None and fees.net_cents(needed) >= goal
    assert not [gross for gross in range(max(0, needed - 300), needed) if fees.net_cents(gross) >= goal]


@settings(max_examples=30, deadline=None)
@given(RATE, TAX_RATE, st.integers(1, 400))
def test_the_gross_needed_of_a_small_goal_is_the_first_that_counting_up_from_nothing_finds(
    rate: Decimal, tax_rate: Decimal, goal: int
) -> None:
    fees, gross = Fees(rate, tax_rate), 0
    while fees.net_cents(gross) < goal:
        gross += 1
    assert fees.gross_needed_cents(goal) == gross


@settings(deadline=None)
@given(RATE, TAX_RATE, st.integers(0, 10**12))
def test_net_commission_and_tax_add_up_to_the_gross(rate: Decimal, tax_rate: Decimal, gross: int) -> None:
    fees = Fees(rate, tax_rate)
    assert fees.net_cents(gross) + fees.commission_cents(gross) + fees.commission_tax_cents(gross) == gross


@pytest.mark.parametrize(("rate", "tax_rate"), [("0.9", "0.2"), ("0.8", "0.25")])
def test_fees_that_leave_nothing_make_the_goal_unreachable(rate: str, tax_rate: str) -> None:
    assert Fees(Decimal(rate), Decimal(tax_rate)).gross_needed_cents(2_500_000) is None


def test_a_cent_more_of_gross_can_be_a_cent_less_of_net() -> None:
    # 30 % and 20 %: of 0.08, 0.02 and 0.00 are taken and 0.06 is left; of 0.09, 0.03 and 0.01, and 0.05 is left.
    fees = Fees(Decimal("0.3"), Decimal("0.2"))
    nets = [fees.net_cents(gross) for gross in range(200)]
    assert nets[8:10] == [6, 5]
    assert all(fees.gross_needed_cents(net) == nets.index(net) for net in set(nets) if net > 0)
