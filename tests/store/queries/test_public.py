"""What may be projected: titles that name nobody, and what came in since an instant; on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from lib.store.engine import Store
from lib.store.queries.public import CameIn, came_in, nameless, next_titles
from tests.store.builders import CAMPAIGN, contribution, local, put

THEN = local("2018-02-10 12:00")


@pytest.fixture
def peopled(store: Store, campaign_id: int) -> int:
    """Somebody in every table that tells who somebody is."""
    put(store, campaign_id,
        members=[{"name": "Ana Roy"}],
        allies=[{"name": "Les Amies", "contact": "Bé Côté", "owner": "Cyr-Élie Gagné"}],
        tasks=[{"id": "t", "name": "Une tâche", "starts_on": date(2018, 2, 1), "owner": "Dot"}],
        first_day=[{"name": "Éva O’Hara", "identified_on": date(2018, 1, 10)}],
        posts=[{"platform": "facebook", "id": "p", "published_at": THEN, "author": "Flo Ng"}],
        communication_log=[{"day": date(2018, 2, 1), "minutes": 30, "member": "Gil 100%"}],
        contributions=[contribution("1", "2018-01-20 09:00", 5, name="Hugo Tremblay Roi", thanked_by="Ida"),
                       contribution("2", "2018-01-20 09:00", 5, name="Anonyme")])  # fmt: skip
    return campaign_id


@pytest.mark.parametrize("text", [
    "Appeler Ana Roy", "Appeler Ana", "Voir M. Roy", "Écrire à Bé", "Demander à Côté de passer", "Relancer Cyr-Élie", "Dot imprime les affiches",
    "Éva O’Hara apporte le café", "La photo de Flo", "Le café de Gil", "Remercier Hugo Tremblay Roi", "Remercier Hugo", "Remercier Mme Roi",
    "Ida remercie", "Le don d’Anonyme", "Écrire à qui@example.org",
])  # fmt: skip
def test_a_text_that_names_somebody_is_left_out(store: Store, peopled: int, text: str) -> None:
    assert nameless(store, peopled, [text, "Tenir la soirée"]) == ("Tenir la soirée",)


@pytest.mark.parametrize("text", [
    "Relancer les organismes alliés", "La tournée des cafés du Québec", "une tournée chez les amies", "", "L’infolettre de mars", "100 % des membres",
    "Les Amies relaient la clôture",
])  # fmt: skip
def test_a_text_that_names_nobody_is_kept(store: Store, peopled: int, text: str) -> None:
    assert nameless(store, peopled, [text]) == (text,)


def test_a_text_that_named_nobody_names_who_came_since(store: Store, peopled: int) -> None:
    assert nameless(store, peopled, ["Remercier Zoé"]) == ("Remercier Zoé",)
    put(store, peopled, contributions=[contribution("3", "2018-01-21 09:00", 5, name="Zoé Roi")])
    assert nameless(store, peopled, ["Remercier Zoé", "Tenir la soirée"]) == ("Tenir la soirée",)
    assert nameless(store, peopled, ["Remercier Zoé", "Tenir la soirée"]) == ("Tenir la soirée",), "asked again, it still names her"


def test_the_people_of_another_campaign_do_not_count(store: Store, campaign_id: int) -> None:
    assert nameless(store, campaign_id, ["Appeler Ana Roy"]) == ("Appeler Ana Roy",)


def test_tasks_to_come_are_told_by_their_deadline_then_the_late_ones(store: Store, campaign_id: int) -> None:
    """On the 10th: late since the 8th and the 5th, due today, on the 12th (begun before) and the 20th; one done, one done tomorrow."""
    days = {"late": (1, 5), "less late": (1, 8), "today": (10, None), "in ten days": (12, 20), "in two days": (2, 12)}
    rows = [{"id": name, "name": name, "starts_on": date(2018, 2, first), "ends_on": last and date(2018, 2, last)}
            for name, (first, last) in days.items()]  # fmt: skip
    done = [{"id": "done", "name": "done", "starts_on": date(2018, 2, 11), "done_on": date(2018, 2, 9)},
            {"id": "done later", "name": "done later", "starts_on": date(2018, 2, 13), "done_on": date(2018, 2, 11)}]  # fmt: skip
    put(store, campaign_id, tasks=[*rows, *done])
    told = next_titles(store, campaign_id, CAMPAIGN, THEN, limit=10)
    assert told == ("today", "in two days", "done later", "in ten days", "less late", "late")
    assert next_titles(store, campaign_id, CAMPAIGN, THEN, limit=2) == ("today", "in two days")


def test_behind_many_titles_that_name_somebody_one_that_does_not_is_found(store: Store, campaign_id: int) -> None:
    tasks = [{"id": f"{n:03}", "name": f"Appeler Ana {n}", "starts_on": date(2018, 2, 11), "owner": "Ana Roy"} for n in range(30)]
    put(store, campaign_id, tasks=[*tasks, {"id": "z", "name": "Coller les affiches", "starts_on": date(2018, 2, 12)}])
    assert next_titles(store, campaign_id, CAMPAIGN, THEN, limit=3) == ("Coller les affiches",)


def test_what_came_in_since_an_instant_counts_people_once_and_only_what_is_counted(store: Store, campaign_id: int) -> None:
    put(store, campaign_id, contributions=[
        contribution("1", "2018-02-10 09:00", 5, email="a@x.org"),
        contribution("2", "2018-02-10 09:01", 10, email="a@x.org"),
        contribution("3", "2018-02-10 11:00", 20, email="A@x.org"),
        contribution("4", "2018-02-10 12:00", 40, email="b@x.org"),
        contribution("5", "2018-02-10 12:01", 80, email="c@x.org"),
        contribution("6", "2018-02-10 11:30", 160, "pending", email="d@x.org"),
    ])  # fmt: skip
    assert came_in(store, campaign_id, CAMPAIGN, local("2018-02-10 09:00"), THEN) == CameIn(70_00, 2)
    assert came_in(store, campaign_id, CAMPAIGN, THEN, THEN) == CameIn(0, 0)
