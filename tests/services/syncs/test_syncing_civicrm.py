"""CiviCRM read by its API v4, against a server made after its documentation: gifts, their states, and thanks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from lib.services.imports.importing import confirm, file_preview
from lib.services.imports.same_gifts import decide_same, possible_duplicates
from lib.services.viewing import view
from tests.services.live_bench import live, words
from tests.support.civicrm import KEY, Civi, contribution
from tests.support.site import BUSY, HTML_500, as_json

SITE = '[sources.civicrm]\naddress = "{url}/civicrm"\n'
KEYS = {"CIVICRM_API_KEY": KEY}


def test_states_become_ours_and_the_sites_time_becomes_an_instant(tmp_path: Path) -> None:
    held = [contribution(1, 100.5), contribution(2, 40, "Pending"), contribution(3, 30, "Refunded"), contribution(4, 20, "Chargeback")]
    with live(tmp_path, Civi(held), SITE, KEYS) as at:
        assert words(at.sync().error) == ""
        rows = {each["id"]: each for each in at.held("contributions")}
        assert {number: (row["status"], row["amount_cents"]) for number, row in rows.items()} == {
            "civicrm:1": ("counted", 10050), "civicrm:2": ("pending", 4000), "civicrm:3": ("withdrawn", 3000),
            "civicrm:4": ("withdrawn", 2000),
        }  # fmt: skip
        assert rows["civicrm:1"]["contributed_at"] == datetime(2018, 2, 2, 19, 5, tzinfo=UTC)  # 14:05 in Toronto
        assert (rows["civicrm:1"]["name"], rows["civicrm:1"]["email"]) == ("Personne 1", "p1@exemple.org")


def test_the_sites_time_zone_is_a_setting(tmp_path: Path) -> None:
    with live(tmp_path, Civi([contribution(1)]), SITE + 'timezone = "Europe/Paris"\n', KEYS) as at:
        at.sync()
        assert at.held("contributions")[0]["contributed_at"] == datetime(2018, 2, 2, 13, 5, tzinfo=UTC)


def test_a_thank_you_date_feeds_the_thanks_and_a_receipt_only_where_it_thanks(tmp_path: Path) -> None:
    held = [contribution(1, thankyou_date="2018-02-03 09:00:00", receipt_date="2018-02-02 15:00:00")]
    for setting, thanked_at in (("", datetime(2018, 2, 3, 14, tzinfo=UTC)), ('receipt_is_thanks = "yes"\n', datetime(2018, 2, 2, 20, tzinfo=UTC))):
        place = tmp_path / (setting[:7] or "none")
        place.mkdir()
        with live(place, Civi(held), SITE + setting, KEYS) as at:
            at.sync()
            assert at.held("contributions")[0]["thanked_at"] == thanked_at
            (reading,) = (each for each in view(at.store, at.opened, at.at).readings if each.kpi.id == "thanked_within_24h")
            assert reading.measure.value == 1


def test_a_thank_you_typed_here_is_not_lost_where_the_site_has_none(tmp_path: Path) -> None:
    from lib.store.changes.edits import edit_row
    from lib.store.queries.same_gifts import contributions_by_id

    with live(tmp_path, Civi([contribution(1)]), SITE, KEYS) as at:
        at.sync()
        row = contributions_by_id(at.store, at.opened.id, ["civicrm:1"])["civicrm:1"]
        edit_row(at.store, at.opened.id, "contributions", row.pk, row.version, {"thanked_at": at.at}, at=at.at, who="ana")
        at.sync()
        assert "thanked_at" in at.held("contributions")[0]


def test_tests_and_templates_are_left_out_even_where_the_site_gives_them(tmp_path: Path) -> None:
    held = [contribution(1), contribution(2, is_test=True), contribution(3, status="Template")]
    with live(tmp_path, lambda request: as_json({"values": held}), SITE, KEYS) as at:
        assert words(at.sync().error) == ""
        assert [each["id"] for each in at.held("contributions")] == ["civicrm:1"]


def test_every_page_is_read_and_a_second_sync_changes_nothing(tmp_path: Path) -> None:
    with live(tmp_path, Civi([contribution(number) for number in range(1, 451)]), SITE, KEYS) as at:
        assert at.sync().counts.inserted == 450
        again = at.sync()
        assert again.changes_nothing and again.counts.same == 450


def test_the_question_is_one_form_field_with_the_key_in_a_header(tmp_path: Path) -> None:
    with live(tmp_path, Civi([contribution(1)]), SITE, KEYS) as at:
        at.sync()
        (asked,) = at.site.asked
        said = json.loads(parse_qs(asked.body.decode())["params"][0])
        assert (asked.headers["content-type"], asked.query) == ("application/x-www-form-urlencoded", {})
        assert said["where"][0] == ["is_test", "=", False] and said["orderBy"] == {"id": "ASC"}
        assert said["where"][1][1][0] == ["receive_date", ">=", "2018-01-20 00:00:00"]


@pytest.mark.parametrize(("more", "said"), [
    ({"receive_date": None}, ("receive_date", "“receive_date” is empty.")),
    ({"currency": "EUR"}, ("currency", "“EUR” is not in CAD, the campaign’s currency.")),
    ({"contribution_status_id:name": "Reversed"}, ("contribution_status_id", "“Reversed” cannot be read as contribution_status_id.")),
    ({"total_amount": "beaucoup"}, ("total_amount", "“beaucoup” cannot be read as total_amount.")),
])  # fmt: skip
def test_a_contribution_that_cannot_be_taken_is_refused_alone(tmp_path: Path, more: dict[str, object], said: tuple[str, str]) -> None:
    with live(tmp_path, Civi([contribution(1), contribution(2, **more)]), SITE, KEYS) as at:
        synced = at.sync()
        assert [(each.column, words(each.reason)) for each in synced.refusals] == [said]
        assert len(at.held("contributions")) == 1


def test_a_wrong_key_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with live(tmp_path, Civi([contribution(1)], key="another"), SITE, KEYS) as at:
        said = words(at.sync().error)
        assert said.startswith("CiviCRM refuses the key") and KEY not in said
        assert at.held("contributions") == []


def test_a_site_that_stumbles_is_asked_again_and_one_in_maintenance_keeps_the_data_of_before(tmp_path: Path) -> None:
    with live(tmp_path, Civi([contribution(number) for number in range(1, 301)]), SITE, KEYS) as at:
        at.site.trouble("/get", BUSY, HTML_500)
        assert at.sync().counts.inserted == 300
        maintenance = as_json({"status_code": 503, "status_message": "maintenance"}, 503)
        at.site.trouble("/get", *[maintenance] * 9)
        assert "out of order" in words(at.sync().error)
        assert len(at.held("contributions")) == 300


def test_an_answer_that_holds_no_contributions_is_no_empty_site(tmp_path: Path) -> None:
    with live(tmp_path, lambda request: as_json({"is_error": 1, "error_message": "Unknown field"}), SITE, KEYS) as at:
        assert words(at.sync().error) == "CiviCRM refuses the question: “Unknown field”."


def test_answers_of_version_3_are_read_too(tmp_path: Path) -> None:
    old = {"id": "12", "receive_date": "2018-02-02 10:00:00", "total_amount": "50.00", "contribution_status": "Completed", "currency": "CAD",
           "is_test": 0, "thankyou_date": "", "trxn_id": "", "display_name": "Zoé Roy", "contribution_source": "Kiosque"}  # fmt: skip
    with live(tmp_path, lambda request: as_json({"is_error": 0, "version": 3, "count": 1, "values": {"12": old}}), SITE, KEYS) as at:
        assert words(at.sync().error) == ""
        (row,) = at.held("contributions")
        assert (row["id"], row["amount_cents"], row["note"]) == ("civicrm:12", 5000, "Kiosque")


def test_a_payment_that_a_file_told_already_is_one_gift_and_gets_its_thanks(tmp_path: Path) -> None:
    stripe = ("id,Created (UTC),Amount,Amount Refunded,Currency,Status,Mode,PaymentIntent ID\n"
              "ch_1,2018-02-02 19:05,25.00,0.00,cad,Paid,Live,pi_1\n")  # fmt: skip
    held = [contribution(1, trxn_id="pi_1,ch_1", thankyou_date="2018-02-02 16:00:00"), contribution(2)]
    with live(tmp_path, Civi(held), SITE, KEYS) as at:
        confirm(at.store, file_preview(at.store, "s.csv", stripe.encode(), at.opened, at=at.at), at=at.at, who="ana")
        assert words(at.sync().error) == ""
        rows = {each["id"]: each for each in at.held("contributions")}
        assert set(rows) == {"ch_1", "civicrm:2"}
        assert rows["ch_1"]["thanked_at"] == datetime(2018, 2, 2, 21, tzinfo=UTC)
        assert at.sync().changes_nothing


def test_a_gift_that_was_judged_to_be_another_does_not_come_back_by_a_sync(tmp_path: Path) -> None:
    gift = "id,contributed_at,amount,status,email\nu1,2018-02-02T14:00:00-05:00,25.00,counted,p1@exemple.org\n"
    with live(tmp_path, Civi([contribution(1)]), SITE, KEYS) as at:
        confirm(at.store, file_preview(at.store, "contributions.csv", gift.encode(), at.opened, at=at.at), at=at.at, who="ana")
        at.sync()
        (pair,) = possible_duplicates(at.store, at.opened)
        decide_same(at.store, at.opened, pair, at=at.at, who="ana")
        assert words(at.sync().error) == ""
        assert [each["id"] for each in at.held("contributions")] == ["u1"]
