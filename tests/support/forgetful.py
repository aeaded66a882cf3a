"""What the application would be had somebody forgotten a check in each of five places: for the drill that must notice it.

A program begun with this folder's parent on its path, and a `sitecustomize` that calls `forget`, is that application.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import wraps
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

SITE = "from tests.support.forgetful import forget\nforget()\n"


def _route_that_tells(routes: Any) -> None:
    """A route that is open to everybody says who keeps the dashboard."""
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def health(request: object) -> JSONResponse:
        return JSONResponse({"status": "ok", "kept by": os.environ["DASHBOARD_USER"]})

    routes.ROUTES.insert(0, Route("/health", health))


def _guard_without_roles(guard: Any) -> None:
    """Whoever is known may have every address."""
    guard._refusal_for = lambda known, asked: None


def _loader_for_all(mobilising: Any) -> None:
    """The members' names, whoever asks."""
    load = mobilising.members

    @wraps(load)
    def members(*more: Any, personal: bool, shortened: bool = False) -> Any:
        return load(*more, personal=True)

    mobilising.members = members


def _kept_for_all(planning: Any) -> None:
    """The plan with its owners, kept without saying for whom."""
    load, kept = planning.plan, {}

    @wraps(load)
    def plan(store: Any, opened: Any, *, personal: bool = False, shortened: bool = False) -> Any:
        if not (personal or shortened):
            return load(store, opened)
        if opened.id not in kept:
            kept[opened.id] = load(store, opened, personal=personal, shortened=shortened)
        return kept[opened.id]

    planning.plan = plan


def _role_for_ever(access: Any) -> None:
    """A role that was looked up once, and never again."""
    look_up, kept = access.Access.known, {}

    def known(self: Any, email: str | None) -> Any:
        if email not in kept:
            kept[email] = look_up(self, email)
        return kept[email]

    access.Access.known = known


FORGOTTEN: Mapping[str, Callable[[Any], None]] = {
    "lib.web.routes": _route_that_tells,
    "lib.web.guard": _guard_without_roles,
    "lib.services.analyses.mobilising": _loader_for_all,
    "lib.services.plan.planning": _kept_for_all,
    "lib.services.entry.access": _role_for_ever,
}


class _Forgetting(MetaPathFinder):
    """Lets a module be loaded as it is, then takes its check away, before anybody has it."""

    def __init__(self) -> None:
        self.left = dict(FORGOTTEN)

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        forget = self.left.pop(fullname, None)
        spec = find_spec(fullname) if forget else None
        if spec is None or spec.loader is None or forget is None:
            return None
        load = spec.loader.exec_module

        def loaded(module: ModuleType) -> None:
            load(module)
            forget(module)

        spec.loader.exec_module = loaded  # type: ignore[method-assign]
        return spec


def forget() -> None:
    """From now on, in this program."""
    sys.meta_path.insert(0, _Forgetting())
