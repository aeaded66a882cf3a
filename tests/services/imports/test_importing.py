"""Preview, then one transaction: nothing is written before, everything or nothing is written then."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError, StoreError, UnknownLayout
from lib.services.campaigns import open_campaign
from lib.services.demonstration import load_demonstration
from lib.services.imports.dropped import is_folder
from lib.services.imports.importing import Answers, Preview, confirm, file_preview, folder_preview
from lib.sources.mapping import Mapping
from lib.store.campaigns import campaigns
from lib.store.engine import Store
from tests.services.held import AT, bring, empty_store, opened_with
from tests.support.files import CONTRIBUTIONS, PAID, SETTINGS, ULULE_LINES, daily_totals, separated, ulule_export

TOTALS = daily_totals({"2018-01-20": ("70.0", 3), "2018-01-21": ("110.0", 5)})
TOTALS_ARE = Mapping("platform_totals", {"observed_at": "paid_on", "amount_raised": "pledged_cumulative"})


def counts(preview: Preview) -> tuple[int, int, int, int]:
    """New, changed, known, refused rows of a preview of one file."""
    (part,) = preview.parts
    return len(part.comparison.new), len(part.comparison.changed), part.comparison.same, len(preview.refusals)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return empty_store(tmp_path)


def test_a_preview_writes_nothing(store: Store) -> None:
    folder_preview(store, {"campaign.toml": SETTINGS.encode(), "contributions.csv": CONTRIBUTIONS.encode()}, None)
    assert campaigns(store) == ()


def test_a_preview_tells_new_changed_and_known_rows_apart(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    edited = CONTRIBUTIONS.replace("30.00", "35.00") + "c4,2018-02-11,5.00,pending,cy@example.org\nc5,2018-02-11,many,pending,\n"
    assert counts(file_preview(store, "contributions.csv", edited.encode(), opened)) == (1, 1, 2, 1)


def test_what_a_preview_announced_is_what_is_written(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    edited = CONTRIBUTIONS.replace("30.00", "35.00") + "c4,2018-02-11,5.00,pending,cy@example.org\n"
    outcome = confirm(store, file_preview(store, "contributions.csv", edited.encode(), opened), at=AT, who="ana")
    assert (outcome.written.counts.inserted, outcome.written.counts.changed, outcome.written.counts.same) == (1, 1, 2)


def test_the_same_file_again_makes_no_batch_and_no_revision(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    again = file_preview(store, "contributions.csv", CONTRIBUTIONS.encode(), opened)
    assert again.changes_nothing
    assert confirm(store, again, at=AT, who="ana").written.batch_id is None
    assert open_campaign(store).revision == opened.revision


def test_two_previews_of_one_file_confirmed_one_after_the_other_write_it_once(store: Store) -> None:
    opened = opened_with(store)
    first, second = (file_preview(store, "contributions.csv", CONTRIBUTIONS.encode(), opened) for _ in range(2))
    confirm(store, first, at=AT, who="ana")
    counts_then = confirm(store, second, at=AT, who="bo").written.counts
    assert (counts_then.inserted, counts_then.same) == (0, 3)


def test_a_file_that_is_silent_on_a_column_leaves_what_is_stored(store: Store) -> None:
    opened = opened_with(store, contributions=CONTRIBUTIONS)
    silent = "id,contributed_at,amount,status\nc1,2018-01-20T09:00:00-05:00,60.00,counted\n"
    assert file_preview(store, "contributions.csv", silent.encode(), opened).changes_nothing


def test_an_export_dropped_on_the_demonstration_goes_to_the_plan_that_ships(store: Store) -> None:
    load_demonstration(store, at=AT)
    preview = file_preview(store, "export.csv", ulule_export(), open_campaign(store))
    assert preview.replaces_demonstration
    confirm(store, preview, at=AT, who="ana")
    assert [record.name for record in campaigns(store)] == ["services-faciles"]


def test_a_file_whose_every_row_is_refused_writes_nothing_and_leaves_the_demonstration(store: Store) -> None:
    load_demonstration(store, at=AT)
    line = ("1004", "dan@example.org", "Dan", "Roy", "CA", "Affiche", "1", "trente", "0,00", "2018-02-03", PAID)
    preview = file_preview(store, "export.csv", ulule_export([line]), open_campaign(store))
    outcome = confirm(store, preview, at=AT, who="ana")
    assert (outcome.written.batch_id, len(outcome.refusals)) == (None, 1)
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_a_store_that_refuses_in_the_middle_keeps_everything_as_it_was(store: Store, tmp_path: Path) -> None:
    load_demonstration(store, at=AT)
    preview = file_preview(store, "export.csv", ulule_export(), open_campaign(store))
    with pytest.raises(StoreError, match="the disk went away"):
        _confirm_then_fail(store, preview)
    assert [record.name for record in campaigns(store)] == ["demo"]


def _confirm_then_fail(store: Store, preview: Preview) -> None:
    with store.writing():
        confirm(store, preview, at=AT, who="ana")
        raise StoreError("the disk went away")


def test_broken_settings_write_nothing(store: Store) -> None:
    with pytest.raises(SettingsError):
        folder_preview(store, {"campaign.toml": b"name = ", "contributions.csv": CONTRIBUTIONS.encode()}, None)
    assert campaigns(store) == ()


def test_an_unknown_table_asks_for_its_columns_then_is_remembered_by_its_headers(store: Store) -> None:
    opened = opened_with(store)
    with pytest.raises(UnknownLayout):
        file_preview(store, "totals.csv", TOTALS, opened)
    confirm(store, file_preview(store, "totals.csv", TOTALS, opened, Answers(mapping=TOTALS_ARE)), at=AT, who="ana")
    later = daily_totals({"2018-01-20": ("70.0", 3), "2018-01-22": ("150.0", 7)})
    assert counts(file_preview(store, "other name.csv", later, opened)) == (1, 0, 1, 0)


def test_a_matching_is_not_remembered_before_its_file_is_imported(store: Store) -> None:
    opened = opened_with(store)
    file_preview(store, "totals.csv", TOTALS, opened, Answers(mapping=TOTALS_ARE))
    with pytest.raises(UnknownLayout):
        file_preview(store, "totals.csv", TOTALS, opened)


def test_dates_that_can_be_read_two_ways_are_asked_about_and_refused_until_then(store: Store) -> None:
    opened = opened_with(store)
    table = separated(("id", "contributed_at", "amount", "status"), [("a1", "03/02/2018", "10.00", "counted"), ("a2", "04/02/2018", "20.00", "counted")])
    preview = file_preview(store, "contributions.csv", table, opened)
    assert [(file, question.column) for file, question in preview.questions] == [("contributions.csv", "contributed_at")]
    assert counts(preview) == (0, 0, 0, 2)
    answered = file_preview(store, "contributions.csv", table, opened, Answers({"contributions.csv": {"contributed_at": "day_month_year"}}))
    assert counts(answered) == (2, 0, 0, 0)


def test_the_platforms_own_total_settles_whether_an_amount_is_of_one_unit_or_of_the_line(store: Store) -> None:
    opened = opened_with(store)
    two = [("7", "ana@example.org", "Ana", "Roy", "CA", "Macaron", "2", "20,00", "0,00", "2018-01-21", PAID)]
    (unit,) = file_preview(store, "e.csv", ulule_export(two), opened).parts
    (line,) = file_preview(store, "e.csv", ulule_export(two), opened, Answers(amount_raised_cents=2000)).parts
    assert [part.parsed.rows[0]["amount_cents"] for part in (unit, line)] == [4000, 2000]


@pytest.mark.parametrize(
    ("names", "folder"),
    [
        (["campaign.toml", "allies.csv"], True),
        (["contributions.csv"], True),
        (["Campagne.ZIP"], True),
        (["export.csv"], False),
        (["allies.xlsx"], False),
    ],
)
def test_files_dropped_together_are_a_folder_by_their_names(names: list[str], folder: bool) -> None:
    assert is_folder(dict.fromkeys(names, b"")) is folder


def test_every_order_of_the_export_is_one_contribution(store: Store) -> None:
    outcome = confirm(store, file_preview(store, "e.csv", ulule_export(), None), at=AT, who="ana")
    assert outcome.written.counts.inserted == len({line[0] for line in ULULE_LINES}) == 3


def test_a_second_campaign_leaves_the_first_alone(store: Store) -> None:
    bring(store, {"contributions": CONTRIBUTIONS})
    bring(store, {}, settings=SETTINGS.replace("essai", "second"))
    assert [record.name for record in campaigns(store)] == ["essai", "second"]
