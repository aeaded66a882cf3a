"""Several campaigns in one store: which is opened for whom, what each had at the same share of its time, and nothing mixed."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from lib.campaign.errors import UseError
from lib.i18n.language import language
from lib.i18n.translator import Translator
from lib.services.campaigns import OpenCampaign, open_campaign, seen_campaigns
from lib.services.entry.access import Role
from lib.services.entry.roles import visitor_with
from lib.services.moments import moment
from lib.services.portfolio.campaign_list import listed, remove_campaign
from lib.services.portfolio.portfolio import Order, Phase, portfolio
from lib.services.portfolio.portfolio_words import NAMED_LINES, matches, places, portfolio_csv, running_row, total_sentences
from lib.services.portfolio.references import last_time, last_time_sentence, reference_of
from lib.services.portfolio.same_share import in_hand_at_share
from lib.services.screen.screen_setup import Setup, save_setup, setup_of
from lib.services.stores import current_store
from lib.services.viewing import view
from lib.store.engine import Store
from tests.services.held import empty_store
from tests.support.stores import store_address
from tests.support.two_campaigns import AT, ELM, FIR, load, load_both, settings

EN = Translator(language("en"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = empty_store(tmp_path)
    load_both(made)
    return made


def test_a_campaign_of_somebody_else_and_one_that_is_not_there_are_refused_in_the_same_words(store: Store) -> None:
    somebody = visitor_with("x", None, {ELM: Role.LEAD})
    said = []
    for name in (FIR, "nulle-part"):
        with pytest.raises(UseError) as refused:
            open_campaign(store, name, somebody)
        said.append(EN.sentence(refused.value.message).replace(name, "…"))
    assert said[0] == said[1]
    assert ELM in said[0]


def test_without_a_name_it_is_the_last_of_those_that_the_visitor_may_see(store: Store) -> None:
    assert open_campaign(store).campaign.name == ELM  # both were loaded at the same instant: the first by name
    assert open_campaign(store, None, visitor_with("x", None, {FIR: Role.TEAM})).campaign.name == FIR
    assert [each.campaign.name for each in seen_campaigns(store, visitor_with("x", Role.TEAM, {ELM: Role.ROOM}))] == [FIR]
    with pytest.raises(UseError, match="No campaign here is yours"):
        open_campaign(store, None, visitor_with("x", None, {FIR: Role.ROOM}))


def test_the_same_ids_in_two_campaigns_stay_two_campaigns(store: Store) -> None:
    gross = {name: view(store, open_campaign(store, name), AT).figures.gross_cents for name in (ELM, FIR)}
    assert gross == {ELM: 160_00, FIR: 420_00}
    save_setup(store, open_campaign(store, ELM).id, Setup(is_open=True, actions=("Affiches",)), at=AT)
    assert setup_of(store, open_campaign(store, FIR).id) == Setup()


@pytest.mark.parametrize(("name", "elapsed", "cents"), [(ELM, "0", None), (ELM, "0.05", 100_00), (ELM, "0.10", 160_00), (FIR, "0.05", 400_00)])
def test_what_was_in_hand_at_a_share_of_the_time_is_counted_to_the_instant(store: Store, name: str, elapsed: str, cents: int | None) -> None:
    """56 days: 5 % is 2.8 days after the opening, after the first gift; 10 % is 5.6 days after, past the second (5.5 days)."""
    found = in_hand_at_share(store, open_campaign(store, name), Fraction(elapsed), AT)
    assert (None if found is None else found.net_cents) == cents


def test_a_share_of_the_time_that_has_not_come_is_not_told(store: Store) -> None:
    assert in_hand_at_share(store, open_campaign(store, ELM), Fraction(1, 2), AT) is None


def with_last_year(store: Store, more: str = "") -> OpenCampaign:
    """A campaign of 28 days a year before, of the same organisation: 250.00 of 1 000.00 on its first day, 900.00 on its last."""
    gifts = "id,contributed_at,amount,status\nc1,2017-01-20T09:00:00-05:00,250.00,counted\nc2,2017-02-16T09:00:00-05:00,650.00,counted\n"
    load(store, "orme-2017", settings("orme-2017", days=("2017-01-20", "2017-02-16"), organisation="LES AMIS DE ORMERAIE"), {"contributions": gifts})
    load(store, ELM, settings(ELM, more=more))
    return open_campaign(store, ELM)


def test_last_year_is_the_organisations_last_campaign_in_that_currency(store: Store) -> None:
    now = with_last_year(store)
    load(store, "orme-2016", settings("orme-2016", days=("2016-01-20", "2016-02-16"), organisation="Les amis de Ormeraie"), {})
    load(store, "orme-euro", settings("orme-euro", days=("2017-06-20", "2017-07-16"), organisation="Les amis de Ormeraie", currency="EUR"), {})
    found = reference_of(now, seen_campaigns(store))
    assert found is not None
    assert found.campaign.name == "orme-2017"
    assert reference_of(open_campaign(store, FIR), seen_campaigns(store)) is None


@pytest.mark.parametrize(("more", "name"), [('reference_campaign = ""\n', None), (f'reference_campaign = "{FIR}"\n', FIR), ('reference_campaign = "nulle-part"\n', None)])
def test_the_file_names_another_or_none(store: Store, more: str, name: str | None) -> None:
    found = reference_of(with_last_year(store, more), seen_campaigns(store))
    assert (found.campaign.name if found else None) == name


def test_last_year_at_the_same_moment_is_the_same_share_of_the_time(store: Store) -> None:
    """11.3 days of 56 have gone by: 20 %; 20 % of 28 days is five days and a half, when the first gift alone was there."""
    found = last_time(store, with_last_year(store), AT, seen_campaigns(store))
    assert found is not None
    assert (found.then.net_cents, found.then.progress, found.final and found.final.net_cents) == (250_00, Fraction(1, 4), 900_00)
    assert last_time_sentence(found, EN) == (
        "Last year (“Campagne orme-2017”), at the same moment: 25% of its goal in hand ($250). "
        "It lasted 28 days: the same moment is the same share of the time."
    )


def test_a_reference_that_the_visitor_may_not_see_is_told_to_nobody(store: Store) -> None:
    opened = with_last_year(store)
    assert last_time(store, opened, AT, seen_campaigns(store, visitor_with("x", None, {ELM: Role.LEAD}))) is None


def seen_portfolio(store: Store, order: Order = Order.PROGRESS, asked: str | None = None, shown: str = ELM) -> list[str]:
    found = portfolio(store, seen_campaigns(store), open_campaign(store, shown), asked, AT, order)
    return [line.standing.campaign.name for line in found.lines]


def test_running_campaigns_come_first_and_the_furthest_leads(store: Store) -> None:
    with_last_year(store)
    assert seen_portfolio(store) == [FIR, ELM, "orme-2017"]
    assert seen_portfolio(store, Order.NAME) == [ELM, FIR, "orme-2017"]


def test_all_are_held_at_the_share_of_the_time_of_the_one_shown(store: Store) -> None:
    with_last_year(store)
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), None, AT, Order.PROGRESS)
    assert found.held_by is not None
    assert found.held_by.campaign.name == ELM
    assert {line.standing.campaign.name: line.then and line.then.net_cents for line in found.lines} == {ELM: 160_00, FIR: 420_00, "orme-2017": 250_00}


def test_a_past_day_is_shown_as_it_stood(store: Store) -> None:
    """On 10 February 2017 last year's campaign was running, and this year's had not begun."""
    with_last_year(store)
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), "2017-02-10", AT, Order.PROGRESS)
    assert {line.standing.campaign.name: line.standing.phase for line in found.lines} == {
        "orme-2017": Phase.RUNNING, ELM: Phase.PLANNED, FIR: Phase.PLANNED,
    }  # fmt: skip
    assert found.held_by is not None
    assert found.held_by.campaign.name == "orme-2017"


def test_currencies_are_never_added_together(store: Store) -> None:
    load(store, "hetre", settings("hetre", currency="EUR"))
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), None, AT, Order.PROGRESS)
    assert [(each.currency, each.campaigns, each.net_cents, each.goal_cents) for each in found.totals] == [
        ("CAD", 2, 580_00, 2000_00), ("EUR", 1, 30_00, 1000_00),
    ]  # fmt: skip
    assert total_sentences(found.totals, EN)[0] == "2 campaigns are running (CAD): $580 in hand of $2,000."


def test_of_forty_campaigns_twelve_lines_have_their_words_and_a_search_chooses_them(store: Store) -> None:
    for number in range(38):
        load(store, f"bois-{number:02}", settings(f"bois-{number:02}"), {"contributions": f"id,contributed_at,amount,status\nc1,2018-01-21,{number + 1}.00,counted\n"})
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), None, AT, Order.PROGRESS)
    assert len(places(found, found.lines)) == NAMED_LINES
    wanted = [line for line in found.lines if matches(line, "bois-00")]
    assert wanted[0].standing.opened.id in places(found, wanted)
    assert wanted[0].standing.opened.id not in places(found, found.lines)


def test_a_campaign_of_which_nothing_is_recorded_has_nobody_counted(store: Store) -> None:
    load(store, "vide", settings("vide"), {})
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), None, AT, Order.NAME)
    counted = {line.standing.campaign.name: running_row(line, "", "/", EN)[6] for line in found.lines}
    assert counted == {ELM: "2", FIR: "2", "vide": "—"}


def test_the_table_is_a_file_too_and_disarmed(store: Store) -> None:
    load(store, "formule", settings("formule").replace('"Campagne formule"', '"=HYPERLINK(1)"'), {})
    found = portfolio(store, seen_campaigns(store), open_campaign(store, ELM), None, AT, Order.NAME)
    lines = portfolio_csv(found).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("campaign,title,organisation,phase,as_of,currency,goal,net,")
    assert len(lines) == 4
    assert not [line for line in lines if ",=HYPERLINK" in line]


def test_the_list_says_what_each_has_in_hand_and_when_it_was_written_to(store: Store) -> None:
    found = {each.opened.campaign.name: each.json() for each in listed(store, datetime(2018, 2, 1, 12, tzinfo=UTC))}
    assert (found[ELM]["net"], found[ELM]["goal"], found[ELM]["state"]) == ("160.00", "1000.00", "running")
    assert found[FIR]["written_at"] == "2018-02-01T07:00:00-05:00"


def test_a_campaign_is_taken_out_once_everything_is_backed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", store_address(tmp_path / "own.db"))
    monkeypatch.setenv("BACKUP_DIR", str(tmp_path / "backups"))
    store = current_store()
    load_both(store)
    saved = remove_campaign(store, ELM, at=AT)
    assert saved.path.exists()
    assert [each.campaign.name for each in seen_campaigns(store)] == [FIR]
    assert view(store, open_campaign(store, FIR), AT).figures.gross_cents == 420_00
    with pytest.raises(UseError):
        remove_campaign(store, ELM, at=AT)


def test_each_campaign_is_seen_at_its_own_moment(store: Store) -> None:
    with_last_year(store)
    last = open_campaign(store, "orme-2017")
    assert moment(last.campaign, None, AT).as_of == last.campaign.period.closes_at
