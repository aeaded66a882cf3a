"""The plain files of a campaign: their columns as documented, and who counts as one person."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.campaign.columns import Column, Kind, Table
from lib.campaign.tables import TABLES, TABLES_BY_NAME, normalised_email, person_key

FILES = """
contributions     | *id, *contributed_at, *amount, currency, *status, name, email, platform_user, reward, source, medium, country, note, thanked_at, thanked_by
reshares          | *shared_at, contribution_id, email, platform, url, evidence
posts             | *platform, *id, *published_at, kind, text, url, phase, author
post_counts       | *platform, *post_id, *observed_at, shares, reactions, comments, reach, clicks
audience          | *account, *observed_at, *followers
platform_totals   | *observed_at, *amount_raised, contributors, fans, news
news              | *id, *published_at, *title, url
allies            | *name, kind, audience, contact, owner, agreed_on, launch_relayed_on, closing_relayed_on, next_step, next_step_on
members           | *name, on_social, responsibility, responsibility_planned_on, briefed_on, first_reshare_on, minutes_pledged
tasks             | *id, *name, *starts_on, ends_on, owner, kind, channel, target_public, done_on
communication_log | *day, *minutes, member, channel, what
events            | *name, *held_on, attendance, kind
first_day         | *name, email, *identified_on, contribution_id
budget            | *label, kind, planned, actual
rewards           | *id, *name, price, unit_cost, quantity, delivered
consents          | *email, consented_on, source, withdrawn_on
incidents         | *id, happened_on, *known_on, data_concerned, circumstances, persons, risk_reasons, authority_notified_on, persons_notified_on, measures
"""
"""What a folder of plain files holds; a star marks a column that must be there."""
CHOICES = {
    ("contributions", "status"): ("counted", "pending", "withdrawn"),
    ("reshares", "evidence"): ("seen", "declared", "link"),
    ("posts", "platform"): ("facebook", "mastodon", "twitter", "linkedin", "instagram", "other"),
    ("post_counts", "platform"): ("facebook", "mastodon", "twitter", "linkedin", "instagram", "other"),
    ("posts", "phase"): ("launch", "daily", "closing"),
    ("events", "kind"): ("launch", "mid_campaign", "workshop", "other"),
    ("budget", "kind"): ("video", "graphics", "rewards", "tax", "other"),
}
NAMED = {line.split("|")[0].strip(): line.split("|")[1].strip() for line in FILES.strip().splitlines()}
COLUMNS = [(table, column) for table in TABLES for column in table.columns]


@pytest.mark.parametrize("name", NAMED)
def test_a_file_has_the_columns_that_are_documented(name: str) -> None:
    declared = TABLES_BY_NAME[name].columns
    assert ", ".join(f"{'*' * column.required}{column.name}" for column in declared) == NAMED[name]


def test_there_is_no_other_file() -> None:
    assert [table.name for table in TABLES] == list(NAMED)


def test_the_choices_of_a_column_are_those_that_are_documented() -> None:
    declared = {(table.name, column.name): column.choices for table, column in COLUMNS if column.kind is Kind.CHOICE}
    assert declared == CHOICES


def test_what_a_column_is_called_says_what_it_holds() -> None:
    endings = {"_at": Kind.INSTANT, "_on": Kind.DAY}
    misnamed = [
        (table.name, column.name)
        for table, column in COLUMNS
        for ending, kind in endings.items()
        if column.name.endswith(ending) != (column.kind is kind) and column.name != "day"
    ]
    assert misnamed == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_header_of_a_file_could_mean_two_of_its_columns(table: Table) -> None:
    headers = Counter(header.casefold() for column in table.columns for header in {column.name, *column.aliases})
    assert [header for header, times in headers.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_is_told_from_another_by_columns_it_must_have_unless_its_key_may_repeat(table: Table) -> None:
    assert table.repeats or all(table.column(name).required for name in table.key)
    assert set(table.key) <= {column.name for column in table.columns}


def test_an_amount_has_its_unit_in_the_name_of_its_field() -> None:
    in_cents = {field for table in TABLES for field in table.fields if field.endswith("_cents")}
    assert in_cents == {"amount_cents", "amount_raised_cents", "planned_cents", "actual_cents", "price_cents", "unit_cost_cents"}


def test_whatever_tells_who_somebody_is_is_marked_as_personal() -> None:
    personal = {(table.name, column.name) for table, column in COLUMNS if column.personal}
    assert {(table.name, column.name) for table, column in COLUMNS if column.kind is Kind.EMAIL} <= personal
    assert {("contributions", "name"), ("contributions", "platform_user"), ("members", "name"), ("first_day", "name")} <= personal
    assert not {name for name, _ in personal} & {"platform_totals", "audience", "post_counts", "rewards", "budget", "events"}


def test_a_column_is_found_by_its_name() -> None:
    assert TABLES_BY_NAME["posts"].column("phase").kind is Kind.CHOICE


def test_a_column_that_a_file_does_not_have_is_named_with_its_file() -> None:
    with pytest.raises(KeyError, match="posts has no column montant"):
        TABLES_BY_NAME["posts"].column("montant")


def test_the_field_of_a_column_is_its_name_unless_it_holds_an_amount() -> None:
    assert [Column("planned", kind).field for kind in (Kind.AMOUNT, Kind.COUNT)] == ["planned_cents", "planned"]


# Lines whose last cell is the same are one person.
PEOPLE = """
id | email            | user  | person
1  | ana@exemple.org  | ana   | Ana
2  | ANA@Exemple.ORG  |       | Ana
3  |  ana@exemple.org | anita | Ana
4  | bob@exemple.org  | ana   | Bob
5  |                  | ana   | the user ana
6  |                  | ana   | the user ana
7  |                  | Ana   | the user Ana
8  |                  |       | whoever gave number 8
9  |                  |       | whoever gave number 9
"""


def test_a_person_is_an_e_mail_else_a_platform_s_user_else_one_per_contribution() -> None:
    people: dict[str, set[str]] = {}
    for line in PEOPLE.strip().splitlines()[1:]:
        number, email, user, person = line.split("|")
        row = {"id": number.strip(), "email": email[1:-1].rstrip() or None, "platform_user": user.strip() or None}
        people.setdefault(person.strip(), set()).add(person_key(row))
    assert [len(keys) for keys in people.values()] == [1] * len(people)
    assert len(set.union(*people.values())) == len(people)


def test_an_e_mail_cannot_be_taken_for_a_user_or_a_contribution() -> None:
    rows = ({"id": "a", "email": "x"}, {"id": "b", "platform_user": "x"}, {"id": "x"})
    assert len({person_key(row) for row in rows}) == 3


@pytest.mark.parametrize(("typed", "email"), [(" Zoé@Exemple.ORG\t", "zoé@exemple.org"), ("", None), ("  ", None), (None, None)])
def test_an_e_mail_is_compared_trimmed_and_without_case(typed: str | None, email: str | None) -> None:
    assert normalised_email(typed) == email


@settings(deadline=None)
@given(st.emails())
def test_normalising_an_e_mail_twice_changes_nothing_more(email: str) -> None:
    once = normalised_email(email)
    assert normalised_email(once) == once == normalised_email(f" {email.upper()} ")
