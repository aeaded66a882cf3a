"""How many files a server may hold open: each page that somebody has before them takes four, and three more until it is
forgotten two minutes after it was left. Most machines allow 1 024 to a program that does not ask, which 200 people use up."""

from __future__ import annotations

from contextlib import suppress

MOST = 65_536


def allow_many_open_files() -> None:
    """As many as the machine grants without being asked by an administrator, `MOST` at most; never fewer than before."""
    with suppress(ImportError, OSError, ValueError):  # not every system counts them
        import resource

        granted, grantable = resource.getrlimit(resource.RLIMIT_NOFILE)
        limit = MOST if grantable == resource.RLIM_INFINITY else min(grantable, MOST)
        if granted != resource.RLIM_INFINITY and granted < limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, grantable))
