"""Ids that a spreadsheet spoiled are found again in the post's address, or refused; those it left alone stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.message import Message
from lib.sources.cells.post_ids import column_is_rounded, post_id

URL = "https://www.facebook.com/555000111222333/posts/{}/?id=9"


@given(st.integers(10**16, 10**19 - 1), st.integers(1, 12), st.sampled_from(".,"))
def test_a_number_in_short_form_is_found_again_in_the_address(number: int, decimals: int, mark: str) -> None:
    spoiled = f"{number:.{decimals}E}".replace(".", mark)
    assert post_id(spoiled, URL.format(number), rounded=False) == str(number)


@given(st.integers(10**16, 10**19 - 1))
def test_a_number_cut_to_fifteen_digits_is_found_again_in_the_address(number: int) -> None:
    spoiled = str(number)[:15].ljust(len(str(number)), "0")
    assert post_id(spoiled, URL.format(number), rounded=True) == str(number)


@pytest.mark.parametrize("url", ["", "https://www.facebook.com/asso/posts/pfbid02abc", "https://www.facebook.com/asso/posts/999158000000000041"])
@pytest.mark.parametrize("spoiled", ["1.22158E+17", "1,22158E+17", "122158000000000000"])
def test_an_id_that_no_address_gives_back_is_refused(spoiled: str, url: str) -> None:
    assert isinstance(post_id(spoiled, url, rounded=True), Message)


def test_an_address_with_two_numbers_that_would_do_gives_none_back() -> None:
    assert isinstance(post_id("1.2E+17", "https://f/122158000000000041/122158000000000099", rounded=False), Message)


def test_an_id_that_ends_with_zeros_by_itself_stays_where_others_do_not() -> None:
    column = ["849018827384000512", "849018827384000000"]
    assert not column_is_rounded(column)
    assert post_id(column[1], "", rounded=False) == column[1]
    assert column_is_rounded(["849018827384000000", "849018827384100000"])


@pytest.mark.parametrize(("written", "own"), [("555_1610000000000021", "1610000000000021"), ("'955000000000000123", "955000000000000123"),
                                              ("955000.0", "955000"), ("01ARZ3NDEK", "01ARZ3NDEK")])  # fmt: skip
def test_a_post_bears_its_own_id_alone(written: str, own: str) -> None:
    assert post_id(written, "", rounded=False) == own
