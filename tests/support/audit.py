"""Asks whether a known vulnerability is in what is pinned: `make audit`. Needs the vulnerability service of PyPI, on the network.

Exit code 0: none is known; 1: some are, each on a line; 2: the service could not be asked, so that nothing is known.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

NOBODY_ANSWERS = (
    "The vulnerability service did not answer: nothing was audited, and nothing is known. Try again with a network that reaches "
    "https://pypi.org/pypi."
)


def audited(lock: str) -> tuple[int, list[str]]:
    """How many packages of a lock file the service knows, and a line for each vulnerability."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", lock, "--format", "json", "--progress-spinner", "off"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return judged(json.loads(told.stdout))
    except json.JSONDecodeError:
        return 0, []


def judged(report: dict[str, Any]) -> tuple[int, list[str]]:
    """The same from pip-audit's report: a package that it skipped was not audited."""
    known = [each for each in report["dependencies"] if "vulns" in each]
    lines = [
        f"{each['name']} {each['version']}: {found['id']}; corrected in {', '.join(found['fix_versions']) or 'no release yet'}"
        for each in known for found in each["vulns"]
    ]  # fmt: skip
    return len(known), lines


def main(locks: Sequence[str]) -> int:
    """Says it in words."""
    asked = [audited(lock) for lock in locks]
    lines = sorted({line for _count, lines in asked for line in lines})
    print("\n".join(lines) or (f"No known vulnerability in {max(count for count, _ in asked)} packages." if all(count for count, _ in asked) else NOBODY_ANSWERS))
    return 1 if lines else 0 if all(count for count, _ in asked) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
