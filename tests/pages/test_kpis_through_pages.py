"""Every KPI goes from no data to its target by the pages alone: a file dropped, tables and forms filled in, boxes ticked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from lib.drawing.status import status_word
from lib.i18n.language import ENGLISH
from lib.i18n.translator import Translator
from lib.kpis.registry import KPI_IDS
from lib.services.campaigns import open_campaign
from lib.services.viewing import view
from lib.store.engine import Store
from tests.pages.looking import looked_at, page_test, seen
from tests.pages.typing import typist
from tests.services.held import opened_with

FIVE = ("ana", "bo", "cy", "dou", "eve")
CONTRIBUTIONS = "id,contributed_at,amount,status,name,email\n" + "".join(
    f"c{number},2018-01-20T1{number}:00:00-05:00,250.00,counted,{name.title()},{name}@example.org\n" for number, name in enumerate(FIVE)
)
"""Five people give 250.00 each on day 1: 1 250.00 gross, 1 166.25 in hand of the 1 000.00 that are wanted."""
DAYS = [date(2018, 1, 20) + timedelta(days=number) for number in range(56)]


def statuses(store: Store) -> Mapping[str, str]:
    """Each KPI's status at the closing."""
    opened = open_campaign(store)
    return {each.kpi.id: each.status.value for each in view(store, opened, opened.campaign.as_of(opened.campaign.period.closes_at)).readings}


def bring_contributions() -> None:
    """Drop the platform's list on the data page, then confirm."""
    test = page_test("data", lang="en").run()
    test.file_uploader[0].upload("contributions.csv", CONTRIBUTIONS.encode(), "text/csv").run()
    looked_at(next(button for button in test.button if button.label == "Import").click().run())


def thank_everyone() -> None:
    """In the table of contributions, each within the day."""
    thanks = {"thanked_at": "2018-01-20T20:00:00.000Z", "thanked_by": "Ana"}
    typist("contributions").save(changed=dict.fromkeys(range(len(FIVE)), thanks))


def write_first_day_list() -> None:
    typist("first_day").save(added=[
        {"name": name.title(), "email": f"{name}@example.org", "identified_on": "2018-01-12"} for name in FIVE
    ])  # fmt: skip


def count_fans() -> None:
    typist("audience").fill(account="ulule", observed_at="2018-01-24 19:00", followers="120").press("Add this row")


def note_reshares() -> None:
    """Two of the five re-share after their gift: 40 %."""
    for number in (0, 1):
        typist("reshares").fill(shared_at="2018-01-22 08:00", contribution_id=f"c{number}", platform="facebook").press("Add this row")


def count_shares() -> None:
    typist("posts").fill(platform="facebook", id="p1", published_at="2018-01-21 12:00").press("Add this row")
    typist("post_counts").fill(platform="facebook", post_id="p1", observed_at="2018-01-24 12:00", shares="80").press("Add this row")


def sign_an_ally() -> None:
    typist("allies").fill(name="Fédération", audience="60000", agreed_on="2018-01-05").press("Add this row")


def mark_relay(column: str, day: str) -> None:
    typist("allies").save(changed={0: {column: day}})


def write_members() -> None:
    typist("members").save(added=[{"name": name.title(), "on_social": "yes"} for name in FIVE])


def mark_members(**cells: str) -> None:
    typist("members").save(changed=dict.fromkeys(range(len(FIVE)), cells))


def hold_launch_evening() -> None:
    typist("events").fill(name="Lancement", held_on="2018-01-19", kind="launch", attendance="55").press("Add this row")


def log_every_day() -> None:
    typist("communication_log").save(added=[{"day": day.isoformat(), "minutes": 30, "member": "Ana"} for day in DAYS])


def publish_news() -> None:
    typist("news").save(added=[
        {"title": f"Nouvelle {number}", "published_at": f"2018-02-{number:02}T09:00:00.000"} for number in range(1, 11)
    ])  # fmt: skip


def put_showcase_image() -> None:
    typist("tasks").fill(name="Image vedette", starts_on="2017-10-19", kind="showcase_image").press("Add this row")
    typist("tasks").save(changed={0: {"done_on": "2018-01-08"}})


STEPS = (
    (bring_contributions, ("funds",)),
    (thank_everyone, ("thanked_within_24h",)),
    (write_first_day_list, ("first_day_contributors",)),
    (count_fans, ("fans_first_week",)),
    (note_reshares, ("ambassador_rate",)),
    (count_shares, ("shares_per_post",)),
    (sign_an_ally, ()),
    (lambda: mark_relay("launch_relayed_on", "2018-01-21"), ("relay_launch",)),
    (lambda: mark_relay("closing_relayed_on", "2018-03-12"), ("relay_closing",)),
    (write_members, ()),
    (lambda: mark_members(responsibility="Affiches", responsibility_planned_on="2018-01-12"), ("members_with_responsibility",)),
    (lambda: mark_members(first_reshare_on="2018-01-20"), ("members_resharing",)),
    (lambda: mark_members(briefed_on="2018-01-13"), ("members_briefed",)),
    (hold_launch_evening, ("launch_attendance",)),
    (log_every_day, ("daily_communication",)),
    (publish_news, ("news",)),
    (put_showcase_image, ("showcase_image",)),
)


def test_each_kpi_is_driven_from_no_data_to_reached_by_the_pages(own_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_USER", "ana")
    opened_with(own_store)
    assert set(statuses(own_store).values()) == {"no_data"}
    reached: set[str] = set()
    for act, kpis in STEPS:
        act()
        reached |= set(kpis)
        now = {kpi for kpi, status in statuses(own_store).items() if status == "reached"}
        assert now == reached, act
    assert reached == set(KPI_IDS)
    assert seen("overview", lang="en").texts.count(status_word("reached", Translator(ENGLISH))) == len(KPI_IDS)
