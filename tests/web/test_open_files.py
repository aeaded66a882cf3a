"""A server may hold more files open than a machine allows to a program that does not ask."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from lib.web.open_files import MOST

_SAYS = (
    "import resource; from lib.web.open_files import allow_many_open_files; allow_many_open_files(); "
    "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
)


def _granted(soft: int, hard: int) -> int:
    """The limit of a program that began with these two, once it has asked."""
    begins = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard})); {_SAYS}"
    return int(subprocess.run([sys.executable, "-c", begins], capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize(("soft", "hard", "granted"), [(256, 1024, 1024), (512, 512, 512), (300, 2048, 2048)])
def test_as_many_as_the_machine_grants(soft: int, hard: int, granted: int) -> None:
    assert _granted(soft, hard) == granted


def test_no_more_than_are_of_use_and_never_fewer_than_before() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = hard if hard != resource.RLIM_INFINITY else MOST + 10
    assert _granted(256, most) == min(most, MOST)
    assert _granted(most, most) == most
