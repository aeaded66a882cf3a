"""Bad input: files, answers and strings that nobody would write by hand. None crashes, hangs, swells, or shows a trace.

Made here by default; `--folder` adds the public suites that somebody has fetched there, one sub-folder each (csv-spectrum,
JSONTestSuite, Pollock, malformed workbooks, the big list of naughty strings…); they are never kept with the project. Each
goes in by the doors that people and servers use, to the end: read, shown, written to a store, given back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.drills.bounded import LARGEST_BYTES, LONGEST_SECONDS, Case, Result, Worker
from tests.drills.doors import BROKEN
from tests.drills.making import NAUGHTY, made
from tests.drills.suites import cases, suites
from tests.drills.telling import Told

_SHOWN = 10
_MADE = "made here"


def drill(place: Path, *, count: int = 2_000, seed: int = 5, folder: Path | None = None) -> Told:
    """Gives `count` made-up files, and every file, answer and string of the suites in `folder`, to a bounded process."""
    results: list[Result] = []
    with Worker() as worker:
        for suite, some in _all(place, count, seed, folder):
            found = [worker.result(case) for case in some]
            if folder:
                _print_row(suite, found)
            results += found
    faults = [f"{one.case.suite} {one.case.name}: {one.outcome or 'too slow or too large'}" for one in results if _is_fault(one)]
    number = sum(one.case.counts_for for one in results)
    return Told("bad input", not faults, f"{number} files and strings: {_figures(results)}" + "".join(f"; {each}" for each in faults[:_SHOWN]))


def _all(place: Path, count: int, seed: int, folder: Path | None) -> Iterator[tuple[str, Iterable[Case]]]:
    yield _MADE, _made(place, count, seed)
    for suite in suites(folder) if folder else ():
        yield suite, cases(folder, suite) if folder else ()


def _made(place: Path, count: int, seed: int) -> Iterator[Case]:
    """What is made here, as files in a place of its own; JSON through the live sources too, strings through text fields."""
    for name, content in made(count, seed):
        path = place / name
        path.write_bytes(content)
        yield Case(_MADE, name, "file", str(path))
        if name.endswith(".json"):
            yield Case(_MADE, name, "json", str(path))
        path.unlink()
    yield Case(_MADE, "strings", "texts", texts=tuple(text[:30_000] for text in NAUGHTY if text.strip()))


def _is_fault(one: Result) -> bool:
    return one.outcome.startswith(BROKEN) or one.seconds > LONGEST_SECONDS or one.peak_bytes > LARGEST_BYTES


def _figures(results: list[Result]) -> str:
    outcomes = Counter[str]()
    for one in results:
        outcomes[one.outcome.partition(":")[0]] += one.case.counts_for
    slowest, largest = max(results, key=lambda one: one.seconds), max(results, key=lambda one: one.peak_bytes)
    told = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
    return f"{told}; slowest {slowest.seconds:.1f} s ({slowest.case.name}), at most {largest.peak_bytes / 1e6:.0f} MB"


def _print_row(suite: str, found: list[Result]) -> None:
    """A row of the table by suite, as soon as it is known."""
    if found:
        print(f"        {suite}: {sum(one.case.counts_for for one in found)}: {_figures(found)}", flush=True)
