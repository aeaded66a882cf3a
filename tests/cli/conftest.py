"""`typed(…)`: a command on a store of the test's own, and what it left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lib.cli.main import main
from tests.support.stores import store_address


class Answer(NamedTuple):
    """Exit code, standard output, standard error."""

    code: int
    output: str
    errors: str


class Typed:
    """Runs commands one after the other, in English unless told otherwise."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._place, self._monkeypatch, self._capsys = place, monkeypatch, capsys
        self.use("store")

    def use(self, store: str) -> None:
        """From here on, the store of that name: a new, empty one at first."""
        self.use_address(store_address(self._place / f"{store}.db"))

    def use_address(self, url: str) -> None:
        """From here on, the database at that address."""
        self._monkeypatch.setenv("DATABASE_URL", url)

    def __call__(self, *arguments: object, lang: str = "en_CA.UTF-8") -> Answer:
        try:
            code = main([str(each) for each in arguments], {"LANG": lang})
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        return Answer(code, *self._capsys.readouterr())

    def figures(self, *arguments: str) -> Any:
        """The figures as another program reads them."""
        answer = self("figures", "--json", *arguments)
        assert answer.code == 0, answer.errors
        return json.loads(answer.output)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(tmp_path, monkeypatch, capsys)
