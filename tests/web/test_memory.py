"""A server's threads share a few heaps, however many they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_MANY_THREADS = """
import ctypes, sys, threading
from lib.web.memory import keep_few_heaps
keep_few_heaps()
together = threading.Barrier(24)
def work():
    together.wait()
    held = [bytes(2000) for _ in range(20_000)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(24)]
[each.start() for each in threads], [each.join() for each in threads]
glibc = ctypes.CDLL(None)
glibc.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(glibc.fopen(sys.argv[1].encode(), b"w"))
glibc.malloc_info(0, told)
glibc.fclose(told)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the settings are those of glibc, the C library of Linux")
def test_however_many_threads_there_are_they_share_two_heaps(tmp_path: Path) -> None:
    told = tmp_path / "heaps.xml"
    subprocess.run([sys.executable, "-c", _MANY_THREADS, str(told)], cwd=Path(__file__).parents[2], check=True, timeout=60)
    assert told.read_text().count("<heap nr=") <= 2
