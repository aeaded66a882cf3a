"""A file is told by its headers, and by its name where headers leave a choice."""

from __future__ import annotations

import pytest

from lib.campaign.errors import UnknownLayout
from lib.campaign.tables import TABLES
from lib.sources.cells.names import folded
from lib.sources.layouts.layouts import LAYOUTS, ORDER, identify, named_layout, plain_layout
from tests.sources.given import read, reasons, table, words


def refused(text: str, name: str = "dons.csv") -> str:
    """What identifying says where it cannot."""
    with pytest.raises(UnknownLayout) as raised:
        identify(table(text, name))
    return words(raised.value.message)


@pytest.mark.parametrize("plain", TABLES, ids=lambda one: one.name)
def test_the_header_row_of_each_table_matches_its_layout_alone(plain) -> None:  # type: ignore[no-untyped-def]
    header = ",".join(column.name for column in plain.columns)
    assert identify(table(f"{header}\n", "sans-nom.csv")).name == plain.name


@pytest.mark.parametrize("plain", TABLES, ids=lambda one: one.name)
def test_the_french_header_row_of_each_table_is_read_under_its_name(plain) -> None:  # type: ignore[no-untyped-def]
    header = ";".join((column.aliases or (column.name,))[0] for column in plain.columns)
    assert identify(table(f"{header}\n", f"{plain.name}.csv")).name == plain.name


@pytest.mark.parametrize("plain", TABLES, ids=lambda one: one.name)
def test_no_two_columns_of_a_table_share_a_name(plain) -> None:  # type: ignore[no-untyped-def]
    names = [name for column in plain.columns for name in {folded(one) for one in (column.name, *column.aliases)}]
    assert len(set(names)) == len(names)


def test_the_two_forms_of_ulules_export_match_one_layout_each() -> None:
    web = "#;E-mail;Montant unitaire total;Frais de port;Date de création;Statut;Ville de livraison"
    api = "order.id,user.email,order.total,order.status,order.created_at,shipping_address.city"
    assert identify(table(f"{web}\n")).name == "ulule_web"
    assert identify(table(f"{api}\n")).name == "ulule_api"
    assert {layout.name for layout in LAYOUTS if layout.grain == ORDER} == {"ulule_web", "ulule_api"}


@pytest.mark.parametrize("header", ["Numéro", "NUMERO", "numéro ", "n°", "No"])
def test_accents_case_and_blanks_make_no_difference(header: str) -> None:
    assert identify(table(f"{header};DATE;Montant;statut\n")).name == "contributions"


def test_an_apostrophe_is_an_apostrophe() -> None:
    for sign in ("'", "’"):
        assert read(f"nom;date de l{sign}accord\nCSQ;2018-01-05\n", "allies.csv").row_count == 1


def test_headers_that_fit_two_tables_need_the_files_name() -> None:
    assert refused("name\nCSQ\n") == "“dons.csv” can be read as “allies” or as “members”. Name the file after one of them."
    assert identify(table("name\nCSQ\n", "members.csv")).name == "members"


@pytest.mark.parametrize("name", ["allies.csv", "ALLIES.CSV", "Alliés.csv", "allies (1).csv", "allies-refused.csv", "dossier/allies.xlsx"])
def test_a_name_announces_a_table(name: str) -> None:
    assert named_layout(name) is plain_layout("allies")


def test_other_names_announce_nothing() -> None:
    assert named_layout("mes-alliances.csv") is None


def test_an_unknown_column_names_the_nearest_known_one() -> None:
    assert refused("name,audiense\nCSQ,3\n", "allies.csv") == (
        "“allies.csv”: “audiense” is not a column of allies. Did you mean “audience”?"
    )


def test_an_unknown_column_like_no_other_lists_the_known_ones() -> None:
    said = refused("name,zzz\nCSQ,3\n", "allies.csv")
    assert "“zzz” is not a column of allies. Its columns are: name, kind, audience" in said


def test_a_missing_required_column_is_named() -> None:
    assert refused("id,amount,status\n1,2,counted\n", "contributions.csv") == (
        "“contributions.csv”: the column “contributed_at” is missing from contributions."
    )


def test_a_column_that_comes_twice_under_two_names_is_refused() -> None:
    assert refused("name,nom\nCSQ,CSQ\n", "allies.csv") == (
        "“allies.csv”: “name” and “nom” are the same column. Keep one of them."
    )


def test_a_file_of_unknown_columns_names_the_nearest_and_what_is_next() -> None:
    said = refused("Courielle;Zut;Zou;Zan\na;b;c;d\n")
    assert said.startswith("The columns of “dons.csv” are not known yet: the nearest is “Courielle”, like “email” of")
    assert said.endswith("Match them once.")


def test_a_missing_optional_column_is_fine() -> None:
    result = read("id,contributed_at,amount,status\n1,2018-01-20,25.00,counted\n")
    assert reasons(result) == []
    assert result.fields == ("id", "contributed_at", "amount_cents", "status")
    assert result.columns == {"id": "id", "contributed_at": "contributed_at", "amount": "amount", "status": "status"}


def test_five_hundred_unknown_columns_are_refused_quickly() -> None:
    header = ",".join(f"colonne inconnue {position}" for position in range(500))
    assert "not known yet" in refused(f"{header}\n")
