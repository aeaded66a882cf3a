"""Campaigns in a store: their settings word for word, their revision, their end."""

from __future__ import annotations

import pytest

from lib.campaign.errors import UseError
from lib.store.campaigns import campaign_record, campaigns, delete_campaign, revision, save_campaign
from lib.store.changes.journal import journal, undo_entry
from lib.store.engine import Store
from lib.store.kept import keep
from lib.store.queries.series import DayTotal, day_totals
from lib.store.safekeeping.integrity import verification
from lib.store.schema import metadata
from tests.store.builders import CAMPAIGN, NOW, TOML, contribution, local, new_campaign, put


def test_a_campaign_keeps_its_settings_word_for_word(store: Store) -> None:
    toml = TOML + "# Québec — « ne pas toucher »\n"
    saved = save_campaign(store, toml, CAMPAIGN, at=NOW, who="Ada")
    assert campaign_record(store, "services-faciles") == saved
    assert (saved.settings_toml, saved.timezone, saved.invented, saved.loaded_at) == (toml, "America/Toronto", False, NOW)
    assert (saved.version, saved.revision) == (1, 1)


def test_the_same_settings_again_change_nothing(store: Store, campaign_id: int) -> None:
    before = revision(store, campaign_id)
    assert new_campaign(store) == campaign_id
    assert revision(store, campaign_id) == before
    assert journal(store, campaign_id) == ()


def test_other_settings_are_listed_in_the_journal_and_cannot_be_undone_there(store: Store, campaign_id: int) -> None:
    longer = TOML.replace("closes_on = 2018-03-16", "closes_on = 2018-03-31")
    assert new_campaign(store, longer) == campaign_id
    [entry] = journal(store, campaign_id)
    assert (entry.table, entry.before, entry.after) == ("campaign", {"settings_toml": TOML}, {"settings_toml": longer})
    with pytest.raises(UseError):
        undo_entry(store, campaign_id, entry.pk, at=NOW, who="Zoé")


def test_campaigns_are_listed_by_name_and_an_unknown_one_is_refused(store: Store, campaign_id: int) -> None:
    new_campaign(store, TOML.replace("services-faciles", "ateliers"))
    assert [record.name for record in campaigns(store)] == ["ateliers", "services-faciles"]
    with pytest.raises(UseError, match="There is no campaign"):
        campaign_record(store, "autre")


def test_the_revision_rises_with_each_change_of_that_campaign_alone(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", "ateliers"))
    before = revision(store, campaign_id), revision(store, other)
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 5)])
    assert (revision(store, campaign_id), revision(store, other)) == (before[0] + 1, before[1])
    assert revision(store, 999) == -1


def test_another_time_zone_moves_contributions_to_their_day_there(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 22:00", 5)],
        posts=[{"platform": "facebook", "id": "p", "published_at": local("2018-01-20 22:00")}])  # fmt: skip
    new_campaign(store, TOML.replace("America/Toronto", "Europe/Paris"))
    with store.reading() as connection:
        days = connection.exec_driver_sql(
            "SELECT local_day, local_hour FROM contributions UNION ALL SELECT local_day, local_hour FROM posts"
        ).all()
    assert [(str(day), hour) for day, hour in days] == [("2018-01-21", 4), ("2018-01-21", 4)]
    assert verification(store, thorough=True) == ()


def test_a_deleted_campaign_leaves_nothing_and_the_others_everything(store: Store, campaign_id: int) -> None:
    other = new_campaign(store, TOML.replace("services-faciles", "ateliers"))
    for campaign in (campaign_id, other):
        put(store, campaign, contributions=[contribution("1", "2018-01-20 09:00", 5)])
        put(store, campaign, contributions=[contribution("1", "2018-01-20 09:00", 6)])
        keep(store, campaign, "note", "x", at=NOW)
    delete_campaign(store, "services-faciles")
    with store.reading() as connection:
        left = {
            table.name: connection.exec_driver_sql(f"SELECT count(*) FROM {table.name} WHERE campaign_id = {campaign_id}").scalar()
            for table in metadata.tables.values()
            if "campaign_id" in table.c
        }
    assert set(left.values()) == {0}
    assert [total.counted_cents for total in day_totals(store, other, CAMPAIGN, NOW)] == [600]
    assert verification(store, thorough=True) == ()
    with pytest.raises(UseError):
        delete_campaign(store, "services-faciles")


def test_a_campaign_can_come_back_under_its_name(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[contribution("1", "2018-01-20 09:00", 5)])
    delete_campaign(store, "services-faciles")
    again = new_campaign(store)
    assert again != campaign_id
    assert day_totals(store, again, CAMPAIGN, NOW) == ()
    put(store, again, contributions=[contribution("1", "2018-01-20 09:00", 7)])
    assert day_totals(store, again, CAMPAIGN, NOW) == (DayTotal(CAMPAIGN.period.first_day, 700, 1),)
