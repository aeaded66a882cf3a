"""Text becomes rows: separators, titles above the header, quotation marks, row numbers."""

from __future__ import annotations

import dataclasses

import pytest

from lib.campaign.errors import FileTooLarge, UnreadableFile
from lib.sources.tables.limits import LIMITS
from lib.sources.tables.table_file import table_file
from tests.sources.given import table, words


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_of_the_header_row(separator: str) -> None:
    file = table(f"id{separator}montant{separator}statut\n1{separator}25{separator}counted\n")
    assert (file.separator, file.headers) == (separator, ("id", "montant", "statut"))
    assert file.rows == (("1", "25", "counted"),)


def test_commas_in_the_rows_do_not_make_a_comma_file() -> None:
    file = table("nom;montant\nTremblay, Luc;1,50\nRoy, Ève;2,50\n")
    assert file.rows == (("Tremblay, Luc", "1,50"), ("Roy, Ève", "2,50"))


def test_a_file_of_one_column_keeps_its_commas() -> None:
    assert table("nom\nTremblay, Luc\nRoy, Ève\n", "allies.csv").rows == (("Tremblay, Luc",), ("Roy, Ève",))


def test_the_line_that_names_the_separator_is_not_a_row() -> None:
    file = table("sep=;\nid;montant, net\n1;25\n")
    assert (file.headers, file.first_row_number) == (("id", "montant, net"), 2)


@pytest.mark.parametrize(
    "title",
    ["Campagne Services Faciles\n\n", "Campagne;;\nExporté le;2018-02-01;\n", "Dons reçus\nPériode;hiver\n"],
)
def test_titles_above_the_header_are_skipped_and_said(title: str) -> None:
    file = table(f"{title}id;montant;statut;courriel\n1;25;counted;a@b.ca\n")
    assert file.headers == ("id", "montant", "statut", "courriel")
    assert file.first_row_number == 4
    assert "above the header" in words(file.remarks[0])


def test_a_header_of_unknown_names_is_the_first_wide_row() -> None:
    file = table("Bénévoles 2018\nPersonne;Équipe;Ville\nLuc;Textes;Laval\nÈve;Images;Alma\n")
    assert file.headers == ("Personne", "Équipe", "Ville")
    assert file.numbers == (3, 4)


def test_the_first_row_stays_the_header_where_rows_are_words_too() -> None:
    assert table("membre,canal\nLuc,Facebook\nÈve,Mastodon\n").headers == ("membre", "canal")


def test_a_cell_of_several_lines_counts_as_one_row() -> None:
    file = table('id,note\n1,"Bravo !\nContinuez."\n\n2,Merci\n')
    assert list(file.numbered) == [(2, ("1", "Bravo !\nContinuez.")), (4, ("2", "Merci"))]


def test_line_ends_of_an_old_mac_are_line_ends() -> None:
    assert table("id,note\r1,a\r2,b\r").rows == (("1", "a"), ("2", "b"))


def test_a_row_with_misplaced_quotation_marks_is_kept_alone_and_raw() -> None:
    file = table('id,note\n1,"dit "oui" souvent"\n2,ok\n')
    assert list(file.numbered) == [(2, ('1,"dit "oui" souvent"',)), (3, ("2", "ok"))]
    assert file.broken == {2}


def test_a_quotation_mark_that_is_never_closed_names_its_row() -> None:
    with pytest.raises(UnreadableFile) as raised:
        table('id,note\n1,ok\n2,"jamais fermé\n3,ok\n')
    assert "opened in row 3 is never closed" in words(raised.value.message)


def test_empty_columns_at_the_end_are_no_columns() -> None:
    file = table("id,note,,\n1,a,,\n2,b\n")
    assert file.headers == ("id", "note")
    assert file.rows == (("1", "a"), ("2", "b"))


def test_a_column_without_a_header_stays_when_it_holds_something() -> None:
    assert table("id,note,\n1,a,x\n").headers == ("id", "note", "(3)")


def test_a_header_that_comes_twice_is_told_apart() -> None:
    assert table("id,Vues,Vues\n1,2,3\n").headers == ("id", "Vues", "Vues (2)")


def test_no_break_blanks_around_cells_are_dropped_and_forced_texts_opened() -> None:
    assert table('id,code\n\u00a01\u202f,"=""00971"""\n').rows == (("1", "00971"),)


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ({"rows": 2}, "id,note\n1,a\n2,b\n3,c\n"),
        ({"columns": 2}, "id,note,plus\n1,a,b\n"),
        ({"cell_characters": 9}, "id,note\n1,abcdefghij\n"),
        ({"upload_bytes": 10}, "id,note\n1,abc\n"),
    ],
)
def test_each_limit_ends_in_a_sentence(limit: dict[str, int], text: str) -> None:
    with pytest.raises(FileTooLarge):
        table_file("a.csv", text.encode(), limits=dataclasses.replace(LIMITS, **limit))


def test_as_many_rows_as_the_limit_are_read() -> None:
    limits = dataclasses.replace(LIMITS, rows=2)
    assert table_file("a.csv", b"id,note\n1,a\n2,b\n", limits=limits).row_count == 2


def test_a_cell_of_a_megabyte_is_too_long_and_not_a_crash() -> None:
    with pytest.raises(FileTooLarge) as raised:
        table('id,note\n1,"' + "a" * 1_000_000 + '"\n')
    assert "row 2" in words(raised.value.message)


def test_the_digest_is_that_of_the_bytes() -> None:
    # printf 'id,n\n1,2\n' | sha256sum
    assert table("id,n\n1,2\n").digest == "294cfea3e41a99e6972304279b112b7cd6f36ef01f75354ce358a6c3f0fcd1d0"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_lines_that_are_each_one_quoted_cell_hold_the_table(separator: str, end: str) -> None:
    rows = ("id|montant|nom", 'c1|25|""Roy| Bo""', "c2|40|Ana")
    text = "".join(f'"{row.replace("|", separator)}"{end}' for row in rows)
    file = table(text)
    assert (file.separator, file.headers) == (separator, ("id", "montant", "nom"))
    assert file.rows == (("c1", "25", f"Roy{separator} Bo"), ("c2", "40", "Ana"))
    assert [words(each) for each in file.remarks] == ["Each line was a single cell between quotation marks: the table inside them was read."]


@pytest.mark.parametrize("text", [
    '"nom"\n"Tremblay, Luc"\n"Roy, Ève"\n', '"nom, prénom"\n"Luc"\n"Ève"\n', '"id","montant"\n"1","25"\n"2","40"\n', '"id,montant"\n',
])  # fmt: skip
def test_a_column_of_quoted_texts_and_a_table_of_quoted_cells_are_read_as_they_stand(text: str) -> None:
    assert table(text).remarks == ()
