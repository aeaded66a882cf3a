"""`python -m tests.support.on_server COMMAND…`: runs a command with `DATABASE_URL` on a throw-away PostgreSQL server."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support.postgres import cluster


def main() -> int:
    """The command's own exit code."""
    with cluster() as server:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": server.url("postgres")}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
