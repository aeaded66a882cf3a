"""`make bench`, or `python -m tests.bench [PART…]`: figures beside a peer or a limit measured in the same run.

Parts: runs (the server's time for each page), loads (the browser's), viewers (1, 10, 50 at once), import, size (up to a million
contributions); when they are named, arrivals (fifty at once, then ten minutes) and hour (memory, while people come and go).
Times on two machines cannot be compared; ratios within one run can. Exit code 1 when a limit is broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from tests.bench import loads, runs, viewers
from tests.bench.results import Figure, keep

PARTS: Mapping[str, Callable[[], Sequence[Figure]]] = {"runs": runs.figures, "loads": loads.figures, "viewers": viewers.figures}
ALONE = {"import": ("tests.bench_import",), "size": ("tests.bench_size",)}
LONG = {"arrivals": ("tests.drills", "arrivals"), "hour": ("tests.drills", "hour")}
"""Programs of their own, whose exit code says whether their limits were kept; the long ones run only when they are named."""


def main() -> int:
    """Run the parts that are named, all of them by default; write what they found."""
    known = [*PARTS, *(name for name, (module, *_) in ALONE.items() if find_spec(module))]
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("parts", nargs="*", metavar="PART", help=", ".join([*known, *LONG]))
    named = asked.parse_args().parts or known
    if unknown := set(named) - {*known, *LONG}:
        asked.error(f"no such part: {', '.join(sorted(unknown))}")
    held = [_run(name) for name in named]
    return 0 if all(held) else 1


def _run(name: str) -> bool:
    print(f"\n{name}", flush=True)
    if name not in PARTS:
        return subprocess.run([sys.executable, "-m", *{**ALONE, **LONG}[name]], check=False).returncode == 0
    found = PARTS[name]()
    for figure in found:
        print(figure, flush=True)
    keep({name: found})
    return all(each.holds for each in found)


if __name__ == "__main__":
    sys.exit(main())
