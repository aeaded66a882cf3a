"""`make drill`, or `python -m tests.drills [NAME…] [--short] [--folder SUITES]`: minutes, on this machine alone.

Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lib.services.entry.access import WayIn
from tests.drills import (
    arriving,
    bringing,
    clustering,
    crowding,
    entering,
    failing_disks,
    flipping,
    fuzzing,
    guessing,
    killing,
    looking_on,
    moving,
    staying,
    torturing,
)
from tests.drills.telling import Told
from tests.support.postgres import cluster


def on_server(drill: Callable[[str], Told]) -> Told:
    """A drill on a throw-away PostgreSQL server."""
    with cluster() as server:
        return drill(server.new_database())


Drill = Callable[[Path, Path | None], Told]
DRILLS: Mapping[str, Drill] = {
    "kill": lambda place, _: killing.drill(f"sqlite:///{place}/kill.db"),
    "kill-server": lambda place, _: on_server(lambda url: killing.drill(url, imports=50, edits=300)),
    "bits": lambda place, _: flipping.drill(place),
    "bits-encrypted": lambda place, _: flipping.drill(place, encrypted=True),
    "full": lambda place, _: failing_disks.full_disk(place),
    "read-only": lambda place, _: failing_disks.read_only_disk(place),
    "locked": lambda place, _: failing_disks.locked(place),
    "clock": lambda place, _: failing_disks.clock_set_back(place),
    "half": lambda place, _: failing_disks.cut_in_half(place),
    "crowd": lambda place, _: crowding.drill(f"sqlite:///{place}/crowd.db"),
    "crowd-server": lambda place, _: on_server(crowding.drill),
    "viewers": lambda place, _: looking_on.drill(f"sqlite:///{place}/crowd.db", place),
    "viewers-server": lambda place, _: on_server(lambda url: looking_on.drill(url, place)),
    "doors": lambda place, _: entering.drill(place),
    "passphrase": lambda place, _: guessing.drill(place),
    "input": lambda place, folder: torturing.drill(place, folder=folder),
    "fuzz": lambda place, _: fuzzing.drill(place),
    "arrivals": lambda place, _: arriving.drill(place),
    "hour": lambda place, _: staying.drill(place),
    "bringing": lambda place, _: bringing.drill(place),
    "copy": lambda place, _: moving.drill(place),
    "cluster": lambda place, _: clustering.drill(),
    "cluster-seen": lambda place, _: clustering.drill("seen"),
    "cluster-scheduler": lambda place, _: clustering.drill("scheduler"),
    "cluster-program": lambda place, _: clustering.drill("program"),
    "cluster-primary": lambda place, _: clustering.drill("primary", rounds=10),
}
PARTS_OF_OTHERS = frozenset(name for name in DRILLS if name.startswith("cluster-"))
"""Run only when they are named."""
SHORT: Mapping[str, Drill] = {
    "kill": lambda place, _: killing.drill(f"sqlite:///{place}/kill.db", imports=8, edits=15),
    "bits": lambda place, _: flipping.drill(place, bits=15),
    "bits-encrypted": lambda place, _: flipping.drill(place, bits=10, encrypted=True),
    "locked": lambda place, _: failing_disks.locked(place, seconds=0.5),
    "crowd": lambda place, _: crowding.drill(f"sqlite:///{place}/crowd.db", importers=2, imports=4, readers=2),
    "viewers": lambda place, _: looking_on.drill(f"sqlite:///{place}/crowd.db", place, imports=2, viewers=4),
    "doors": lambda place, _: entering.drill(place, ways=(WayIn.PASSPHRASE,), short=True),
    "passphrase": lambda place, _: guessing.drill(place, tries=400, seconds=5, compared=0),
    "input": lambda place, folder: torturing.drill(place, count=60, folder=folder),
    "fuzz": lambda place, _: fuzzing.drill(place, seconds=2),
    "arrivals": lambda place, _: arriving.drill(place, people=10, seconds=15.0, generous=20.0),
    "bringing": lambda place, _: bringing.drill(place, rows=16_000, quiet=1.0, generous=20.0, half_way=0),
    "copy": lambda place, _: moving.drill(place, count=2_000),
    "hour": lambda place, _: staying.drill(place, people=6, seconds=20.0, stay=4.0, most_an_hour=None),
}
"""A few rounds of the long ones, for the suite; the others are short already. Those on a server are left to `make drill`."""


def main() -> int:
    """Runs those that are named, all of them by default, one after the other."""
    asked = argparse.ArgumentParser(prog="python -m tests.drills", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DRILLS))
    asked.add_argument("--folder", type=Path, help="files of public suites of bad input, fetched beforehand")
    asked.add_argument("--short", action="store_true", help="a few rounds of each")
    said = asked.parse_args()
    if unknown := set(said.names) - set(DRILLS):
        asked.error(f"no such drill: {', '.join(sorted(unknown))}")
    drills = {**DRILLS, **SHORT} if said.short else DRILLS
    held = [_run(drills[name], said.folder) for name in said.names or (name for name in DRILLS if name not in PARTS_OF_OTHERS)]
    return 0 if all(held) else 1


def _run(drill: Drill, folder: Path | None) -> bool:
    start = time.monotonic()
    with _place() as place:
        told = drill(place, folder)
    print(f"{told} [{time.monotonic() - start:.0f} s]", *told.promises, sep="\n", flush=True)
    return told.held


@contextmanager
def _place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="drill-") as name:
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
