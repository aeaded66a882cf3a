"""The reverse proxy of docs/operations.md, as it is written there, on free ports of this machine with a certificate of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.support.server import ROOT

HOST = "campagne.example.org"
"""The name that the example is written for."""
_WITHIN_SECONDS = 15


@dataclass(frozen=True)
class Proxy:
    """A running nginx: the ports that stand for 443 and 80."""

    secure_port: int
    plain_port: int

    @property
    def resolver(self) -> str:
        """The flag by which Chromium finds it under the example's own name and ports."""
        return f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{self.secure_port},MAP {HOST}:80 127.0.0.1:{self.plain_port}"


def program() -> str | None:
    """nginx's path; installed from Debian where it is not there and this is root."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "nginx-light"], check=False, env=quiet,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    return found


def example() -> str:
    """The one block of nginx in the documentation."""
    return re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.DOTALL)[0]


@contextmanager
def proxied(place: Path, port: int) -> Iterator[Proxy]:
    """nginx in front of the dashboard on `port`, with nothing of the example changed but ports and the certificate's place."""
    found, ends = Proxy(_free_port(), _free_port()), trustme.CA().issue_cert(HOST)
    ends.private_key_pem.write_to_path(place / "privkey.pem")
    for number, blob in enumerate(ends.cert_chain_pems):
        blob.write_to_path(place / "fullchain.pem", append=number > 0)
    said = example().replace("listen 443", f"listen 127.0.0.1:{found.secure_port}").replace("listen 80;", f"listen 127.0.0.1:{found.plain_port};")
    said = re.sub(r"/etc/letsencrypt/live/[\w.]+/", f"{place}/", said).replace("127.0.0.1:8501", f"127.0.0.1:{port}")
    temporary = "".join(f"    {kind}_temp_path {place}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    types = "    types { text/html html; }\n    access_log off;\n"
    user = "user root;\n" if os.geteuid() == 0 else ""
    (place / "nginx.conf").write_text(
        f"{user}daemon off;\npid {place}/nginx.pid;\nerror_log {place}/error.log;\nevents {{}}\nhttp {{\n{temporary}{types}{said}}}\n"
    )
    process = subprocess.Popen([program() or "nginx", "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")], stderr=subprocess.PIPE)
    try:
        _wait(found.secure_port, process, place)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes], place: Path) -> None:
    until = time.monotonic() + _WITHIN_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nginx does not start: {(place / 'error.log').read_text()}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
