"""Page Insights in the forms that its own header does not tell: names that another program wrote over, workbooks of several sheets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lib.campaign.errors import UnknownLayout
from lib.sources.layouts.layouts import identify
from lib.sources.parsing import parsed
from lib.sources.result import Parsed
from lib.sources.tables.table_file import TableFile, table_file
from tests.sources.given import CAMPAIGN, only, table, words, workbook

HEADER = "'social_network_id', '', '', 'impressions', '', 'comments', 'likes', 'shares'\n"
POSTS = (
    '1462412660449136_1603035389720195,https://www.facebook.com/asso/posts/1603035389720195:0,"Une nouvelle,\nsur deux lignes",Photo,,,'
    '"02/17/2018 03:00:13 PM"," ",12,0,,',
    '1462412660449136_1602961003060967,https://www.facebook.com/asso/posts/1602961003060967:0,Une autre,Link,,,"02/16/2018 09:00:15 AM"," ",0,0,,',
)
TOLD = ["Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted"]
FIRST = ["55_7001", "https://www.facebook.com/asso/posts/7001", "Salut", "Photo", "", "", "02/19/2018 09:03:47 AM"]
SECOND = ["55_7002", "https://www.facebook.com/asso/posts/7002", "Encore", "Link", "", "", "02/20/2018 09:03:47 AM"]
STORIES = "Lifetime Post Stories by act..."


def read(file: TableFile) -> Parsed:
    return parsed(file, identify(file), CAMPAIGN, observed_at=datetime(2018, 3, 20, tzinfo=UTC))


def remarks(file: Parsed) -> list[str]:
    return [words(remark) for remark in file.remarks]


def test_posts_are_known_by_what_their_cells_hold_where_the_names_are_lost() -> None:
    piece = read(table(HEADER + "\n".join(POSTS), "export.csv"))
    assert (piece.layout, piece.row_count, piece.accepted_row_count) == ("facebook_insights", 2, 2)
    assert only(piece.rows[0]) == {
        "platform": "facebook", "id": "1603035389720195", "published_at": datetime(2018, 2, 17, 23, 0, 13, tzinfo=UTC), "kind": "Photo",
        "text": "Une nouvelle,\nsur deux lignes", "url": "https://www.facebook.com/asso/posts/1603035389720195",
    }  # fmt: skip


def test_what_cannot_be_known_of_them_is_not_read_and_said() -> None:
    piece = read(table(HEADER + "\n".join(POSTS), "export.csv"))
    assert piece.others == {"post_counts": ()}
    assert remarks(piece)[0].startswith("The names of the columns are not Facebook’s: the first seven are known by what they hold.")
    assert "not taken: Countries, Languages, (8), (9), (10)." in remarks(piece)[1]


@pytest.mark.parametrize(("was", "now"), [
    ("1462412660449136_1602961003060967", "1602961003060967"), ("02/16/2018 09:00:15 AM", "2018-02-16"), ("https://www.facebook.com/asso/posts/1602961003060967:0", "ici"),
])  # fmt: skip
def test_one_row_that_is_no_post_of_facebook_and_the_file_is_not_guessed(was: str, now: str) -> None:
    with pytest.raises(UnknownLayout):
        identify(table(HEADER + "\n".join(POSTS).replace(was, now), "export.csv"))


def test_a_workbook_gives_the_shares_of_its_other_sheet() -> None:
    keys = [[*TOLD, "Lifetime Post Total Reach"], [""] * 7 + ["Lifetime: The total number"], [*FIRST, 120], [*SECOND, 80]]
    stories = [[*TOLD, "share", "like", "comment"], [""] * 7 + ["Lifetime: The number"] + [""] * 2, [*SECOND, 4, 30, 2]]
    people = [[*TOLD, "share"], [*SECOND, 99]]
    piece = read(table_file("posts.xlsx", workbook(keys, **{"Lifetime Talking About This(...": people, STORIES: stories})))
    assert [(row["post_id"], row["shares"], row["reactions"], row["comments"], row["reach"]) for row in piece.others["post_counts"]] == [
        ("7001", 0, 0, 0, 120), ("7002", 4, 30, 2, 80),
    ]  # fmt: skip
    assert remarks(piece)[:2] == [
        f"The sheet “Feuille 1” was read, and “{STORIES}” for shares, reactions and comments.",
        "Not read: the sheets “Lifetime Talking About This(...”.",
    ]


def test_a_post_that_stands_twice_among_the_stories_takes_neither() -> None:
    keys, stories = [TOLD, FIRST], [[*TOLD, "share"], [*FIRST, 4], [*FIRST, 5]]
    piece = read(table_file("posts.xlsx", workbook(keys, **{STORIES: stories})))
    assert [row["shares"] for row in piece.others["post_counts"]] == [0]


def test_a_workbook_without_that_sheet_says_which_one_was_read() -> None:
    piece = read(table_file("posts.xlsx", workbook([TOLD, FIRST], Notes=[["a", "b"], [1, 2]])))
    assert "Only the sheet “Feuille 1” was read, not “Notes”." in remarks(piece)
