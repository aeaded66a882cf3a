"""Back-ups are taken once a day, kept by day, week and month, aged in words; nothing damaged or gone is begun anew in silence."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.campaign.errors import SettingsError, StoreDamaged, StoreUnreachable, UseError
from lib.i18n.language import FRENCH
from lib.i18n.translator import Translator
from lib.services.safekeeping.back_up_words import line, size_text, state_of_back_ups
from lib.services.safekeeping.backups import BackUp, is_due, kept_instants, last_good, shelf, take, take_if_due
from lib.services.safekeeping.restoring import begin_empty, check_file_at_start, chosen, restore
from lib.services.safekeeping.verifying import discrepancies, known_discrepancies
from lib.services.stores import current_store, forget_store
from lib.store import opening
from lib.store.campaigns import campaigns
from lib.store.engine import Store, open_store
from lib.store.programs.alone import alone
from lib.store.safekeeping.restoring import set_aside
from lib.web import back_up_rounds
from tests.store.builders import TOML, contribution, new_campaign, put

NOW = datetime(2018, 2, 23, 19, 30, tzinfo=UTC)
DAY = timedelta(days=1)
FR = Translator(FRENCH)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A file of SQLite's, whatever the other tests are on: what is damaged, gone or set aside here is a file."""
    address = f"sqlite:///{tmp_path}/campaign.db"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.delenv("BACKUP_DIR", raising=False)
    yield address
    forget_store(address)


@pytest.fixture
def held(url: str) -> Store:
    store = current_store()
    put(store, new_campaign(store), contributions=[contribution("1", "2018-01-20 09:00", 20)])
    return store


def ids() -> list[object]:
    from lib.store.queries.lists import rows

    store = current_store()
    return [row["id"] for row in rows(store, campaigns(store)[0].id, "contributions")]


def cut_in_half(path: Path) -> bytes:
    content = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(content)
    return content


def test_seven_days_four_weeks_and_twelve_months_are_kept_of_two_years_of_days() -> None:
    days = [NOW - number * DAY for number in range(730)]
    kept = sorted(kept_instants(days, 7, 4, 12), reverse=True)
    assert kept[:7] == days[:7]
    weeks = [datetime(2018, 2, day, 19, 30, tzinfo=UTC) for day in (18, 11, 4)]
    months = [datetime(2017, month, last, 19, 30, tzinfo=UTC) for month, last in
              ((12, 31), (11, 30), (10, 31), (9, 30), (8, 31), (7, 31), (6, 30), (5, 31), (4, 30), (3, 31))]  # fmt: skip
    assert set(kept) == {*days[:7], *weeks, datetime(2018, 1, 31, 19, 30, tzinfo=UTC), *months}


def test_of_a_day_with_several_the_last_one_is_kept_and_the_newest_always() -> None:
    hours = [NOW - timedelta(hours=number) for number in range(5)]
    assert kept_instants(hours, 1, 0, 0) == {NOW}


@pytest.mark.parametrize("said", ["7", "7,4", "a,b,c", "0,4,12", "7,4,12,1", "-1,2,3", "1e3,1,1"])
def test_a_number_of_back_ups_that_is_none_is_refused_in_words(held: Store, url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_KEEP", said)
    with pytest.raises(SettingsError, match="BACKUP_KEEP"):
        take(held, shelf(url), at=NOW)


def test_back_ups_are_taken_once_a_day_and_let_go_by_number(held: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_KEEP", "2,0,0")
    place = shelf(url)
    taken = [take_if_due(held, place, now=NOW + hours * timedelta(hours=1)) for hours in (0, 1, 23, 24, 48, 72)]
    assert [each is not None for each in taken] == [True, False, False, True, True, True]
    assert [each.at for each in place.back_ups()] == [NOW + 3 * DAY, NOW + 2 * DAY]


def test_a_clock_set_back_neither_stops_the_back_ups_nor_takes_one_at_each_round(held: Store, url: str) -> None:
    place = shelf(url)
    assert take_if_due(held, place, now=NOW)
    earlier = NOW - 400 * DAY
    assert take_if_due(held, place, now=earlier)
    assert not take_if_due(held, place, now=earlier + timedelta(hours=1))


def test_a_demonstration_alone_is_not_backed_up_by_itself(url: str) -> None:
    store = current_store()
    new_campaign(store, TOML.replace('currency = "CAD"', 'currency = "CAD"\ninvented = true'))
    assert not is_due(store, shelf(url), now=NOW)


def test_one_program_at_a_time_takes_the_back_up(held: Store, url: str) -> None:
    place = shelf(url)
    with alone(place.folder / ".taking") as is_mine:
        assert is_mine
        assert take_if_due(held, place, now=NOW) is None
    assert take_if_due(held, place, now=NOW) is not None


def test_the_name_says_the_database_the_instant_and_the_schema_and_other_files_are_left_alone(held: Store, url: str, tmp_path: Path) -> None:
    place = shelf(url)
    path = take(held, place, at=NOW).back_up.path
    assert path == tmp_path / "backups" / f"campaign-20180223T193000Z-v{opening.LATEST}.db"
    (place.folder / "campaign-holidays.db").touch()
    assert [each.path for each in place.back_ups()] == [path]
    assert take(held, place, at=NOW).back_up.at == NOW + timedelta(seconds=1)


def test_back_ups_go_where_the_environment_says(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "elsewhere"))
    assert shelf(url).folder == tmp_path / "elsewhere"
    server = shelf("postgresql://ada:s3cret@db.example.org/campaign")
    assert (server.stem, server.ending) == ("db.example.org_campaign", "dump")


def test_a_back_up_that_does_not_agree_is_kept_apart_and_pushes_no_good_one_out(held: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_KEEP", "1,0,0")
    place = shelf(url)
    good = take(held, place, at=NOW).back_up
    with held.writing() as connection:
        connection.exec_driver_sql("UPDATE contributions SET amount_cents = 1")
    for number in (1, 2):
        taken = take(held, place, at=NOW + number * DAY)
        assert taken.faults and not taken.back_up.is_good
    assert [each.is_good for each in place.back_ups()] == [False, True]
    assert last_good(place.back_ups()) == good


def test_what_does_not_agree_is_known_to_the_pages_until_it_is_mended(held: Store, url: str) -> None:
    good = take(held, shelf(url), at=NOW).back_up
    with held.writing() as connection:
        connection.exec_driver_sql("UPDATE contributions SET amount_cents = 1")
    assert discrepancies(held, thorough=False)
    assert known_discrepancies(held, "services-faciles") and not known_discrepancies(held, "another")
    restore(good.path, at=NOW + DAY, who="Ada")
    assert known_discrepancies(current_store(), "services-faciles") == ()


def test_a_restore_backs_up_what_is_there_first_and_both_can_come_back(held: Store, url: str) -> None:
    place = shelf(url)
    first = take(held, place, at=NOW).back_up
    put(held, campaigns(held)[0].id, contributions=[contribution("2", "2018-01-21 09:00", 5)])
    done = restore(first.path, at=NOW + DAY, who="Ada")
    assert ids() == ["1"]
    assert done.aside is not None
    restore(chosen(done.aside), at=NOW + 2 * DAY, who="Ada")
    assert ids() == ["1", "2"]


def test_the_back_up_being_restored_is_not_let_go_by_the_one_taken_before(held: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKUP_KEEP", "1,0,0")
    old = take(held, shelf(url), at=NOW - 100 * DAY).back_up
    restore(old.path, at=NOW, who="Ada")
    assert old.path.exists()


def test_a_file_cut_in_half_is_set_aside_at_start_and_comes_back_from_the_last_good_back_up(held: Store, url: str, tmp_path: Path) -> None:
    take(held, shelf(url), at=NOW)
    forget_store(url)
    left = cut_in_half(tmp_path / "campaign.db")
    with pytest.raises(StoreDamaged, match="set aside untouched"):
        check_file_at_start()
    (aside,) = tmp_path.glob("campaign.db.set-aside-*")
    assert aside.read_bytes() == left
    with pytest.raises(StoreDamaged, match="not there any more"):
        current_store()
    assert not (tmp_path / "campaign.db").exists()
    restore(chosen(None), at=NOW + DAY, who="Ada")
    assert ids() == ["1"]


@pytest.mark.parametrize("empty", [True, False], ids=["emptied", "deleted"])
def test_a_database_that_was_there_is_not_begun_anew_in_silence(held: Store, url: str, tmp_path: Path, empty: bool) -> None:
    take(held, shelf(url), at=NOW)
    forget_store(url)
    path = tmp_path / "campaign.db"
    path.write_bytes(b"") if empty else path.unlink()
    with pytest.raises(StoreDamaged, match="not there any more"):
        current_store()
    begin_empty()
    assert campaigns(current_store()) == ()
    with pytest.raises(UseError, match="already"):
        begin_empty()


def test_a_file_that_is_somebody_elses_is_left_where_it_is(url: str, tmp_path: Path) -> None:
    (tmp_path / "campaign.db").write_bytes(b"<html>" * 100)
    with pytest.raises(StoreDamaged, match="not a database of this program"):
        check_file_at_start()
    assert (tmp_path / "campaign.db").exists()


def test_a_file_restored_by_another_program_is_opened_anew(held: Store, url: str, tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    put(other, new_campaign(other), contributions=[contribution("other", "2018-01-20 09:00", 20)])
    other.close()
    set_aside(tmp_path / "campaign.db", NOW)
    (tmp_path / "other.db").replace(tmp_path / "campaign.db")
    assert current_store() is not held
    assert ids() == ["other"]


def test_an_earlier_schema_is_backed_up_before_it_is_brought_up_to_date(held: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with held.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '0000'")
    forget_store(url)
    monkeypatch.setattr(opening, "EARLIER", ("0000",))
    upgraded = []

    def upgrade(connection: object) -> None:
        upgraded.append([each.version for each in shelf(url).back_ups()])
        connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '{opening.LATEST}'")  # type: ignore[attr-defined]

    monkeypatch.setattr(opening, "_upgrade", upgrade)
    monkeypatch.setattr(opening, "_refuse_name_clash", lambda connection, address: None)
    assert ids() == ["1"]
    assert upgraded == [["0000"]]


def test_without_a_back_up_an_earlier_schema_is_left_as_it_is_unless_somebody_takes_it_on(
    held: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with held.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {opening.VERSION_TABLE} SET version_num = '0000'")
    forget_store(url)
    (tmp_path / "file").touch()
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "file"))
    upgraded: list[object] = []
    monkeypatch.setattr(opening, "EARLIER", ("0000",))
    monkeypatch.setattr(opening, "_upgrade", upgraded.append)
    with pytest.raises(StoreUnreachable, match="earlier version"):
        current_store()
    assert upgraded == []
    monkeypatch.setenv("BACKUP_BEFORE_UPGRADE", "no")
    current_store()
    assert len(upgraded) == 1


def test_the_servers_round_takes_the_back_up_and_says_in_the_log_what_went_wrong(
    held: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    back_up_rounds._round()
    assert len(shelf(url).back_ups()) == 1
    (tmp_path / "file").touch()
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "file" / "x"))
    with caplog.at_level(logging.ERROR, logger="dashboard"):
        back_up_rounds._round()
    assert "back-up: " in caplog.text


def back_up(at: datetime, size_bytes: int = 119_400_000, *, is_good: bool = True) -> BackUp:
    return BackUp(Path("campaign.db"), at, "0001", is_good, size_bytes)


def test_the_age_of_the_last_good_one_is_said_and_judged_from_48_hours_on() -> None:
    said, is_fresh = state_of_back_ups([back_up(NOW - 2 * DAY), back_up(NOW, is_good=False)], NOW, FR)
    assert said == "Dernière bonne sauvegarde\u00a0: 21\u00a0février 2018 à 19\u00a0h\u00a030 (il y a 2 jours), 119,4\u00a0Mo. Elle a été vérifiée au moment où elle a été prise."
    assert is_fresh
    said, is_fresh = state_of_back_ups([back_up(NOW - 2 * DAY - timedelta(minutes=1))], NOW, FR)
    assert "trop ancienne" in said and not is_fresh
    assert state_of_back_ups([], NOW, FR)[1] is False


def test_a_size_is_said_in_thousands_and_a_bad_one_is_marked_in_its_line() -> None:
    assert [size_text(size, FR) for size in (1, 1000, 1001, 802_816, 3_440_000)] == ["1\u00a0ko", "1\u00a0ko", "2\u00a0ko", "803\u00a0ko", "3,4\u00a0Mo"]
    assert "ne concorde pas" in line(back_up(NOW, is_good=False), NOW, FR)
