"""Which campaign is meant when none is named, and the sentence when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError, UseError
from lib.services.campaigns import open_campaign
from lib.services.demonstration import load_demonstration, load_demonstration_once
from lib.services.founding import found_campaign
from lib.store.campaigns import campaigns
from tests.services.held import AT, bring, empty_store
from tests.support.files import CONTRIBUTIONS, SETTINGS

ANSWERS = {
    "title": "Une lampe", "name": "lampe", "goal": "25000", "currency": "BRL", "opens_at": "2015-04-16T00:27:22+00:00",
    "closes_at": "2015-06-15T02:59:59+00:00", "timezone": "America/Sao_Paulo", "commission_rate": " 0.13 ", "url": "",
}  # fmt: skip


def test_an_empty_store_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(UseError, match="No campaign is loaded yet"):
        open_campaign(empty_store(tmp_path))


def test_an_unknown_name_names_those_there_are(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    bring(store, {})
    with pytest.raises(UseError) as refused:
        open_campaign(store, "nope")
    assert refused.value.message.params == {"name": "nope", "names": "essai"}


def test_the_demonstration_is_loaded_into_an_empty_store_only(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    load_demonstration_once(store, at=AT)
    revision = open_campaign(store).revision
    load_demonstration_once(store, at=AT)
    assert open_campaign(store).revision == revision
    bring(store, {"contributions": CONTRIBUTIONS})
    load_demonstration_once(store, at=AT)
    assert [record.name for record in campaigns(store)] == ["essai"]


def test_a_real_campaign_is_opened_before_a_demonstration_put_back_later(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    bring(store, {})
    load_demonstration(store, at=AT)
    assert open_campaign(store).campaign.name == "essai"
    assert open_campaign(store, "demo").campaign.invented


def test_a_write_changes_the_revision_and_reading_does_not(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    bring(store, {})
    first = open_campaign(store).revision
    assert open_campaign(store).revision == first
    bring(store, {"contributions": CONTRIBUTIONS})
    assert open_campaign(store).revision > first


def test_a_campaign_is_founded_from_a_few_answers_and_the_demonstration_goes(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    load_demonstration(store, at=AT)
    campaign = found_campaign(store, ANSWERS, at=AT, who="ana")
    assert (campaign.name, campaign.goal_cents, campaign.currency, campaign.period.day_count) == ("lampe", 2_500_000, "BRL", 61)
    assert open_campaign(store).campaign == campaign
    assert [record.name for record in campaigns(store)] == ["lampe"]


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [("goal", "a lot"), ("currency", "reais"), ("closes_at", "2014-01-01"), ("timezone", "Nowhere"), ("name", "Une Lampe"),
     ("commission_rate", "13 %"), ("opens_at", "")],
)  # fmt: skip
def test_a_wrong_answer_is_named_and_the_demonstration_stays(tmp_path: Path, answer: str, wrong: str) -> None:
    store = empty_store(tmp_path)
    load_demonstration(store, at=AT)
    with pytest.raises(SettingsError):
        found_campaign(store, {**ANSWERS, answer: wrong}, at=AT, who="ana")
    assert [record.name for record in campaigns(store)] == ["demo"]


def test_settings_imported_again_take_the_place_of_the_former_ones(tmp_path: Path) -> None:
    store = empty_store(tmp_path)
    bring(store, {"contributions": CONTRIBUTIONS})
    bring(store, {}, settings=SETTINGS.replace("goal = 1000", "goal = 2000"))
    assert open_campaign(store).campaign.goal_cents == 200_000
