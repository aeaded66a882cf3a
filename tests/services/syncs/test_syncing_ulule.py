"""Ulule by its API, against a server made after its documentation: its own figures, whatever the shape and the units."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.campaign.tables import CONTRIBUTIONS
from lib.services.viewing import view
from lib.store.changes.batches import batches
from lib.store.engine import Store
from lib.store.queries.lists import rows
from lib.store.queries.series import platform_series
from lib.store.safekeeping.integrity import verification
from tests.services.held import bring
from tests.services.syncs.bench import Bench, bench, settings
from tests.support.site import Reply, site
from tests.support.ulule import PROJECT, Ulule, news, order


def small(**more: object) -> Ulule:
    """Four orders that count (two by one person), one of each other status, one paid back, two news online and one waiting.

    Counted: 50 + 20.50 + 30 + 0.50 = 101.00 by 3 people; pending: 7 + 8 = 15.00; withdrawn: 1 + 2 + 3 + 4 + 40 = 50.00.
    """
    same = {"id": 5001, "username": "u1", "name": "Ana Roy", "email": " P1@Exemple.org "}
    orders = [
        order(1, 50), order(2, 20.5, "payment-done"), order(3, 30, user=same), order(4, 0.5, anonymous=True),
        order(5, 7, "processing"), order(6, 8, "awaiting-confirmation"),
        order(7, 1, "cancelled"), order(8, 2, "payment-invalid"), order(9, 3, "payment-reimbursed"), order(10, 4, "error"),
        order(11, 40, refunded=True),
    ]  # fmt: skip
    listed = [news(1), news(2), news(3, "waiting")]
    return Ulule(amount_raised=101, fans=87, supporters=3, orders=orders, news=listed, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/"])
def test_gross_people_pending_and_news_are_those_of_the_platform(tmp_path: Path, path: str) -> None:
    with bench(tmp_path, small(), path=path) as at:
        synced = at.sync()
        figures = at.view.figures
        assert synced.error is None
        assert (figures.gross_cents, figures.pending_cents, figures.withdrawn_cents) == (10100, 1500, 5000)
        assert (figures.contributors, figures.contributions) == (3, 4)
        assert {reading.kpi.id: reading.measure.value for reading in at.view.readings}["news"] == 2
        assert [(each.amount_cents, each.contributors, each.fans, each.news) for each in platform_series(at.store, at.opened.id, at.opened.campaign, at.at)] == [(10100, 3, 87, 2)]


def test_a_second_sync_changes_nothing(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        at.sync()
        before, figures = at.opened.revision, at.view.figures
        again = at.sync()
        assert again.error is None and again.changes_nothing
        assert at.opened.revision == before and len(batches(at.store, at.opened.id)) == 1
        assert at.view.figures.gross_cents == figures.gross_cents


def test_a_total_that_does_not_move_is_noted_again_after_six_hours(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        for _ in range(26):  # at 12:15, 12:30 … 18:30
            at.sync()
        seen = platform_series(at.store, at.opened.id, at.opened.campaign, at.at)
        assert [each.observed_at for each in seen] == [datetime(2018, 3, 1, 12, 15, tzinfo=UTC), datetime(2018, 3, 1, 18, 15, tzinfo=UTC)]


def test_without_a_key_the_totals_make_the_curve(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        at.environment.clear()
        assert at.sync().error is None
        at.ulule.amount_raised, at.ulule.fans = 140, 90
        at.sync()
        assert at.view.figures.gross_cents == 14000 and at.view.figures.from_platform
        seen = platform_series(at.store, at.opened.id, at.opened.campaign, at.at)
        assert [(each.amount_cents, each.fans) for each in seen] == [(10100, 87), (14000, 90)]
        assert at.site.count("/orders") == 0
        assert all("authorization" not in asked.headers for asked in at.site.asked)


def test_the_key_goes_to_the_orders_alone(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        at.sync()
        assert {asked.path.rpartition("/")[2] for asked in at.site.asked if "authorization" in asked.headers} == {"orders"}


def test_the_shape_of_2017_is_understood_too(tmp_path: Path) -> None:
    ulule = small(is_old_shape=True)
    ulule.news = [{**news(1), "title": None, "title_fr": "La première"}]
    with bench(tmp_path, ulule) as at:
        assert at.sync().error is None
        assert at.view.figures.gross_cents == 10100
        assert [row["title"] for row in rows(at.store, at.opened.id, "news")] == ["La première"]


@pytest.mark.parametrize("overlap", [0, 1, 7])
@pytest.mark.parametrize("drops_parameters", [False, True])
def test_orders_on_two_pages_count_once_and_anonymous_ones_on_every_page(tmp_path: Path, overlap: int, drops_parameters: bool) -> None:
    orders = [order(number, 10, anonymous=number % 3 == 0) for number in range(1, 96)]
    with bench(tmp_path, Ulule(950, orders=orders, overlap=overlap, drops_parameters=drops_parameters)) as at:
        assert at.sync().counts.inserted == 95 + 2
        assert (at.view.figures.gross_cents, at.view.figures.contributions) == (95000, 95)
        assert {asked.query["limit"] for asked in at.site.asked if asked.path.endswith("/orders")} == {"20"}


def test_amounts_in_cents_are_told_by_the_total_and_said(tmp_path: Path) -> None:
    ulule = small()
    ulule.orders = [{**each, "order_total": round(float(str(each["order_total"])) * 100)} for each in ulule.orders]
    with bench(tmp_path, ulule) as at:
        synced = at.sync()
        assert (at.view.figures.gross_cents, at.view.figures.pending_cents) == (10100, 1500)
        assert any("in cents" in remark.text for remark in synced.state.remarks)


def test_the_unit_that_was_settled_holds_while_nothing_counts(tmp_path: Path) -> None:
    ulule = Ulule(50, orders=[order(1, 5000)])
    with bench(tmp_path, ulule) as at:
        at.sync()
        ulule.orders, ulule.amount_raised = [order(1, 5000, "cancelled"), order(2, 700, "processing")], 0
        at.sync()
        assert (at.view.figures.gross_cents, at.view.figures.pending_cents, at.view.figures.withdrawn_cents) == (0, 700, 5000)


def test_an_order_that_was_counted_and_is_paid_back_is_withdrawn_at_the_next_sync(tmp_path: Path) -> None:
    ulule = Ulule(80, orders=[order(1, 50), order(2, 30, "processing")])
    with bench(tmp_path, ulule) as at:
        at.sync()
        ulule.orders = [order(1, 50, refunded=True), order(2, 30, "payment-done")]
        assert at.sync().counts.changed == 2
        assert (at.view.figures.gross_cents, at.view.figures.withdrawn_cents) == (3000, 5000)


def test_what_cannot_be_taken_is_refused_with_its_rank_and_nothing_is_lost(tmp_path: Path) -> None:
    broken = [
        {**order(9, 10), "status": "teleported"}, {**order(8, 10), "order_total": "much"}, {**order(7, 10), "created_at": 7},
        {**order(6, 10), "id": {"a": 1}}, {**order(5, -3)}, {**order(4, 10), "currency": "EUR"}, {**order(3, True)},
    ]  # fmt: skip
    with bench(tmp_path, Ulule(50, orders=[*broken, order(1, 50)])) as at:
        synced = at.sync()
        assert (synced.state.refused, at.view.figures.contributions) == (7, 1)
        assert {refusal.column for refusal in synced.refusals} == {"status", "order_total", "contributed_at", "id", "currency"}
        assert not any("exemple.org" in str(refusal.cells) for refusal in synced.refusals)


def test_what_is_not_said_leaves_what_is_stored(tmp_path: Path) -> None:
    known = "id,contributed_at,amount,status,email,thanked_at,note\n1,2018-01-20T18:00:00Z,50.00,counted,p1@exemple.org,2018-01-21T10:00:00Z,Bravo\n"
    bare = {key: value for key, value in order(1, 50).items() if key != "user"}
    with bench(tmp_path, Ulule(50, orders=[bare]), contributions=known) as at:
        at.sync()
        (row,) = rows(at.store, at.opened.id, CONTRIBUTIONS.name)
        assert (row["email"], row["note"], row["thanked_at"]) == ("p1@exemple.org", "Bravo", datetime(2018, 1, 21, 10, tzinfo=UTC))


def test_a_project_found_by_its_slug_or_its_page_is_the_same(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        for project in ("services-faciles", "https://fr.ulule.com/services-faciles/", PROJECT):
            bring(at.store, {}, settings=settings(f"{at.site.url}/v1", project))
            assert at.sync().error is None


def test_a_project_in_another_currency_is_not_mixed_in(tmp_path: Path) -> None:
    with bench(tmp_path, small(project={"currency": "EUR"})) as at:
        error = at.sync().error
        assert error is not None and error.params == {"currency": "EUR", "own": "CAD"}
        assert at.view.figures.gross_cents is None or not at.view.figures.gross_cents


def test_what_ulule_and_the_campaign_do_not_say_alike_is_said(tmp_path: Path) -> None:
    ulule = small(project={"date_start": "2018-01-21T00:00:00Z", "date_end": "2018-03-20T03:59:00Z"})
    with bench(tmp_path, ulule) as at:
        said = {remark.text: remark.params for remark in at.sync().state.remarks}
        assert said["The campaign opens on %(theirs)s on Ulule, on %(ours)s in campaign.toml."] == {"theirs": date(2018, 1, 21), "ours": date(2018, 1, 20)}
        assert any("closes on" in text for text in said) and any("goal" in text for text in said)


def test_the_last_minute_of_ulule_is_the_end_of_our_day(tmp_path: Path) -> None:
    with bench(tmp_path, small()) as at:
        assert not any("closes on" in remark.text for remark in at.sync().state.remarks)


def test_supporters_are_counted_one_by_one_where_the_project_does_not_say(tmp_path: Path) -> None:
    ulule = Ulule(10, orders=[order(number, 10) for number in range(1, 46)], overlap=3)
    with bench(tmp_path, ulule) as at:
        at.sync()
        assert platform_series(at.store, at.opened.id, at.opened.campaign, at.at)[-1].contributors == 45


def test_people_without_an_address_are_told_apart_by_their_number(tmp_path: Path) -> None:
    one, other = {"id": 7, "username": "a"}, {"id": 8, "username": "b"}
    orders = [order(1, 10, user=one), order(2, 10, user={**one, "username": "renamed"}), order(3, 10, user=other), order(4, 10, user=None), order(5, 10, user=None)]
    with bench(tmp_path, Ulule(50, orders=orders)) as at:
        at.sync()
        assert at.view.figures.contributors == 4


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    with bench(tmp_path, Ulule(450, orders=[order(number, 10) for number in range(1, 46)], project={"orders_count": 45})) as at:
        at.sync()
        assert at.progress == [(20, 45), (40, 45), (45, 45)]


@pytest.mark.parametrize("unknown", [("extra_fields",), ("extra_fields", "show_anonymous")])
def test_a_parameter_that_is_not_known_any_more_is_left_out(tmp_path: Path, unknown: tuple[str, ...]) -> None:
    with bench(tmp_path, Ulule(30, orders=[order(1, 30)], unknown=unknown)) as at:
        assert at.sync().error is None
        assert at.view.figures.gross_cents == 3000


EXPORT = "order.id;user.email;order.total;order.status;order.created_at\n1;a@exemple.org;30,00;payment-done;2018-01-21T09:00:00Z\n2;b@exemple.org;12,50;processing;2018-01-22T09:00:00Z\n"


def exported(number: int, status: str, url: str) -> dict[str, object]:
    """An export made on that day of February."""
    return {"id": number, "status": status, "format": "csv", "type": "orders", "created_at": f"2018-02-0{number}T10:00:00Z", "url": url}


def test_where_the_list_of_orders_is_not_given_the_newest_export_is_read(tmp_path: Path) -> None:
    exports = [exported(1, "succeeded", "/old.csv"), exported(2, "succeeded", "/new.csv"), exported(3, "processing", "/none.csv")]
    ulule = Ulule(30, exports=exports, files={"/new.csv": EXPORT.encode(), "/old.csv": b"order.id;?"})
    with bench(tmp_path, ulule) as at:
        at.site.trouble("/orders", Reply(404))
        assert at.sync().error is None
        assert (at.view.figures.gross_cents, at.view.figures.pending_cents) == (3000, 1250)


def test_an_export_that_lies_inside_this_network_is_not_fetched(tmp_path: Path) -> None:
    with bench(tmp_path, Ulule(30, files={"/x.csv": EXPORT.encode()})) as at:
        at.ulule.exports = [exported(1, "succeeded", at.site.url.replace("127.0.0.1", "localhost") + "/x.csv")]
        at.site.trouble("/orders", Reply(404))
        error = at.sync().error
        assert error is not None and error.params == {"host": "localhost"} and at.site.count("/x.csv") == 0


def test_without_orders_nor_exports_the_totals_stay_and_it_is_said(tmp_path: Path) -> None:
    with bench(tmp_path, Ulule(30)) as at:
        at.site.trouble("/orders", Reply(404))
        synced = at.sync()
        assert synced.error is not None and "no export" in synced.error.text and at.view.figures.gross_cents == 3000


def test_a_project_that_is_over_has_its_total_at_the_closing(tmp_path: Path) -> None:
    with bench(tmp_path, Ulule(1234, fans=9, project={"finished": True})) as at:
        at.at = datetime(2018, 6, 1, tzinfo=UTC)
        at.sync()
        closing = view(at.store, at.opened, at.opened.campaign.period.closes_at)
        assert (closing.figures.gross_cents, closing.figures.from_platform) == (123400, True)
        assert at.sync().changes_nothing


def test_a_project_that_is_still_open_has_no_total_of_later(tmp_path: Path) -> None:
    with bench(tmp_path, Ulule(1234, project={"finished": False})) as at:
        at.sync()
        assert [each.observed_at for each in platform_series(at.store, at.opened.id, at.opened.campaign, datetime(2019, 1, 1, tzinfo=UTC))] == [at.at]


def test_orders_of_one_second_that_come_again_on_the_next_page_count_once(tmp_path: Path) -> None:
    """Seven orders a second: a page of twenty ends in the middle of one, and `since` brings that second again."""
    orders = [{**order(number, 10), "created_at": order(900 - number // 7, 0)["created_at"]} for number in range(1, 131)]
    with bench(tmp_path, Ulule(1300, orders=orders, counts_seconds=True, drops_parameters=True)) as at:
        assert at.sync().error is None
        assert (at.view.figures.gross_cents, at.view.figures.contributions) == (130000, 130)
        assert at.sync().changes_nothing


def test_on_either_database_the_figures_are_the_same_and_a_second_sync_changes_nothing(store: Store) -> None:
    with site(small()) as running:
        bring(store, {}, settings=settings(f"{running.url}/v1"))
        at = Bench(store, Ulule(), running)
        assert at.sync().error is None
        figures = at.view.figures
        assert (figures.gross_cents, figures.pending_cents, figures.withdrawn_cents, figures.contributors) == (10100, 1500, 5000, 3)
        revision = at.opened.revision
        assert at.sync().changes_nothing and at.opened.revision == revision
        assert verification(store) == ()
