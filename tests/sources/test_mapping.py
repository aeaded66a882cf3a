"""Other tables are matched once: suggested, corrected, remembered by their header row."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.campaign.errors import UnknownLayout, UseError
from lib.campaign.settings import campaign
from lib.sources.layouts.suggestion import campaign_suggestion, suggestion
from lib.sources.mapping import Mapping, columns_to_map, signature
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile, table_file
from tests.sources.given import CAMPAIGN, only, reasons, table, words

SHARED_INPUTS = Path(__file__).parents[3] / "shared" / "inputs"

# The shape of a daily series of a real all-or-nothing campaign: what describes the campaign stands in every row.
DAILY = """campaign_id,goal,currency,launched_at,deadline,paid_on,pledged_cumulative,contributors_cumulative
exemple-7,25000.0,BRL,2015-04-16T00:27:22Z,2015-06-15T02:59:59Z,2015-04-16,735.0,14
exemple-7,25000.0,BRL,2015-04-16T00:27:22Z,2015-06-15T02:59:59Z,2015-04-17,1775.5,23
exemple-7,25000.0,BRL,2015-04-16T00:27:22Z,2015-06-15T02:59:59Z,2015-04-18,25141.67,263
"""
DONATIONS = "Référence;Payé le;Combien;Qui\n7;20/01/2018;12,50;Ève\n8;21/01/2018;5,00;Luc\n"
DONATIONS_MAPPING = Mapping(
    "contributions",
    {"id": "Référence", "contributed_at": "Payé le", "amount": "Combien", "name": "Qui"},
    constants={"status": "counted"},
)


def mapped(text: str, mapping: Mapping) -> Parsed:
    """A file read through a mapping."""
    return parsed(table(text, "dons.csv"), mapping, CAMPAIGN)


def test_a_mapped_file_becomes_rows() -> None:
    result = mapped(DONATIONS, DONATIONS_MAPPING)
    assert only(result.rows[0]) == {
        "id": "7",
        "contributed_at": datetime(2018, 1, 20, 5, tzinfo=UTC),
        "amount_cents": 1250,
        "status": "counted",
        "name": "Ève",
    }
    assert (result.layout, len(result.rows)) == ("mapping", 2)
    assert result.fields == ("id", "contributed_at", "amount_cents", "status", "name")


def test_answers_and_words_are_kept_with_the_mapping() -> None:
    mapping = Mapping(
        "contributions",
        {"id": "Réf", "contributed_at": "Le", "amount": "Combien", "status": "Où en est-on"},
        formats={"Le": "month_day_year", "Combien": "decimal_comma"},
        values={"status": {"C'est bon": "counted"}},
    )
    (row,) = mapped("Réf;Le;Combien;Où en est-on\n7;03/04/2018;12,400;C'est bon\n", mapping).rows
    assert (row["contributed_at"], row["amount_cents"], row["status"]) == (datetime(2018, 3, 4, 5, tzinfo=UTC), 1240, "counted")


def test_a_mapping_survives_its_json() -> None:
    mapping = Mapping("contributions", {"id": "№"}, {"status": "counted"}, {"№": "x"}, {"status": {"é": "counted"}}, "order")
    assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"table": "contributions"}', '{"table": "contributions", "columns": []}', "[" * 100_000,
     '{"table": "inconnue", "columns": {}}', '{"table": "allies", "columns": {}, "grain": "order"}',
     '{"table": "allies", "columns": {"name": 3}}', '{"table": "allies", "columns": {}, "plus": 1}',
     '{"table": "allies", "columns": {}, "values": {"kind": "x"}}'],
)  # fmt: skip
def test_what_is_no_mapping_is_a_wrong_use(text: str) -> None:
    with pytest.raises(UseError):
        Mapping.from_json(text)


def test_a_mapping_is_remembered_whatever_the_order_case_and_accents_of_the_headers() -> None:
    assert signature(["Référence", "Payé le"]) == signature(["PAYÉ LE", "reference", "_row", "_reason"])
    assert signature(["Référence"]) != signature(["Référence", "Payé le"])
    again = "reference;paye le;COMBIEN;qui\n7;20/01/2018;12,50;Ève\n"
    assert mapped(again, DONATIONS_MAPPING).rows == mapped(DONATIONS, DONATIONS_MAPPING).rows[:1]


def test_a_header_that_is_gone_names_the_nearest() -> None:
    with pytest.raises(UnknownLayout) as raised:
        mapped(DONATIONS.replace("Combien", "Combien $"), DONATIONS_MAPPING)
    assert words(raised.value.message).startswith("“dons.csv” has no column “Combien”; the nearest is “Combien $”.")


def test_a_required_column_without_header_or_constant_is_named() -> None:
    incomplete = Mapping("contributions", {"id": "Référence", "contributed_at": "Payé le", "amount": "Combien"})
    with pytest.raises(UnknownLayout) as raised:
        mapped(DONATIONS, incomplete)
    assert words(raised.value.message) == "“dons.csv”: no column is matched to “status”, which is needed."


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping("contributions", {"id": "Référence", "name": "Référence"}),
        Mapping("contributions", {"inconnue": "Référence"}),
        Mapping("inconnue", {}),
    ],
)
def test_a_mapping_that_cannot_be_is_a_wrong_use(mapping: Mapping) -> None:
    with pytest.raises(UseError):
        mapped(DONATIONS, mapping)


def test_a_constant_that_cannot_be_read_refuses_the_rows_with_its_reason() -> None:
    mapping = Mapping(DONATIONS_MAPPING.table, DONATIONS_MAPPING.columns, {"status": "peut-être"})
    assert reasons(mapped(DONATIONS, mapping))[0] == (
        2, None, "“peut-être” is not a status that is known here. Say what it means, or write counted, pending or withdrawn.")  # fmt: skip


def test_a_file_of_orders_has_columns_of_its_own() -> None:
    assert "quantity" in {column.name for column in columns_to_map("contributions", "order")}
    assert "thanked_at" in {column.name for column in columns_to_map("contributions")}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (  # a payment platform's list of orders
            "Référence commande;Nom payeur;Email payeur;Tarif;Montant tarif;Date de la commande\n"
            "CMD1;Roy;a@b.ca;Soutien;10,00;17/11/2017\nCMD2;Côté;c@b.ca;Soutien;5,00;18/11/2017\n",
            {"id": "Référence commande", "contributed_at": "Date de la commande", "amount": "Montant tarif",
             "email": "Email payeur", "name": "Nom payeur", "reward": "Tarif"},
        ),
        (  # a member base's import file
            "Transaction ID,Total Amount,Receive Date,Source,Note\n1,65,2008-09-20,Ami,Rappeler\n2,5,2008-09-21,Ami,\n",
            {"id": "Transaction ID", "contributed_at": "Receive Date", "amount": "Total Amount", "source": "Source",
             "note": "Note"},
        ),
    ],
)  # fmt: skip
def test_columns_are_suggested_by_the_names_of_other_platforms(text: str, columns: dict[str, str]) -> None:
    found = suggestion(table(text, "export.csv"))
    assert found == Mapping("contributions", columns)


def test_the_only_column_of_dates_is_suggested_as_the_date() -> None:
    found = suggestion(table("compte;abonnés;quand\nulule;12;2018-01-22\nulule;15;2018-01-23\n", "suivi.csv"))
    assert found == Mapping("audience", {"account": "compte", "followers": "abonnés", "observed_at": "quand"})


def test_nothing_is_suggested_for_a_table_that_looks_like_none() -> None:
    assert suggestion(table("zut;zou\nun;deux\ntrois;quatre\n", "x.csv")) is None
    assert campaign_suggestion(table("zut;zou\nun;deux\n", "x.csv")) is None


def daily(file: TableFile) -> tuple[dict[str, str | int], Parsed]:
    """The settings and the totals that a daily series gives by itself."""
    settings, mapping = campaign_suggestion(file), suggestion(file)
    assert settings is not None
    assert mapping is not None
    return settings, parsed(file, mapping, campaign(settings))


def test_a_daily_series_describes_its_campaign_and_its_totals() -> None:
    settings, totals = daily(table(DAILY, "serie.csv"))
    assert settings == {
        "name": "exemple-7",
        "title": "exemple-7",
        "goal": 25000,
        "currency": "BRL",
        "timezone": "UTC",
        "opens_at": "2015-04-16T00:27:22+00:00",
        "closes_at": "2015-06-15T02:59:59+00:00",
    }
    assert totals.table.name == "platform_totals"
    assert [only(row) for row in totals.rows] == [
        {"observed_at": datetime(2015, 4, day, tzinfo=UTC), "amount_raised_cents": cents, "contributors": people}
        for day, cents, people in ((16, 73500, 14), (17, 177550, 23), (18, 2514167, 263))
    ]


def test_a_series_whose_goal_changes_describes_no_campaign() -> None:
    assert campaign_suggestion(table(DAILY.replace("25000.0", "26000.0", 1), "serie.csv")) is None


def test_a_whole_real_campaign_goes_through_the_mapping() -> None:
    """Reads the real series where the specification's inputs stand beside the project, else one of the same shape."""
    real = SHARED_INPUTS / "real-campaign-goal-25000.csv"
    data = real.read_bytes() if real.exists() else DAILY.encode()
    file = table_file("serie.csv", data)
    settings, totals = daily(file)
    assert settings["goal"] == 25000
    assert len(totals.rows) == file.row_count
    assert totals.refusals == ()
    raised = [row["amount_raised_cents"] for row in totals.rows]
    assert raised == sorted(raised)  # type: ignore[type-var]
    assert raised[-1] >= 2_500_000  # type: ignore[operator]


def test_every_real_sample_is_read_or_said_unknown() -> None:
    """Reads the real samples where they stand beside the project, else the fixtures of this file."""
    samples = sorted((SHARED_INPUTS / "samples").glob("*/*.csv"))
    given = [(path.name, path.read_bytes()) for path in samples] or [("dons.csv", DONATIONS.encode())]
    for name, data in given:
        file = table_file(name, data)
        assert file.row_count > 0
        found = suggestion(file)
        assert found is None or set(found.columns.values()) <= set(file.headers)
