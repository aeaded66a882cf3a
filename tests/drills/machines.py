"""A cluster of the dashboard on this machine's loopback, from the very files of docs/operations: three etcd, two PostgreSQL
under Patroni, two programs, HAProxy. Only addresses, ports, folders and passwords are others."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import requests  # noqa: TID251 - a drill speaks to the server as a stranger would

from lib.services.entry.access import Role
from lib.services.entry.passphrases import hashed
from tests.support.postgres import _unprivileged

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "docs" / "operations"
NEEDED = {"etcd": "etcd-server", "patroni": "patroni", "haproxy": "haproxy", "nginx": "nginx-light", "openssl": "openssl",
          "/usr/lib/postgresql/15/bin/postgres": "postgresql"}  # fmt: skip
PASSPHRASES = {Role.LEAD: "la phrase de la direction", Role.TEAM: "la phrase de toute l’équipe"}
_ADDRESS = re.compile(r"10\.0\.0\.1([123]):(\d+)")
_MACHINES = {"a": "1", "b": "2", "c": "3"}
_PATIENCE_SECONDS = 90.0


class NotInstalled(RuntimeError):
    """What the drill needs is not on this machine."""


def refuse_without_programs() -> None:
    """Raises NotInstalled, saying what to type."""
    missing = [package for program, package in NEEDED.items() if not (shutil.which(program) or Path(program).exists())]
    if missing:
        raise NotInstalled(f"This drill starts real servers. Install them first: apt-get install {' '.join(missing)}")


@dataclass
class Program:
    """Something that runs, with all that it started."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """kill -9, of all of it at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

@dataclass
class Cluster:
    """What runs, where, and how it is reached."""

    folder: Path
    owner: dict[str, Any]
    programs: dict[str, Program] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=lambda: defaultdict(free_port))
    secrets_: dict[str, str] = field(default_factory=lambda: defaultdict(lambda: secrets.token_hex(16)))

    @property
    def url(self) -> str:
        """Where people go: the proxy."""
        return f"https://127.0.0.1:{self.ports['proxy']}"

    def program_url(self, name: str) -> str:
        """One program, past the proxy."""
        return f"http://127.0.0.1:{self.ports[name]}"

    @property
    def database_url(self) -> str:
        """As the programs are given it."""
        return self.environment()["DATABASE_URL"]

    def environment(self) -> dict[str, str]:
        """`dashboard.env`."""
        lines = self.said("dashboard.env").splitlines()
        said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        said |= {"ACCESS_FILE": str(self.folder / "access.toml"), "BACKUP_DIR": str(self.folder / "backups"),
                 "STREAMLIT_SERVER_ALLOWED_HOSTS": "127.0.0.1"}  # fmt: skip
        return said

    def said(self, name: str, machine: str = "a") -> str:
        """A file of docs/operations with this machine's ports, folders and passwords in it."""
        text = (FILES / name).read_text("utf-8")
        if machine != "a":
            text = "\n".join(_on(line, machine) for line in text.split("\n"))
        text = _ADDRESS.sub(lambda found: f"127.0.0.1:{self.ports[f'{found[1]}:{found[2]}']}", text)
        text = re.sub(r"CHANGE-\d", lambda found: self.secrets_[found[0]], text)
        text = text.replace("10.0.0.0/24", "127.0.0.0/8")
        return text.replace("/var/lib/postgresql/15/dashboard", str(self.folder / f"data-{machine}")).replace(
            "/var/lib/etcd/dashboard", str(self.folder / f"etcd-{machine}"))  # fmt: skip

    def start(self, name: str, command: list[str], *, is_ours: bool = False, environment: Mapping[str, str] = os.environ) -> Program:
        """Start something; as the user of the servers unless it is ours."""
        log, home = self.folder / f"{name}.log", {} if is_ours else {"HOME": str(self.folder)}
        with log.open("ab") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT if is_ours else self.folder, env={**environment, **home},
                                       start_new_session=True, **({} if is_ours else self.owner))  # fmt: skip
        self.programs[name] = Program(name, process, log)
        return self.programs[name]

    def start_etcd(self, machine: str) -> None:
        """One of the three that decide."""
        self.start(f"etcd-{machine}", ["etcd", "--config-file", str(self._file("etcd.conf.yml", machine))])

    def start_node(self, machine: str) -> None:
        """A PostgreSQL under Patroni."""
        self.start(f"node-{machine}", ["/usr/bin/python3", "/usr/bin/patroni", str(self._file("patroni.yml", machine))])

    def start_program(self, name: str) -> None:
        """A dashboard, by the line of its systemd unit."""
        unit = (FILES / "dashboard@.service").read_text("utf-8").replace("%i", str(self.ports[name]))
        line = next(each for each in unit.splitlines() if each.startswith("ExecStart="))
        streamlit, *arguments = line.removeprefix("ExecStart=").split()
        assert streamlit.endswith("/streamlit")
        command = [sys.executable, "-m", "streamlit", *arguments]
        self.start(name, command, is_ours=True, environment={**os.environ, **self.environment()})

    def start_proxy(self) -> None:
        """HAProxy, encrypted, by a certificate of this drill's own."""
        certificate = self.folder / "certificate.pem"
        if not certificate.exists():
            key, signed = self.folder / "key.pem", self.folder / "signed.pem"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", signed],
                           check=True, capture_output=True)  # fmt: skip
            certificate.write_text(key.read_text() + signed.read_text())
        text = self.said("haproxy.cfg").replace("bind :443 ssl crt /etc/haproxy/certs/", f"bind 127.0.0.1:{self.ports['proxy']} ssl crt {certificate}")
        text = text.replace("127.0.0.1:8501", f"127.0.0.1:{self.ports['a']}").replace("127.0.0.1:8502", f"127.0.0.1:{self.ports['b']}")
        file = self.folder / "haproxy.cfg"
        file.write_text(text)
        self.start("proxy", ["haproxy", "-db", "-f", str(file)], is_ours=True)

    def _file(self, name: str, machine: str) -> Path:
        file = self.folder / f"{machine}-{name}"
        file.write_text(self.said(name, machine), "utf-8")
        return file

    def primary(self) -> str | None:
        """The machine whose database is written to at present; None while there is none."""
        for machine, number in _MACHINES.items():
            if machine != "c":
                with suppress(psycopg.Error, OSError):
                    if self.ask(number, "SELECT NOT pg_is_in_recovery()"):
                        return machine
        return None

    def ask(self, number: str, question: str) -> Any:
        """One value from one server, as its superuser."""
        where = f"host=127.0.0.1 port={self.ports[f'{number}:5432']} user=postgres dbname=postgres connect_timeout=2"
        with psycopg.connect(where, password=self.secrets_["CHANGE-1"], autocommit=True) as connection:
            answered = connection.execute(question.encode())
            found = answered.fetchone() if answered.description else None
            return found[0] if found else None

    def has_replica(self) -> bool:
        """Whether a commit waits for a replica that follows now, and Patroni knows it for one that may take over."""
        found = self.primary()
        if found is None:
            return False
        told = requests.get(f"http://127.0.0.1:{self.ports[f'{_MACHINES[found]}:8008']}/cluster", timeout=2).json()
        followers = [each for each in told["members"] if each["role"] == "sync_standby" and each["state"] in ("running", "streaming")]
        return bool(followers) and bool(self.ask(_MACHINES[found], "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"))

    def logs(self, name: str) -> str:
        """What a program said."""
        return self.programs[name].log.read_text(errors="replace")

    def stop(self) -> None:
        """End everything at once: nothing of it is to last. A PostgreSQL outlives the Patroni that started it."""
        for program in reversed(list(self.programs.values())):
            program.kill()
        for machine in _MACHINES:
            self.kill_database(machine)

    def kill_database(self, machine: str) -> None:
        """kill -9 of the PostgreSQL of a machine, if it runs."""
        with suppress(ProcessLookupError, FileNotFoundError, IndexError):
            os.kill(int((self.folder / f"data-{machine}" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def _on(line: str, machine: str) -> str:
    """A line of machine A's file as it stands on another one: its own name and addresses, never those of all."""
    if "hosts:" in line or "initial-cluster:" in line:
        return line
    for name in ("pg", "etcd"):
        line = line.replace(f"name: {name}-a", f"name: {name}-{machine}")
    return line.replace("10.0.0.11:", f"10.0.0.1{_MACHINES[machine]}:")


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def until(true: Callable[[], object], what: str, seconds: float = _PATIENCE_SECONDS) -> float:
    """Wait for something; how long it took. AssertionError when it never comes."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        with suppress(psycopg.Error, requests.RequestException, OSError):
            if true():
                return time.monotonic() - start
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")


@contextmanager
def cluster(*, programs: bool = True) -> Iterator[Cluster]:
    """Everything started and answering, then ended."""
    refuse_without_programs()
    folder, owner = Path(tempfile.mkdtemp(prefix="cluster-")), _unprivileged()
    folder.chmod(0o755)
    if owner:
        shutil.chown(folder, owner["user"], owner["group"])
    made = Cluster(folder, owner)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # whoever ends the drill ends its servers
    try:
        _start_database(made)
        if programs:
            _start_programs(made)
        yield made
    finally:
        made.stop()
        signal.signal(signal.SIGTERM, before)
        if not os.environ.get("KEEP_CLUSTER"):
            shutil.rmtree(folder, ignore_errors=True)


def _start_database(made: Cluster) -> None:
    for machine in _MACHINES:
        made.start_etcd(machine)
    until(lambda: requests.get(f"http://127.0.0.1:{made.ports['1:2379']}/health", timeout=1).ok, "etcd")
    made.start_node("a")
    until(lambda: made.primary() == "a", "the primary")
    made.start_node("b")
    until(made.has_replica, "the synchronous replica")
    assert made.ask("1", "SHOW data_checksums") == "on"
    made.ask("1", f"CREATE ROLE app LOGIN PASSWORD '{made.secrets_['CHANGE-4']}'")
    made.ask("1", "CREATE DATABASE camp OWNER app")


def _start_programs(made: Cluster) -> None:
    lines = [f'{role.value} = "{hashed(phrase)}"' for role, phrase in PASSPHRASES.items()]
    (made.folder / "access.toml").write_text("[passphrases]\n" + "\n".join(lines) + "\n")
    made.start_proxy()
    for name in ("a", "b"):
        made.start_program(name)
        until(lambda: requests.get(f"{made.program_url(name)}/health", timeout=2).ok, f"program {name}")  # noqa: B023
