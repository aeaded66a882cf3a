"""Bad input: files and strings that nobody would write by hand. None crashes, hangs, swells, or shows a trace.

Made here by default; `--folder` adds the files of public suites (csv-spectrum, JSONTestSuite, Pollock, malformed workbooks,
the big list of naughty strings…), fetched by whoever drills and never kept with the project.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lib.campaign.errors import DashboardError, SourceError
from lib.sources.layout import Layout
from lib.sources.layouts import identify
from lib.sources.mapping import Mapping
from lib.sources.parsing import parsed
from lib.sources.suggestion import campaign_suggestion, suggestion
from lib.sources.table_file import TableFile, table_file
from tests.drills.telling import Told
from tests.store.builders import CAMPAIGN
from tests.support.files import ULULE_HEADERS, ULULE_LINES, ulule_export, ulule_workbook

LONGEST_SECONDS, LARGEST_BYTES = 10, 1_000_000_000
NAUGHTY = (
    "", " ", "\t", "NULL", "None", "undefined", "NaN", "-0", "1e309", "0x10", "1,000.00", "1.000,00", "١٢٣", "Ω≈ç√∫˜µ≤≥÷", "田中さん",
    "👩‍👩‍👧‍👦", "\u202etest\u202e", "\ufeff", "\u200b", "ﬁ", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "<script>alert(1)</script>", "'; DROP TABLE contributions; --",
    "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "%s%s%n", "$(touch x)", "`id`", "../../etc/passwd", "file:///etc/passwd",
    "\x00", "\x07\x1b[31m", "\ud800", "a" * 40_000, '"', '""', '"unclosed', "a\nb", "a\r\nb", ";", ",", "2018-02-30", "0000-00-00",
    "9999-12-31", "29/02/2018", "25:61", "1970-01-01T00:00:00Z", "$x^2$", "**gras**", "[a](javascript:alert(1))", "{{7*7}}", "Éloïse",
)  # fmt: skip


def drill(*, count: int = 2_000, seed: int = 5, folder: Path | None = None) -> Told:
    """Reads `count` made-up files, and every file of `folder`, as an import does before anything is written."""
    outcomes, broken, slowest = Counter[str](), list[str](), 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in _files(count, seed, folder):
        start = time.monotonic()
        outcome = _outcome(name, content)
        slowest = max(slowest, time.monotonic() - start)
        outcomes[outcome.partition(":")[0]] += 1
        broken += [f"{name}: {outcome}"] if outcome.startswith("BROKEN") else []
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024  # the system counts what the caller had, too
    held = not broken and slowest < LONGEST_SECONDS and grown < LARGEST_BYTES
    figures = ", ".join(f"{number} {name}" for name, number in sorted(outcomes.items()))
    more = f"; {'; '.join(broken[:5])}" if broken else ""
    return Told("bad input", held, f"{figures}; slowest {slowest:.1f} s, {grown / 1e6:.0f} MB more memory{more}")


def _files(count: int, seed: int, folder: Path | None) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(seed)
    makers = (_naughty_table, _bent_table, _bent_workbook, _naughty_json, _noise, _naughty_workbook)
    for number in range(count):
        yield makers[number % len(makers)](chance, number)
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            yield path.name, path.read_bytes()


def _outcome(name: str, content: bytes) -> str:
    try:
        file = table_file(name, content)
        campaign_suggestion(file)
        read = parsed(file, _reading(file), CAMPAIGN)
    except DashboardError as error:
        return "refused in words" if error.message.text else "BROKEN: no words"
    except Exception as error:  # noqa: BLE001 - that there is none is what the drill is about
        return f"BROKEN: {type(error).__name__}: {error}"[:200]
    counted = read.accepted_row_count + len(read.refusals) + read.duplicate_count
    return "read, each row taken or refused" if counted == read.row_count else f"BROKEN: {counted} rows are not {read.row_count}"


def _reading(file: TableFile) -> Layout | Mapping:
    """The layout that the file is, else what the mapping step would propose; SourceError without either."""
    try:
        return identify(file)
    except SourceError:
        proposed = suggestion(file)
        if proposed is None:
            raise
        return proposed


def _cell(chance: random.Random) -> str:
    return chance.choice(NAUGHTY) if chance.random() < 0.7 else "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(30)))


def _naughty_table(chance: random.Random, number: int) -> tuple[str, bytes]:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=chance.choice(",;\t|"), lineterminator=chance.choice(("\n", "\r\n", "\r")))
    writer.writerow(ULULE_HEADERS if chance.random() < 0.7 else [_cell(chance) for _ in range(5)])
    writer.writerows([_cell(chance) for _ in ULULE_HEADERS] for _ in range(chance.randrange(12)))
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"))
    return f"{number}.csv", held.getvalue().encode(encoding, "replace")


def _bent(chance: random.Random, content: bytes) -> bytes:
    bent = bytearray(content)
    for _ in range(chance.randrange(1, 20)):
        where = chance.randrange(len(bent))
        kind = chance.randrange(3)
        if kind == 0:
            bent[where] = chance.randrange(256)
        elif kind == 1:
            del bent[where : where + chance.randrange(1, 40)]
        else:
            bent[where:where] = chance.choice(NAUGHTY).encode("utf-8", "surrogatepass")[:200]
        if not bent:
            return b""
    return bytes(bent)


def _bent_table(chance: random.Random, number: int) -> tuple[str, bytes]:
    return f"{number}.csv", _bent(chance, ulule_export(ULULE_LINES * 3))


def _bent_workbook(chance: random.Random, number: int) -> tuple[str, bytes]:
    return f"{number}.xlsx", _bent(chance, ulule_workbook())


def _naughty_json(chance: random.Random, number: int) -> tuple[str, bytes]:
    said = json.dumps({_cell(chance): [_cell(chance), {"a": _cell(chance)}] for _ in range(3)}).encode()
    deep = b"[" * 20_000 if chance.random() < 0.1 else said
    return f"{number}.json", _bent(chance, deep)


def _noise(chance: random.Random, number: int) -> tuple[str, bytes]:
    ending = chance.choice(("csv", "xlsx", "tsv", "txt", "zip", "ods", "xls", "", "csv.exe"))
    return f"{number}.{ending}", chance.randbytes(chance.randrange(2_000))


def _naughty_workbook(chance: random.Random, number: int) -> tuple[str, bytes]:
    """A real workbook with parts that lie: entities, missing sheets, a member that unpacks to much."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ulule_workbook())) as whole, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bent:
        for member in whole.namelist():
            content = whole.read(member)
            kind = chance.randrange(6)
            if kind == 0:
                continue
            if kind == 1 and member.endswith(".xml"):
                content = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
            elif kind == 2 and content:
                content = _bent(chance, content)
            bent.writestr(member, content)
        if chance.random() < 0.1:
            bent.writestr("xl/media/large.bin", b"\x00" * 30_000_000)
    return f"{number}.xlsx", held.getvalue()
