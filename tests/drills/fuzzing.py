"""Fuzzing led by coverage: Atheris bends bytes until a reader takes another branch, or breaks. Without it, Hypothesis makes them.

Run as a module it is the process of one target: `python -m tests.drills.fuzzing TARGET SECONDS FOLDER`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.drills.telling import Told

_HERE = "tests.drills.fuzz_targets"
NAMES = ("table", "known_table", "answer", "settings", "words", "address", "amount", "day", "packed", "matching", "cell",
         "slices")  # fmt: skip
"""The targets, known without importing what has to be instrumented first."""
_MOST_MEGABYTES, _LONGEST_SECONDS = 1_000, 10
_DONE = re.compile(r"Done (\d+) runs|#(\d+)\s+DONE")


def drill(place: Path, *, seconds: int = 60) -> Told:
    """Each target for that many seconds in a process of its own; a case that breaks one is told, letter by letter."""
    with_atheris = find_spec("atheris") is not None
    faults, runs = list[str](), 0
    for name in NAMES:
        folder = place / name
        folder.mkdir()
        command = [sys.executable, "-m", "tests.drills.fuzzing", name, str(seconds), str(folder)]
        said = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        runs += sum(int(first or second) for first, second in _DONE.findall(said.stdout + said.stderr)[-1:])
        if said.returncode:
            faults.append(f"{name}: {_case(folder)} {_reason(said.stdout + said.stderr)}")
    by = "Atheris" if with_atheris else "Hypothesis alone, as Atheris is not installed"
    return Told("fuzzing", not faults, f"{len(NAMES)} readers, {runs} runs of {seconds} s each by {by}" + "".join(f"; {each}" for each in faults))


def _case(folder: Path) -> str:
    found = sorted(folder.glob("found-*"))
    return repr(found[0].read_bytes()[:200]) if found else ""


def _reason(said: str) -> str:
    lines = [line for line in said.splitlines() if re.match(r"\s*(\w+\.)*\w*(Error|Exception|Broken|ALARM|ERROR)\b", line)]
    return (lines or said.splitlines() or [""])[-1][:300] if not lines else lines[0][:300]


def main(name: str, seconds: int, folder: Path) -> None:
    """Fuzz one target; the exit code says whether it held."""
    if find_spec("atheris") is None:
        _with_hypothesis(name, seconds)
        return
    import atheris

    with atheris.instrument_imports(include=["lib"]):
        from tests.drills.fuzz_targets import TARGETS, seeds
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(name)):
        (corpus / str(number)).write_bytes(seed)
    how = [f"-max_total_time={seconds}", f"-timeout={_LONGEST_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}", "-max_len=4096",
           f"-artifact_prefix={folder}/found-", "-print_final_stats=0"]  # fmt: skip
    atheris.Setup([name, *how, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def _with_hypothesis(name: str, seconds: int) -> None:
    """As many examples as some thousands a second would be; bytes alone, without knowing which branch they took."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    from tests.drills.fuzz_targets import TARGETS, seeds

    some = st.binary(max_size=400) | st.sampled_from([*seeds(name), b""]).flatmap(lambda seed: st.binary(max_size=20).map(lambda end: seed + end))
    count = 100 * seconds
    settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))(given(some)(TARGETS[name]))()
    print(f"Done {count} runs")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
