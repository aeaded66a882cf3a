"""All KPIs together: which there are, what they default to, and that each one has its table of cases."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign import tallies
from lib.campaign.message import Message
from lib.kpis.reading import Status, Unit
from lib.kpis.registry import KPI_IDS, KPIS, board

from . import test_communication, test_mobilisation, test_money, test_relays, test_visibility
from .cases import POSSIBLE, at, facts, lines, planned, reading_of

TABLES = {
    **test_money.TABLES,
    **test_visibility.TABLES,
    **test_relays.TABLES,
    **test_mobilisation.TABLES,
    **test_communication.TABLES,
}
DEFAULTS = """
id                          | unit   | target   | strict | starts           | due              | hours
funds                       | money  | 2500000  | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
fans_first_week             | people | 100      | no     | 2018-01-20 00:00 | 2018-01-27 00:00 | 36
ambassador_rate             | share  | 1/4      | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
shares_per_post             | shares | 60       | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
relay_launch                | people | 50000    | yes    | 2018-01-20 00:00 | 2018-01-24 00:00 | —
relay_closing               | people | 50000    | yes    | 2018-03-10 00:00 | 2018-03-17 00:00 | —
members_with_responsibility | share  | 1/2      | yes    | —                | 2018-01-20 00:00 | —
members_resharing           | share  | 1        | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | —
members_briefed             | share  | 1        | no     | —                | 2018-03-17 00:00 | —
launch_attendance           | people | 50       | no     | 2018-01-19 00:00 | 2018-01-20 00:00 | —
first_day_contributors      | people | 5        | no     | —                | 2018-01-21 00:00 | —
thanked_within_24h          | share  | 1        | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
daily_communication         | share  | 1        | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
news                        | news   | 10       | no     | 2018-01-20 00:00 | 2018-03-17 00:00 | 36
showcase_image              | yes_no | 1        | no     | —                | 2018-01-20 00:00 | —
"""
EVENING = tallies.LaunchTally(held_on=at("2018-01-19 12:00").date())


def test_every_kpi_has_a_table_of_cases() -> None:
    assert tuple(sorted(TABLES)) == tuple(sorted(KPI_IDS))


@pytest.mark.parametrize("kpi_id", KPI_IDS)
def test_a_table_of_cases_shows_each_state_that_its_kpi_can_be_in(kpi_id: str) -> None:
    assert {case["status"] for case in lines(kpi_id, TABLES[kpi_id])} == POSSIBLE[kpi_id]


@pytest.mark.parametrize("kpi_id", KPI_IDS)
def test_no_two_cases_of_a_table_are_called_alike(kpi_id: str) -> None:
    named = Counter(case["case"] for case in lines(kpi_id, TABLES[kpi_id]))
    assert [name for name, times in named.items() if times > 1] == []


@pytest.mark.parametrize("line", lines("", DEFAULTS), ids=lambda line: line["id"])
def test_a_kpi_has_the_plan_s_target_period_and_limit(line: dict[str, str]) -> None:
    kpi = next(kpi for kpi in KPIS if kpi.id == line["id"])
    known = facts(at("2018-02-16"), launch=EVENING)
    starts_at, hours = kpi.starts_at(known), kpi.stale_after_hours
    assert kpi.unit.value == line["unit"]
    assert kpi.is_strict == (line["strict"] == "yes")
    assert reading_of(kpi.id, known).target == Fraction(line["target"])
    assert starts_at == (None if line["starts"] == "—" else at(line["starts"]))
    assert kpi.deadline(known) == at(line["due"])
    assert hours == (None if line["hours"] == "—" else int(line["hours"]))


def test_the_board_shows_the_kpis_in_the_plan_s_order() -> None:
    known = facts(at("2018-02-16"))
    assert [reading.kpi.id for reading in board(planned(), known.tallies, known.figures, known.as_of)] == [
        line["id"] for line in lines("", DEFAULTS)
    ]


def test_a_kpi_that_the_campaign_dropped_is_not_on_the_board() -> None:
    ours, known = planned(kpi={"news": {"enabled": False}, "funds": {"enabled": True}}), facts(at("2018-02-16"))
    shown = [reading.kpi.id for reading in board(ours, known.tallies, known.figures, known.as_of)]
    assert shown == [kpi_id for kpi_id in KPI_IDS if kpi_id != "news"]


def test_without_anything_recorded_every_kpi_that_has_begun_reads_no_data() -> None:
    known = facts(at("2018-03-12"))
    readings = board(known.campaign, known.tallies, known.figures, known.as_of)
    assert {(reading.status, reading.measure.value) for reading in readings} == {(Status.NO_DATA, None)}


def test_every_kpi_says_what_it_is_and_where_it_comes_from_in_words_of_its_own() -> None:
    for words in ("name", "definition"):
        said = [getattr(kpi, words) for kpi in KPIS]
        assert len(set(said)) == len(said)
    assert all(kpi.data and kpi.page for kpi in KPIS)


INSTANTS = st.datetimes(min_value=at("2017-12-01").replace(tzinfo=None), max_value=at("2018-04-30").replace(tzinfo=None))
SMALL = st.integers(0, 60)
DATA = st.one_of(st.none(), st.integers(-90 * 24, 0))


def parts_of(whole: int) -> st.SearchStrategy[int]:
    """A part of a whole: none of it, some, or all."""
    return st.integers(0, whole)


@st.composite
def some_tallies(draw: st.DrawFn) -> tallies.Tallies:
    """Tallies that could have been counted: parts never exceed their whole."""
    whole, hours = draw(SMALL), draw(DATA)
    newest_at = None if hours is None else at("2018-03-01") + timedelta(hours=hours)
    part, rest = draw(parts_of(whole)), draw(SMALL)
    wave = tallies.RelayTally(whole, part, part, part * 2000, whole * 1000, 0, newest_at)
    return tallies.Tallies(
        money=tallies.MoneyTally(known=whole > 0, counted_cents=whole * 50_000, newest_at=newest_at),
        fans=tallies.FansTally(whole or None, rest, newest_at),
        ambassadors=tallies.AmbassadorTally(whole, part, rest, newest_at),
        posts=tallies.PostTally(tuple(range(part)), rest, rest, newest_at),
        relay_launch=wave,
        relay_closing=wave,
        members=tallies.MemberTally(whole, part, part, draw(parts_of(part)), part, newest_at, newest_at, newest_at),
        launch=draw(st.sampled_from((tallies.LaunchTally(), EVENING, dataclasses.replace(EVENING, attendance=whole)))),
        first_day=tallies.FirstDayTally(whole, part, draw(parts_of(part)), newest_at),
        thanks=tallies.ThanksTally(part, whole, 0, part, newest_at),
        log=tallies.LogTally(part, draw(st.booleans()), rest, newest_at),
        news=tallies.NewsTally(part, whole, newest_at),
        showcase=tallies.ShowcaseTally(planned=whole > 0),
    )


@settings(max_examples=60, deadline=None)
@given(some_tallies(), INSTANTS)
def test_whatever_was_counted_every_kpi_has_a_verdict_and_a_sentence(counted: tallies.Tallies, moment: object) -> None:
    as_of = moment.replace(tzinfo=at("2018-01-01").tzinfo)  # type: ignore[attr-defined]
    known = facts(as_of, **{field.name: getattr(counted, field.name) for field in dataclasses.fields(counted)})
    for reading in board(known.campaign, known.tallies, known.figures, as_of):
        assert reading.status.value in POSSIBLE[reading.kpi.id]
        assert (reading.measure.value is None) <= (reading.status in (Status.NO_DATA, Status.NOT_STARTED))
        assert isinstance(reading.why, Message) and set(reading.why.params) >= placeholders(reading.why)


def placeholders(message: Message) -> set[str]:
    """The parameters that a sentence names, in the singular and in the plural."""
    words = f"{message.text} {message.plural or ''}"
    return {part.split(")s")[0] for part in words.split("%(")[1:]}


def test_the_units_are_those_that_are_documented() -> None:
    assert {kpi.unit for kpi in KPIS} == set(Unit)
