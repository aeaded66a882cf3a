"""`import` of files that do not say everything: words, orders of dates and days of counts are typed; what is open is said."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Typed
from tests.support.files import folder_of

STRIPE = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode\n"
POSTS = "Post ID,Page ID,Title,Publish time,Permalink,Shares\n1610000000000041,9,A,01/21/2018 10:00,https://f/1,61\n"


def written(place: Path, name: str, text: str) -> Path:
    """A file of the test."""
    (place / name).write_text(text, encoding="utf-8")
    return place / name


def test_an_unknown_status_says_what_to_type_and_typed_it_is_kept_for_the_next_file(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    first = written(tmp_path, "first.csv", STRIPE + "ch_1,2018-02-13 10:00,50.00,0,cad,En révision,Live\n")
    answer = typed("import", first)
    assert answer.code == 1
    assert '--means "En révision=counted" | --means "En révision=pending"' in answer.errors
    assert typed("import", first, "--means", "En révision=counted").code == 0
    second = written(tmp_path, "second.csv", STRIPE + "ch_2,2018-02-14 10:00,25.00,0,cad,En révision,Live\n")
    assert typed("import", second).code == 0
    assert typed.figures()["money"]["gross"] == "75.00"


def test_an_order_of_dates_that_nothing_tells_is_asked_for_and_typed(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    file = written(tmp_path, "s.csv", STRIPE + "ch_1,02/03/2018,50.00,0,cad,Paid,Live\n")
    answer = typed("import", file)
    assert answer.code == 1
    assert '--read "Created (UTC)=jma" | --read "Created (UTC)=mja"' in answer.errors
    assert typed("import", file, "--read", "Created (UTC)=dmy").code == 0
    assert typed.figures("--as-of", "2018-03-02")["money"]["gross"] == "50.00"
    assert typed.figures("--as-of", "2018-03-01")["money"]["gross"] == "0.00"


def test_the_day_of_counts_is_typed(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    answer = typed("import", written(tmp_path, "posts.csv", POSTS), "--counts-of", "2018-02-20")
    assert (answer.code, "post_counts.csv: 1 new" in answer.output) == (0, True), answer.errors
    reading = next(each for each in typed.figures("--as-of", "2018-02-20")["kpis"] if each["id"] == "shares_per_post")
    assert (reading["value"], reading["n"]) == (61, 1)


def test_an_answer_without_an_equals_sign_is_wrong_use(typed: Typed, tmp_path: Path) -> None:
    typed("import", folder_of(tmp_path / "essai"))
    answer = typed("import", written(tmp_path, "posts.csv", POSTS), "--means", "Payé")
    assert answer.code == 2
    assert "“Payé” is not an answer." in answer.errors
