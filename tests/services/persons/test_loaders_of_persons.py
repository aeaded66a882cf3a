"""Every function that loads persons' cells, found by what it takes: asked without the right to see them, it gives none of fifty
planted persons; and what draws pages reaches such a function only after asking `lib.ui.access`."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

import lib.services
import lib.store.queries
from lib.campaign.tables import TABLES
from lib.services.analyses.contribution_pages import Asked, Order
from lib.services.campaigns import OpenCampaign, open_campaign
from lib.services.evening.evening import begin
from lib.services.persons.shortening import shortened
from lib.store.engine import Store, open_store
from tests.support.planted import found_in, has_people, plant
from tests.support.stores import store_address

ROOT = Path(__file__).parents[3]
AS_OF = datetime(2018, 2, 24, 0, 30, tzinfo=UTC)
DOOR = "may_see_people"
RIGHTS = ("may_see_people", "may_edit", "leads_all", "must_act", "can_act")
"""What a drawing module may ask before it loads whole rows."""


def loaders() -> Iterator[Callable[..., object]]:
    """Public functions of services and queries that take `personal`; pieces of a query, which are given a connection, load nothing."""
    for package in (lib.services, lib.store.queries):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield from _loaders_of(importlib.import_module(found.name))


def _loaders_of(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, value in vars(module).items():
        is_own = inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
        if is_own and "personal" in (given := inspect.signature(value).parameters) and "connection" not in given:
            yield value


LOADERS = sorted(loaders(), key=lambda each: (each.__module__, each.__name__))
SEEN_WHOLE = {"plan", "members", "starters", "owners", "contributions_asked", "ally_rows", "table_page", "contribution_page"}
"""Those that give planted persons to whoever may see them, at the instant asked for: so that the search is known to find."""
WHOLE = {"member_names", "rows_to_edit", "rows_found", "traces", "table_file_bytes", "zipped_folder"}
"""Those that give whole persons whoever asks: the module that calls one asks for the right itself."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, OpenCampaign]]:
    url = store_address(tmp_path_factory.mktemp("planted") / "campaign.db")
    assert plant(url) >= 1000
    store = open_store(url)
    yield store, open_campaign(store)
    store.close()


def test_the_loaders_are_found() -> None:
    assert {"plan", "members", "contributions_asked", "waiting", "table_page", "askable"} <= {each.__name__ for each in LOADERS}


@pytest.mark.parametrize("loader", LOADERS, ids=lambda each: each.__name__)
def test_a_loader_gives_no_person_to_who_may_not_see_them(loader: Callable[..., object], planted: tuple[Store, OpenCampaign]) -> None:
    store, opened = planted
    for table in TABLES if "table" in inspect.signature(loader).parameters else [None]:
        known = {
            "store": store, "opened": opened, "as_of": AS_OF, "campaign_id": opened.id, "campaign": opened.campaign, "late": True,
            "led": begin(store, opened.id, at=AS_OF) if loader.__name__ == "commitments" else None, "shortened": True,
            "asked": Asked("", None, Order("contributed_at", is_descending=True), 1), "table": table.name if table else "", "limit": 100_000,
        }  # fmt: skip
        wanted = inspect.signature(loader).parameters.values()
        lacking = [each.name for each in wanted if each.default is each.empty and each.name not in {*known, "personal"}]
        assert lacking == [], f"{loader.__name__}: say here what to give for {lacking}"
        given = {each.name: known[each.name] for each in wanted if each.name in known}
        assert found_in(repr(loader(**given, personal=False)).encode()) == set()
        if loader.__name__ in SEEN_WHOLE and (table is None or has_people(table)):
            assert found_in(repr(loader(**given, personal=True)).encode())


def drawing_modules() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("lib/ui", "pages", "lib/web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def test_pages_ask_for_persons_by_the_one_door_alone() -> None:
    """`personal=` is what `lib.ui.access` answers, or a name that holds it, never a constant; elsewhere than on a page nobody asks."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, module in drawing_modules()
        for scope in ast.walk(module)
        if isinstance(scope, ast.FunctionDef)
        for call in ast.walk(scope)
        if isinstance(call, ast.Call)
        for given in call.keywords
        if given.arg == "personal" and not _is_asked(given.value, scope, path)
    ]
    assert wrong == []


def _is_asked(value: ast.expr, scope: ast.FunctionDef, path: Path) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == DOOR
    if isinstance(value, ast.Constant):
        return value.value is False
    if not isinstance(value, ast.Name):
        return False
    own = {each.arg for each in (*scope.args.args, *scope.args.kwonlyargs)}
    return value.id in own or (DOOR in ast.unparse(scope) and path.is_relative_to(ROOT / "lib" / "ui"))


def test_a_page_that_loads_whole_persons_asks_for_the_right_first() -> None:
    without = []
    for path, module in drawing_modules():
        called = {node.func.id for node in ast.walk(module) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        source = ast.unparse(module)
        if called & WHOLE and not any(right in source for right in RIGHTS) and path.name != "exports.py":
            without.append(f"{path.relative_to(ROOT)}: {sorted(called & WHOLE)}")
    assert without == []


@pytest.mark.parametrize(
    ("name", "short"),
    [("Marie Tremblay", "M. T."), ("Jean-Pierre Roy", "J.-P. R."), ("zoé", "Z."), ("Élise", "É."), ("D’Arcy Côté", "D. C."), ("", None),
     (None, None), ("   ", None), ("@@@", None), ("marie.tremblay@example.org", "M."), ("Ana (ana@example.org)", "A."), ("李小龙", "李."),
     ("de la Fontaine des Prés", "D. L. F. D."), ("…", None), ("4chan", "4."), ("Roy, Ana", "R. A.")],
)  # fmt: skip
def test_a_name_is_cut_to_its_initials(name: str | None, short: str | None) -> None:
    assert shortened(name) == short
