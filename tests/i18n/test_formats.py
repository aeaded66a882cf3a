"""Numbers, money, dates and hours, code point by code point."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.i18n.formats import Formats
from lib.i18n.language import ENGLISH, FRENCH

ZONE = ZoneInfo("America/Toronto")
FR, EN = Formats(FRENCH, ZONE), Formats(ENGLISH, ZONE)
EVENING = datetime(2018, 2, 24, 0, 30, tzinfo=UTC)  # 19:30 on the 23rd in Toronto


@pytest.mark.parametrize(
    ("cents", "currency", "french", "english"),
    [
        (2_500_000, "CAD", "25\u00a0000,00\u00a0$", "$25,000.00"),
        (1_084_612, "CAD", "10\u00a0846,12\u00a0$", "$10,846.12"),
        (-123_450, "CAD", "\u22121\u00a0234,50\u00a0$", "\u2212$1,234.50"),
        (0, "CAD", "0,00\u00a0$", "$0.00"),
        (5, "CAD", "0,05\u00a0$", "$0.05"),
        (2_500_000, "USD", "25\u00a0000,00\u00a0$\u00a0US", "US$25,000.00"),
        (2_500_000, "EUR", "25\u00a0000,00\u00a0€", "€25,000.00"),
        (2_500_000, "CHF", "25\u00a0000,00\u00a0CHF", "CHF\u00a025,000.00"),
        (123_456_789_012, "CAD", "1\u00a0234\u00a0567\u00a0890,12\u00a0$", "$1,234,567,890.12"),
    ],
)
def test_money_with_cents_has_exactly_these_characters(cents: int, currency: str, french: str, english: str) -> None:
    assert (FR.money(cents, currency), EN.money(cents, currency)) == (french, english)


def test_the_yen_has_the_cents_that_it_was_given() -> None:
    assert FR.money(150, "JPY") == "1,50\u00a0¥"


@pytest.mark.parametrize(
    ("cents", "down", "up"),
    [
        (2_679_528, "26\u00a0795\u00a0$", "26\u00a0796\u00a0$"),
        (2_500_000, "25\u00a0000\u00a0$", "25\u00a0000\u00a0$"),
        (2_499_999, "24\u00a0999\u00a0$", "25\u00a0000\u00a0$"),
        (1, "0\u00a0$", "1\u00a0$"),
    ],
)
def test_whole_amounts_go_down_for_what_is_raised_and_up_for_what_is_needed(cents: int, down: str, up: str) -> None:
    assert (FR.money_whole(cents, "CAD"), FR.money_whole_up(cents, "CAD")) == (down, up)


def test_an_amount_in_brief_prints_its_cents_only_where_there_are_any() -> None:
    assert [FR.money_brief(cents, "CAD") for cents in (2_500_000, 2_679_528)] == ["25\u00a0000\u00a0$", "26\u00a0795,28\u00a0$"]


@pytest.mark.parametrize(
    ("share", "digits", "french", "english"),
    [
        (Fraction(996, 1000), 0, "99\u00a0%", "99%"),
        (Fraction(1), 0, "100\u00a0%", "100%"),
        (Decimal("0.067"), 1, "6,7\u00a0%", "6.7%"),
        (Decimal("0.0667"), 3, "6,67\u00a0%", "6.67%"),
        (Decimal("0.14975"), 3, "14,975\u00a0%", "14.975%"),
        (Fraction(12345, 1000), 0, "1\u00a0234\u00a0%", "1,234%"),
        (Fraction(-124, 1000), 0, "\u221212\u00a0%", "\u221212%"),
        (Fraction(9999, 10000), 1, "99,9\u00a0%", "99.9%"),
    ],
)
def test_percentages_are_cut_and_never_overstated(share: Fraction | Decimal, digits: int, french: str, english: str) -> None:
    assert (FR.percent(share, digits), EN.percent(share, digits)) == (french, english)


def test_the_upper_bound_of_an_interval_is_rounded_up() -> None:
    assert FR.percent_up(Fraction(2598, 10000)) == "26\u00a0%"


@given(st.fractions(min_value=0, max_value=1).filter(lambda share: share < 1))
def test_nothing_below_the_whole_reads_100_percent(share: Fraction) -> None:
    assert FR.percent(share) != "100\u00a0%"


@pytest.mark.parametrize(
    ("value", "digits", "french"),
    [
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("-0.125"), 2, "\u22120,13"),
        (Decimal("25000.5"), 0, "25\u00a0001"),
        (Fraction(62, 10), 1, "6,2"),
        (Fraction(6), 1, "6"),
        (Fraction(1, 3), 3, "0,333"),
        (1_234_567, 0, "1\u00a0234\u00a0567"),
    ],
)
def test_decimals_round_half_away_from_zero(value: Decimal | Fraction | int, digits: int, french: str) -> None:
    assert FR.decimal(value, digits) == french


def test_a_callers_own_decimal_context_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 3
        assert FR.money_whole(123_456_789, "CAD") == "1\u00a0234\u00a0567\u00a0$"


def test_counts_are_grouped_from_four_digits_on() -> None:
    assert [FR.count(n) for n in (0, 999, 6140, 61_400)] == ["0", "999", "6\u00a0140", "61\u00a0400"]
    assert EN.count(61_400) == "61,400"


@pytest.mark.parametrize(
    ("name", "day", "french", "english"),
    [
        ("date_full", date(2018, 1, 20), "samedi 20\u00a0janvier 2018", "Saturday, January 20, 2018"),
        ("date_long", date(2018, 1, 20), "20\u00a0janvier 2018", "January 20, 2018"),
        ("date_long", date(2018, 3, 1), "1er\u00a0mars 2018", "March 1, 2018"),
        ("date_full", date(2018, 3, 1), "jeudi 1er\u00a0mars 2018", "Thursday, March 1, 2018"),
        ("date_medium", date(2018, 2, 23), "23\u00a0févr. 2018", "Feb 23, 2018"),
        ("day_month", date(2018, 3, 1), "1er\u00a0mars", "March 1"),
        ("day_month", date(2018, 3, 11), "11\u00a0mars", "March 11"),
        ("day_short", date(2018, 1, 20), "20\u00a0janv.", "Jan 20"),
        ("day_short", date(2018, 8, 1), "1er\u00a0août", "Aug 1"),
        ("month", date(2018, 1, 20), "janvier 2018", "January 2018"),
        ("weekday", date(2018, 1, 20), "samedi", "Saturday"),
        ("weekday_short", date(2018, 1, 20), "sam.", "Sat"),
        ("date_numeric", date(2018, 1, 20), "2018-01-20", "2018-01-20"),
    ],
)
def test_dates_have_exactly_these_characters(name: str, day: date, french: str, english: str) -> None:
    assert (getattr(FR, name)(day), getattr(EN, name)(day)) == (french, english)


def test_an_instant_falls_on_the_day_of_the_zone() -> None:
    assert FR.date_long(EVENING) == "23\u00a0février 2018"


@pytest.mark.parametrize(
    ("local", "french", "english"),
    [
        ((19, 30), "19\u00a0h\u00a030", "7:30\u00a0p.m."),
        ((9, 5), "9\u00a0h\u00a005", "9:05\u00a0a.m."),
        ((19, 0), "19\u00a0h", "7:00\u00a0p.m."),
        ((0, 0), "0\u00a0h", "12:00\u00a0a.m."),
        ((12, 0), "12\u00a0h", "12:00\u00a0p.m."),
    ],
)
def test_times_have_exactly_these_characters(local: tuple[int, int], french: str, english: str) -> None:
    instant = datetime(2018, 1, 20, *local, tzinfo=ZONE)
    assert (FR.time(instant), EN.time(instant)) == (french, english)


def test_an_hour_of_the_day_needs_no_date() -> None:
    assert ([FR.hour(0), FR.hour(19)], [EN.hour(0), EN.hour(19)]) == (
        ["0\u00a0h", "19\u00a0h"],
        ["12\u00a0a.m.", "7\u00a0p.m."],
    )


def test_instants_join_day_and_time() -> None:
    assert FR.instant(EVENING) == "23\u00a0février 2018 à 19\u00a0h\u00a030"
    assert EN.instant(EVENING) == "February 23, 2018 at 7:30\u00a0p.m."
    assert FR.instant_short(EVENING) == "23\u00a0févr., 19\u00a0h\u00a030"


def test_the_hour_after_the_change_of_time_is_the_clocks() -> None:
    assert FR.time(datetime(2018, 3, 11, 7, 0, tzinfo=UTC)) == "3\u00a0h"


@pytest.mark.parametrize(
    ("gone", "french", "english"),
    [
        (timedelta(seconds=4), "il y a 1 minute", "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "il y a 59 minutes", "59 minutes ago"),
        (timedelta(hours=3, minutes=50), "il y a 3 heures", "3 hours ago"),
        (timedelta(hours=23, minutes=59), "il y a 23 heures", "23 hours ago"),
        (timedelta(days=1), "il y a 1 jour", "1 day ago"),
        (timedelta(days=6, hours=23), "il y a 6 jours", "6 days ago"),
        (timedelta(days=17), "il y a 2 semaines", "2 weeks ago"),
        (-timedelta(hours=5), "dans 5 heures", "in 5 hours"),
    ],
)
def test_ages_count_whole_units_gone_by(gone: timedelta, french: str, english: str) -> None:
    assert (FR.age(EVENING - gone, EVENING), EN.age(EVENING - gone, EVENING)) == (french, english)


def test_a_duration_has_no_direction() -> None:
    assert (FR.duration(timedelta(hours=-3)), EN.duration(timedelta(days=2))) == ("3 heures", "2 days")


def test_lists_end_with_and() -> None:
    assert (FR.listing(["a", "b", "c"]), EN.listing(["a", "b"]), FR.listing([])) == ("a, b et c", "a and b", "")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["CAD", "USD", "EUR", "JPY", "CHF", "XOF"]))
def test_amounts_never_hold_a_breaking_or_a_narrow_space_nor_a_hyphen(cents: int, currency: str) -> None:
    for text in (FR.money(cents, currency), EN.money(cents, currency), FR.money_whole_up(cents, currency)):
        assert not set(text) & set(" \u202f-")


@given(st.integers(-(10**14), 10**14))
def test_an_amount_can_be_read_back_to_the_cent(cents: int) -> None:
    text = FR.money(cents, "CAD").replace("\u00a0", "").replace("$", "").replace(",", ".").replace("\u2212", "-")
    assert Decimal(text) * 100 == cents
