"""What is installed is pinned with its fingerprints, for every system and every Python that the product promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.audit import judged

ROOT = Path(__file__).parents[1]
REGENERATE = "requirements*.txt has changed: type make lock"


def asked(name: str) -> list[Requirement]:
    """What a requirements file asks for, the files that it names included."""
    lines = [line.partition(" #")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    named = [line.removeprefix("-r ") for line in lines if line.startswith("-r ")]
    return [Requirement(line) for line in lines if line and not line.startswith("-r ")] + [each for file in named for each in asked(file)]


def pinned(name: str) -> dict[str, list[tuple[str, int]]]:
    """Each pinned package: its versions (one for each kind of system), with the number of fingerprints."""
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8"))
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in entries:
        match = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", entry)
        if match:
            found.setdefault(canonicalize_name(match[1]), []).append((match[2], entry.count("--hash=sha256:")))
    return found


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_every_package_asked_for_is_pinned_to_a_release_that_suits(stem: str) -> None:
    held = pinned(f"{stem}.lock")
    for each in asked(f"{stem}.txt"):
        versions = held.get(canonicalize_name(each.name), [])
        assert versions, f"{each.name}: {REGENERATE}"
        assert all(each.specifier.contains(version) for version, _ in versions), f"{each.name}: {REGENERATE}"


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_every_pinned_package_has_fingerprints_and_the_lock_names_no_other_index(stem: str) -> None:
    held = pinned(f"{stem}.lock")
    assert len(held) > 40
    assert [name for name, versions in held.items() for _, count in versions if not count] == []
    assert not re.search(r"--(extra-)?index-url|--find-links|https?://|file:", (ROOT / f"{stem}.lock").read_text("utf-8"))


def test_both_locks_pin_the_same_releases() -> None:
    product, work = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert {name: versions for name, versions in product.items() if work.get(name) != versions} == {}, REGENERATE


def test_a_package_that_the_service_does_not_know_counts_as_not_audited() -> None:
    report = {"dependencies": [
        {"name": "one", "version": "1.0", "vulns": []},
        {"name": "two", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}]},
        {"name": "three", "version": "3.0", "skip_reason": "not found"},
    ]}  # fmt: skip
    assert judged(report) == (2, ["two 2.0: PYSEC-1; corrected in 2.1"])
