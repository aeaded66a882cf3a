"""Public suites of bad input in a folder, one sub-folder each, as cases: every file through the door of files, answers in JSON
through the live sources too, lists of strings line by line through every text field.

Nothing of them is kept with the project: `SECURITY.md` names those that were run, and how to run them again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.drills.bounded import Case

_LISTS = re.compile(r"(blns\.json|csv-payload\.txt|xss-payload-list\.txt|.*(XSS|xss|JHADDIX|RSNAKE|Mario|BRUTELOGIC).*\.txt)")
_NOTES = re.compile(r"(CSV|LaTeX) Injection/README\.md$")
_CODE = re.compile(r"(?m)^```\w*\n(.*?)^```", re.DOTALL)
_NOT_TESTS = re.compile(r"/(parameters|clean|json|images|\.github|\.circleci)/|/(LICENSE|\.git\w*)$|_parameters\.json$|\.(sheetnames|skip|sh|py|scpt)$")
_AT_ONCE = 40
LONGEST_TEXT = 30_000


def suites(folder: Path) -> tuple[str, ...]:
    """The names of the suites in a folder."""
    return tuple(sorted(each.name for each in folder.iterdir() if each.is_dir()))


def cases(folder: Path, suite: str) -> Iterator[Case]:
    """The cases of a suite, in the order of their names."""
    for path in sorted((folder / suite).rglob("*")):
        if not path.is_file() or _NOT_TESTS.search(path.as_posix()):
            continue
        name = path.relative_to(folder / suite).as_posix()
        yield Case(suite, path.name, "file", str(path))
        if path.suffix == ".json" and path.parent.name.startswith("test_"):
            yield Case(suite, name, "json", str(path))
        found = tuple(strings(path))
        for start in range(0, len(found), _AT_ONCE):
            yield Case(suite, name, "texts", texts=found[start : start + _AT_ONCE])


def strings(path: Path) -> Iterator[str]:
    """The strings of a list, as a person could type them; none in any other file."""
    if path.name == "blns.json":
        found = json.loads(path.read_text("utf-8"))
    elif _NOTES.search(path.as_posix()):
        found = [line for block in _CODE.findall(path.read_text("utf-8")) for line in block.splitlines()]
    elif _LISTS.fullmatch(path.name):
        found = path.read_text("utf-8", "replace").splitlines()
    else:
        found = []
    return (text[:LONGEST_TEXT] for text in found if text.strip())
