"""Files of platforms through the data page: what they hold, what they do not say, and gifts that two of them tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.i18n.typography import faults
from lib.services.campaigns import open_campaign
from lib.store.engine import Store
from lib.store.queries.lists import rows
from tests.pages.looking import looked_at, page_test, seen
from tests.services.held import bring
from tests.support.languages import english_words
from tests.support.site import HTML_200, Reply, site

FILES = Path(__file__).parents[1] / "sources" / "files"


@pytest.fixture
def store(own_store: Store) -> Store:
    """A campaign without a row."""
    bring(own_store, {})
    return own_store


def dropped(*names: str, lang: str = "en") -> AppTest:
    """Drop files on the data page, one after another; the last one is not confirmed."""
    for name in names[:-1]:
        pressed(dropped(name), "Import")
    test = page_test("data", lang=lang).run()
    test.file_uploader[0].upload(names[-1], (FILES / names[-1]).read_bytes(), "text/csv").run()
    return test


def pressed(test: AppTest, label: str) -> AppTest:
    """Press a button by its words."""
    next(button for button in test.button if button.label == label).click().run()
    looked_at(test)
    return test


def held(store: Store, table: str) -> list[str]:
    """The ids in a table."""
    return sorted(str(row["id"]) for row in rows(store, open_campaign(store).id, table))


def test_a_file_of_posts_gives_posts_and_counts_of_the_day_that_is_typed(store: Store) -> None:
    test = dropped("facebook_suite_fr.csv")
    assert "The counts are kept as they stood on" in looked_at(test).said
    next(box for box in test.text_input if box.label.startswith("The day this file was downloaded")).set_value("2018-02-20").run()
    assert "February 20, 2018" in looked_at(test).said
    pressed(test, "Import")
    assert held(store, "posts") == ["122158000000000041"]
    (counts,) = rows(store, open_campaign(store).id, "post_counts")
    assert (counts["shares"], str(counts["observed_at"])[:10]) == (12, "2018-02-21")  # the end of the 20th in Toronto


def test_a_day_that_is_none_is_said_and_nothing_is_lost(store: Store) -> None:
    test = dropped("facebook_suite_fr.csv")
    next(box for box in test.text_input if box.label.startswith("The day this file was downloaded")).set_value("hier").run()
    assert "“hier” is not a date" in looked_at(test).said


def test_an_unknown_status_is_asked_about_and_its_row_then_comes_in(store: Store) -> None:
    test = dropped("civicrm_fr.csv")
    question = next(box for box in test.selectbox if box.label.startswith("“En vérification” in Statut"))
    assert question.options == ["(refuse these rows)", "Counted", "Pending", "Withdrawn"]
    question.select("Pending").run()
    assert "row is refused" not in looked_at(test).said
    assert any(box.label.startswith("“En vérification” in Statut") for box in test.selectbox), "an answer can be changed"
    pressed(test, "Import")
    assert held(store, "contributions") == ["civicrm:21", "civicrm:22", "civicrm:23"]


def test_gifts_that_two_files_may_both_tell_are_shown_and_made_one(store: Store) -> None:
    pressed(dropped("civicrm_en.csv", "paypal_fr.csv"), "Import")
    page = seen("data", lang="en")
    assert "One gift or two?" in page.said and "civicrm:12" in page.said and "8BB11" in page.said
    test = pressed(page_test("data", lang="en").run(), "One gift")
    assert held(store, "contributions") == ["8BB12", "civicrm:12", "civicrm:13"]
    assert "One gift or two?" not in looked_at(test).said


def test_gifts_that_are_two_stay_and_can_be_asked_about_again(store: Store) -> None:
    pressed(dropped("civicrm_en.csv", "paypal_fr.csv"), "Import")
    test = pressed(page_test("data", lang="en").run(), "Two gifts")
    assert "1 pair was judged to be two gifts." in looked_at(test).said
    assert len(held(store, "contributions")) == 4
    test = pressed(test, "Ask again")
    assert any(button.label == "Two gifts" for button in test.button)


def test_all_of_it_is_in_french(store: Store) -> None:
    pressed(dropped("civicrm_en.csv", "paypal_fr.csv"), "Import")
    for name in ("facebook_suite_fr.csv", "civicrm_fr.csv"):
        page = looked_at(dropped(name, lang="fr"))
        theirs = {cell.strip() for line in (FILES / name).read_text("utf-8-sig").splitlines() for cell in line.split(";")}
        own = "\n".join(text for text in page.texts if text not in theirs and not set(text) & set("«,/") and ".csv" not in text)
        assert english_words(own) == [], [text for text in own.splitlines() if "post" in text.lower()]
        assert [str(fault) for fault in faults(own)] == []


def read_address(address: str) -> AppTest:
    """Type an address on the data page and press Read."""
    test = page_test("data", lang="en").run()
    next(box for box in test.text_input if "address of a shared sheet" in box.label).set_value(address)
    return pressed(test, "Read")


def test_an_address_of_this_network_is_not_asked_for_whoever_types_it(store: Store) -> None:
    with site(lambda request: Reply(body=b"name,audience\nCoop,1\n")) as running:
        test = read_address(f"{running.url}/allies.csv")
        assert running.asked == [] and "Import" not in [button.label for button in test.button]


def test_a_sheet_at_an_address_goes_through_the_same_steps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from lib.services.imports import shared_sheets
    from lib.sources.network.door import Door

    monkeypatch.setattr(shared_sheets, "Door", lambda **options: Door(is_private_allowed=True, **options))
    with site(lambda request: Reply(body=b"name,audience\nCoop,1\n") if request.path == "/allies.csv" else HTML_200) as running:
        assert "shows a web page instead of the sheet" in looked_at(read_address(f"{running.url}/autre.csv")).said
        pressed(read_address(f"{running.url}/allies.csv"), "Import")
        assert [row["name"] for row in rows(store, open_campaign(store).id, "allies")] == ["Coop"]
