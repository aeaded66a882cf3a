"""Files that nobody would write by hand, made here from a seed: naughty cells, bent tables and workbooks, noise."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator

from tests.support.files import ULULE_HEADERS, ULULE_LINES, ulule_export, ulule_workbook

NAUGHTY = (
    "", " ", "\t", "NULL", "None", "undefined", "NaN", "-0", "1e309", "0x10", "1,000.00", "1.000,00", "١٢٣", "Ω≈ç√∫˜µ≤≥÷", "田中さん",
    "👩‍👩‍👧‍👦", "\u202etest\u202e", "\ufeff", "\u200b", "ﬁ", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "<script>alert(1)</script>", "'; DROP TABLE contributions; --",
    "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "%s%s%n", "$(touch x)", "`id`", "../../etc/passwd", "file:///etc/passwd",
    "\x00", "\x07\x1b[31m", "\ud800", "a" * 40_000, '"', '""', '"unclosed', "a\nb", "a\r\nb", ";", ",", "2018-02-30", "0000-00-00",
    "9999-12-31", "29/02/2018", "25:61", "1970-01-01T00:00:00Z", "$x^2$", "**gras**", "[a](javascript:alert(1))", "{{7*7}}", "Éloïse",
)  # fmt: skip


def made(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of `count` files, the same for the same seed."""
    chance = random.Random(seed)
    makers = (_naughty_table, _bent_table, _bent_workbook, _naughty_json, _noise, _naughty_workbook, _odd_table)
    for number in range(count):
        yield makers[number % len(makers)](chance, number)


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


def _odd_table(chance: random.Random, number: int) -> tuple[str, bytes]:
    """A table of an odd shape: a huge cell, a thousand columns, all kinds of line ends, a lone surrogate, half a UTF-16."""
    text = ulule_export(ULULE_LINES * 2).decode("utf-8-sig")
    odd = (
        lambda: text.replace("Affiche", "A" * chance.choice((32_767, 32_768, 200_000))).encode(),
        lambda: (",".join(f"c{each}" for each in range(1_000)) + "\n" + ",".join("1" * 1_000) + "\n").encode(),
        lambda: "".join(line + chance.choice(("\n", "\r\n", "\r", "\n\n", "\u2028")) for line in text.splitlines()).encode(),
        lambda: text.replace("Roy", "R\ud800y").encode("utf-8", "surrogatepass"),
        lambda: text.encode("utf-16")[: -chance.randrange(1, 9)],
        lambda: text.encode("utf-8")[:40] + b"\x00" + text.encode("utf-8")[40:],
        lambda: text.replace(";", "\t" * chance.randrange(1, 3)).replace(",", ";").encode("cp1252", "replace"),
    )  # fmt: skip
    return f"{number}.csv", chance.choice(odd)()
