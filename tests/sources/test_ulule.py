"""An owner's export, one row per order and reward, becomes one contribution per order.

The orders of these files (amounts in dollars):
    101  Éloïse Roy   two USB keys at 25.00 and one T-shirt at 20.00, shipping 5.00, paid        = 75.00
    102  Luc Côté     a gift of 10.00, paid                                                      = 10.00
    103  Ève          one T-shirt at 20.00, shipping 5.00, cancelled                             = 25.00
    104  Max          a gift of 40.00, awaiting confirmation                                     = 40.00
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.campaign.errors import UnknownLayout
from lib.sources.layouts.layouts import Layout, identify
from lib.sources.layouts.suggestion import suggestion
from lib.sources.mapping import Mapping
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile, table_file
from tests.sources.given import CAMPAIGN, only, read, reasons, table, words, workbook

ROWS = [
    # order, e-mail, name, unit, quantity, shipping, total, created, status, reward, country, city
    ("101", "eloise@exemple.ca", "Éloïse Roy", "25", "2", "5", "75", "2018-01-21T15:00:00Z", 0, "Clé USB", "CA", "Laval"),
    ("101", "eloise@exemple.ca", "Éloïse Roy", "20", "1", "5", "75", "2018-01-21T15:00:00Z", 0, "T-shirt", "CA", "Laval"),
    ("102", "luc@exemple.fr", "Luc Côté", "10", "1", "0", "10", "2018-01-22T04:30:00Z", 0, "Don libre", "FR", ""),
    ("103", "eve@exemple.ca", "Ève Lê", "20", "1", "5", "25", "2018-02-01T12:00:00Z", 1, "T-shirt", "CA", "Alma"),
    ("104", "max@exemple.ca", "Max Roy", "40", "1", "0", "40", "2018-02-02T12:00:00Z", 2, "Don libre", "CA", ""),
]
API_STATUSES = ("payment-completed", "cancelled", "awaiting-confirmation")
WEB_STATUSES = ("Paiement effectué", "Annulée", "En attente")


def web_rows() -> list[list[str]]:
    """As downloaded from the French site."""
    header = ["#", "E-mail", "Prénom de facturation", "Nom de facturation", "Montant unitaire total", "Quantité", "Frais de port",
              "Date de création", "Statut", "Titre de la contrepartie", "Pays de livraison", "Ville de livraison"]  # fmt: skip
    body = [
        [order, email, *name.split(), f"{unit},00", count, f"{port},00", at, WEB_STATUSES[status], reward, country, city]
        for order, email, name, unit, count, port, _total, at, status, reward, country, city in ROWS
    ]
    return [header, *body]


def api_rows() -> list[list[str]]:
    """With the names of the public documentation."""
    header = ["order.id", "user.email", "user.full_name", "order.reward.price", "order.reward.quantity", "order.reward.total",
              "order.total", "order.created_at", "order.status", "order.reward.description", "shipping_address.country",
              "shipping_address.city"]  # fmt: skip
    body = [
        [order, email, name, unit, count, str(int(unit) * int(count)), total, at, API_STATUSES[status], reward, country, city]
        for order, email, name, unit, count, _port, total, at, status, reward, country, city in ROWS
    ]
    return [header, *body]


def chosen_rows() -> list[list[str]]:
    """With headers that the owner chose when asking for the export."""
    header = ["ID de la commande", "Email de l'utilisateur", "Nom complet", "Prix de la contrepartie", "Quantité", "Total",
              "Date de la commande", "Statut de la commande", "Description de la contrepartie", "Pays"]  # fmt: skip
    body = [
        [order, email, name, unit, count, total, at, API_STATUSES[status], reward, country]
        for order, email, name, unit, count, _port, total, at, status, reward, country, _city in ROWS
    ]
    return [header, *body]


def as_csv(rows: list[list[str]], separator: str = ";") -> bytes:
    """The rows as the site writes them: semicolons, a byte order mark."""
    out = StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[list[str]]) -> bytes:
    """The rows as a workbook, numbers as numbers: order numbers become 101.0."""
    return workbook([[float(cell) if cell.isdigit() else cell for cell in row] for row in rows])


def how(file: TableFile) -> Layout | Mapping:
    """The layout of a file, or the mapping suggested for it."""
    try:
        return identify(file)
    except UnknownLayout:
        found = suggestion(file)
        assert found is not None
        return found


def contributions(data: bytes) -> Parsed:
    """The contributions of an export."""
    file = table_file("export", data)
    return parsed(file, how(file), CAMPAIGN)


EXPECTED = [
    ("101", datetime(2018, 1, 21, 15, 0, tzinfo=UTC), 7500, "counted", "eloise@exemple.ca", "Éloïse Roy", "Clé USB + T-shirt", "CA"),
    ("102", datetime(2018, 1, 22, 4, 30, tzinfo=UTC), 1000, "counted", "luc@exemple.fr", "Luc Côté", None, "FR"),
    ("103", datetime(2018, 2, 1, 12, 0, tzinfo=UTC), 2500, "withdrawn", "eve@exemple.ca", "Ève Lê", "T-shirt", "CA"),
    ("104", datetime(2018, 2, 2, 12, 0, tzinfo=UTC), 4000, "pending", "max@exemple.ca", "Max Roy", None, "CA"),
]  # fmt: skip
FIELDS = ("id", "contributed_at", "amount_cents", "status", "email", "name", "reward", "country")


@pytest.mark.parametrize("rows", [web_rows(), api_rows(), chosen_rows()], ids=["web", "api", "chosen"])
@pytest.mark.parametrize("written", [as_csv, as_xlsx])
def test_the_three_forms_of_the_export_give_the_same_contributions(rows, written) -> None:  # type: ignore[no-untyped-def]
    result = contributions(written(rows))
    assert [tuple(row[field] for field in FIELDS) for row in result.rows] == EXPECTED
    assert [(record.number, record.row_count) for record in result.records] == [(2, 2), (4, 1), (5, 1), (6, 1)]
    assert (result.refusals, result.accepted_row_count, result.row_count) == ((), 5, 5)


def test_a_suggestion_for_chosen_headers_is_the_grain_of_an_order() -> None:
    found = suggestion(table_file("export", as_csv(chosen_rows())))
    assert found is not None
    assert (found.table, found.grain) == ("contributions", "order")


def test_what_is_not_needed_is_dropped_and_said() -> None:
    result = contributions(as_csv(web_rows()))
    assert "Not needed, so not taken: Ville de livraison." in [words(remark) for remark in result.remarks]
    assert "Laval" not in str(result.rows)


WEB = "#;E-mail;Montant unitaire total;Frais de port;Date de création;Statut;Quantité;Titre de la contrepartie\n"


def web(*rows: str, **more: int) -> Parsed:
    """An export of the French site: `order;amount;shipping;quantity`, paid on 2018-01-21 unless the row says more."""
    lines = []
    for row in rows:
        order, amount, port, quantity, *rest = row.split(";")
        status, reward, email = [*rest, *("Paiement effectué", "Clé", f"p{order}@exemple.ca")[len(rest) :]]
        lines.append(f"{order};{email};{amount};{port};2018-01-21 10:00;{status};{quantity};{reward}\n")
    return read(WEB + "".join(lines), "export.csv", **more)


def test_shipping_repeats_on_each_row_of_an_order_and_counts_once() -> None:
    assert [row["amount_cents"] for row in web("1;20,00;7,50;1;Paiement effectué;A", "1;30,00;7,50;1;Paiement effectué;B").rows] == [5750]


def test_rows_of_an_order_are_gathered_wherever_they_stand() -> None:
    result = web("1;20,00;0;1;Paiement effectué;A", "2;5,00;0;1", "1;30,00;0;1;Paiement effectué;B")
    assert [(row["id"], row["amount_cents"], row["reward"]) for row in result.rows] == [("1", 5000, "A + B"), ("2", 500, "Clé")]


def test_a_unit_price_is_the_first_reading_and_a_line_total_the_other() -> None:
    result = web("1;20,00;5,00;3")
    assert [(one.name, one.total_cents, one.chosen) for one in result.alternatives] == [
        ("unit_price", 6500, True),
        ("line_total", 2500, False),
    ]
    assert "Compare with the total that the platform shows." in words(result.remarks[-1])


@pytest.mark.parametrize(("raised_cents", "amount_cents"), [(6500, 6500), (2500, 2500), (2400, 6500)])
def test_the_platforms_total_settles_what_the_amount_is(raised_cents: int, amount_cents: int) -> None:
    result = web("1;20,00;5,00;3", amount_raised_cents=raised_cents)
    assert result.rows[0]["amount_cents"] == amount_cents


def test_a_platforms_total_in_whole_units_is_the_same_total() -> None:
    assert web("1;20,25;5,00;3", amount_raised_cents=2500).rows[0]["amount_cents"] == 2525


def test_a_total_that_no_reading_gives_is_said() -> None:
    assert words(web("1;20,00;5,00;3", amount_raised_cents=99900).remarks[-1]).startswith("The counted orders add up to")


def test_only_counted_orders_are_compared_with_the_platforms_total() -> None:
    result = web("1;20,00;0;2", "2;30,00;0;2;Annulée")
    assert [one.total_cents for one in result.alternatives] == [4000, 2000]


def test_an_order_with_an_unknown_status_is_refused_whole() -> None:
    result = web("1;20,00;0;1;Paiement effectué;A", "1;20,00;0;1;En vérification;B", "2;5,00;0;1")
    assert reasons(result) == [
        (2, None, "Order 1 is refused whole: see row 3."),
        (3, "Statut", "“En vérification” is not a status that is known here. Say what it means, or write counted, pending or withdrawn."),
    ]
    assert [row["id"] for row in result.rows] == ["2"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (("1;20,00;0;1;Paiement effectué;A", "1;20,00;0;1;Annulée;B"), (3, "Statut", "The rows of order 1 do not agree on “Statut”.")),
        (("1;;0;1",), (2, "Montant unitaire total", "“Montant unitaire total” is empty.")),
        (("1;10,00;0;0",), (2, "Quantité", "The quantity is 0. Write 1, or remove the row.")),
        (("1;10,00 €;0;1",), (2, "Montant unitaire total", "“10,00 €” is not in CAD, the campaign’s currency.")),
        ((";10,00;0;1",), (2, "#", "“#” is empty.")),
    ],
)
def test_an_order_that_contradicts_itself_or_lacks_something_is_refused(rows, reason) -> None:  # type: ignore[no-untyped-def]
    assert reason in reasons(web(*rows))
    assert web(*rows).rows == ()


def test_a_cut_row_refuses_its_whole_order() -> None:
    result = read(WEB + "1;a@b.ca;5,00;0;2018-01-21;Paiement effectué;1;A\n1;a@b.ca;5,00\n", "export.csv")
    assert reasons(result) == [
        (2, None, "Order 1 is refused whole: see row 3."),
        (3, None, "This row has 3 cells where the header has 8."),
    ]


def test_a_row_that_repeats_another_of_its_order_is_counted_once_and_said() -> None:
    result = web("1;20,00;0;1", "1;20,00;0;1")
    assert (result.rows[0]["amount_cents"], result.duplicate_count) == (2000, 1)
    assert "One row repeats another row of its order" in words(result.remarks[-1])


def test_without_a_quantity_two_equal_rows_are_two_units() -> None:
    header = "#;E-mail;Montant unitaire total;Frais de port;Date de création;Statut\n"
    row = "1;a@b.ca;20,00;5,00;2018-01-21;Paiement effectué\n"
    result = read(header + row + row, "export.csv")
    assert (result.rows[0]["amount_cents"], result.duplicate_count, result.accepted_row_count) == (4500, 0, 2)


API = "order.id,order.status,order.created_at,order.total,order.reward.description,order.refunded\n"


def test_an_order_that_was_paid_back_is_withdrawn_whatever_its_status() -> None:
    result = read(API + "1,payment-done,2018-01-21T10:00:00Z,20,Clé,true\n", "export.csv")
    assert result.rows[0]["status"] == "withdrawn"


def test_an_orders_total_must_be_the_same_on_its_rows() -> None:
    result = read(API + "1,payment-done,2018-01-21,20,A,\n1,payment-done,2018-01-21,30,B,\n", "export.csv")
    assert (3, "order.total", "The rows of order 1 do not agree on “order.total”.") in reasons(result)
    assert result.rows == ()


def test_an_orders_total_may_stand_on_its_first_row_only() -> None:
    result = read(API + "1,payment-done,2018-01-21,20,A,\n1,payment-done,2018-01-21,,B,\n", "export.csv")
    assert [(row["amount_cents"], row["reward"]) for row in result.rows] == [(2000, "A + B")]


def test_a_description_loses_its_markup() -> None:
    result = read(API + "1,payment-done,2018-01-21,20,<p>Clé &amp; merci&nbsp;</p>,\n", "export.csv")
    assert result.rows[0]["reward"] == "Clé & merci"


def test_a_date_without_zone_is_the_campaigns_and_said() -> None:
    result = web("1;20,00;0;1")
    assert result.rows[0]["contributed_at"] == datetime(2018, 1, 21, 15, 0, tzinfo=UTC)
    assert "“Date de création”: times without a zone are read as America/Toronto." in map(words, result.remarks)


def test_a_country_is_kept_as_given() -> None:
    file = WEB.strip() + ";Pays de livraison\n" + "1;a@b.ca;5,00;0;2018-01-21;Paiement effectué;1;A;fr\n" + \
        "2;a@b.ca;5,00;0;2018-01-21;Paiement effectué;1;A;France\n"  # fmt: skip
    assert [only(row)["country"] for row in read(file, "export.csv").rows] == ["FR", "France"]


def test_an_english_download_is_understood() -> None:
    text = "#;Email;Total unit amount;Shipping cost;Creation date;Status;Quantity;Reward title\n" \
        "1;a@b.ca;5,00;1,00;2018-01-21;payment-done;2;Key\n"  # fmt: skip
    assert identify(table(text, "export.csv")).name == "ulule_web"
    assert read(text, "export.csv").rows[0]["amount_cents"] == 1100


orders = st.sampled_from(["1", "2", "", "3"])
statuses = st.sampled_from(["Paiement effectué", "Annulée", "?", "En attente"])
amounts = st.sampled_from(["5,00", "", "x", "-1", "1 000,00"])


@given(st.lists(st.tuples(orders, amounts, st.sampled_from(["0", "1", "2", ""]), statuses, st.booleans()), max_size=10))
def test_each_row_of_an_export_is_accepted_refused_or_repeated(rows: list[tuple[str, str, str, str, bool]]) -> None:
    lines = [
        f"{order};a@b.ca;{amount};0;2018-01-21;{status};{quantity};A" + (";de trop" if is_ragged else "")
        for order, amount, quantity, status, is_ragged in rows
    ]
    result = read(WEB + "\n".join(lines) + "\n", "export.csv")
    assert result.row_count == len(rows)
    assert result.accepted_row_count + len(result.refusals) + result.duplicate_count == len(rows)
