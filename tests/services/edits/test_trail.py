"""What was imported and by whom, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import UseError
from lib.i18n.language import ENGLISH, FRENCH
from lib.i18n.translator import Translator
from lib.i18n.typography import faults
from lib.services.campaigns import open_campaign
from lib.services.edits.trail import freshness_by_table, imports, traces, undo_import
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS

AUDIENCE = "account,observed_at,followers\nfacebook,2018-01-20T10:00:00-05:00,40\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def gross_cents(store: Store) -> int:
    """What was raised by the closing."""
    opened = open_campaign(store)
    return view(store, opened, opened.campaign.period.closes_at).figures.gross_cents


def test_an_import_undone_gives_the_former_figures_back_and_stays_in_the_list(store: Store) -> None:
    opened_with(store, contributions=CONTRIBUTIONS)
    bring(store, {"contributions": CONTRIBUTIONS.replace("30.00", "80.00") + "c4,2018-02-11,5.00,counted,\n"}, settings=None)
    assert gross_cents(store) == 15_500
    opened = open_campaign(store)
    last = imports(store, opened, 10)[0]
    undo_import(store, opened, last.id, at=AT, who="bo")
    assert gross_cents(store) == 10_000
    newest = imports(store, opened, 10)[0]
    assert (newest.id, newest.can_be_undone) == (last.id, False)


def test_an_import_is_undone_once(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    (only,) = imports(store, opened, 10)
    undo_import(store, opened, only.id, at=AT, who="bo")
    with pytest.raises(UseError):
        undo_import(store, opened, only.id, at=AT, who="bo")


def test_an_undone_file_can_be_imported_again(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    undo_import(store, opened, imports(store, opened, 1)[0].id, at=AT, who="bo")
    bring(store, {"contributions": CONTRIBUTIONS}, settings=None)
    assert gross_cents(store) == 10_000


def test_an_import_says_its_files_counts_and_person_in_each_language(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS + "c9,never,1.00,counted,\n")
    (only,) = imports(store, opened, 10)
    english, french = (only.sentence(Translator(language, opened.campaign.period.zone)) for language in (ENGLISH, FRENCH))
    assert "ana: contributions.csv; 3 new, 0 changed, 1 refused." in english
    assert "contributions.csv" in french
    assert faults(french) == ()


def test_what_changed_is_traced_and_new_rows_are_told_by_their_import_alone(store: Store) -> None:
    opened_with(store, contributions=CONTRIBUTIONS)
    assert traces(store, open_campaign(store), 10) == ()
    bring(store, {"contributions": CONTRIBUTIONS.replace("30.00", "80.00")}, settings=None, who="cy")
    (trace,) = traces(store, open_campaign(store), 10)
    assert (trace.who, trace.table, trace.at) == ("cy", "contributions", AT)
    assert trace.row_text(Translator(ENGLISH)) == "c2"
    assert trace.sentence(Translator(ENGLISH)) == "changed: amount_cents"


def test_freshness_tells_rows_and_the_newest_datum_of_tables_that_hold_something(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS, tasks="id,name,starts_on\nt1,Affiches,2018-02-03\n")
    held = freshness_by_table(store, opened)
    assert {name: each.rows for name, each in held.items()} == {"contributions": 3, "tasks": 1}
    english = Translator(ENGLISH, opened.campaign.period.zone)
    assert "February 10, 2018" in held["contributions"].newest_text(english)
    assert held["contributions"].imported_at == AT


def test_a_row_without_an_id_is_told_by_what_its_key_says(store: Store) -> None:
    post = "platform,id,published_at,kind\nfacebook,12,2018-01-20T10:00:00-05:00,photo\n"
    opened_with(store, posts=post, audience=AUDIENCE)
    bring(store, {"posts": post.replace("photo", "video"), "audience": AUDIENCE.replace("40", "41")}, settings=None)
    english = Translator(ENGLISH, open_campaign(store).campaign.period.zone)
    said = {trace.table: trace.row_text(english) for trace in traces(store, open_campaign(store), 10)}
    assert said["posts"] == "facebook, 12"
    assert said["audience"].startswith("facebook, ")
    assert "10:00" in said["audience"]
