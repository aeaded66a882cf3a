"""What the documents say to type at a terminal is typed, in the order they say it, on a store of the test's own."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.support.files import ulule_export
from tests.support.server import ROOT

DOCUMENTS = ("README.md", "docs/guide.md", "docs/files.md")
PROGRAM = ".venv/bin/python -m lib "


def typed_lines(document: str) -> list[str]:
    """The product's commands in the blocks of a document."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / document).read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith(PROGRAM)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the project to somebody who types, with the files that the documents name."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    for document in DOCUMENTS:
        for line in typed_lines(document):
            for word in shlex.split(line, comments=True):
                if word.endswith((".csv", ".xlsx")) and not word.startswith("data/"):
                    (tmp_path / word).parent.mkdir(parents=True, exist_ok=True)
                    (tmp_path / word).write_bytes(ulule_export())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_works_in_the_order_it_stands(typed: Typed, desk: Path, document: str) -> None:
    typed("demo")  # the dashboard was opened once
    for line in typed_lines(document):
        answer = typed(*shlex.split(line.removeprefix(PROGRAM), comments=True))
        assert answer.code == 0, f"{line}\n{answer.errors}"
        if "--json" in line:
            assert json.loads(answer.output)["money"]


def test_the_program_of_the_documents_is_the_one_that_make_sets_up() -> None:
    recipe = subprocess.run(["make", "-n", "-s", "-C", str(ROOT), "demo"], capture_output=True, encoding="utf-8", check=True).stdout
    assert f"{PROGRAM}demo" in recipe
