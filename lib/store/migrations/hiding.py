"""What the third step does with the rows that are there. Written out: what the program does today may change, this must not."""

from __future__ import annotations

import hmac
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lib.store.sql import insert_missing, update_many

_T, _N, _D = sa.Text(), sa.BigInteger(), sa.Date()
_Cells = dict[str, Any]
_COLUMNS: Mapping[str, Mapping[str, sa.types.TypeEngine[Any]]] = {
    "contributions": {
        "id": _T, "contributed_at": _N, "amount_cents": _N, "currency": _T, "status": _T, "name": _T, "email": _T,
        "platform_user": _T, "reward": _T, "source": _T, "medium": _T, "country": _T, "note": _T, "thanked_at": _N,
        "thanked_by": _T,
    },
    "reshares": {"shared_at": _N, "contribution_id": _T, "email": _T, "platform": _T, "url": _T, "evidence": _T},
    "allies": {
        "name": _T, "kind": _T, "audience": _N, "contact": _T, "owner": _T, "agreed_on": _D, "launch_relayed_on": _D,
        "closing_relayed_on": _D, "next_step": _T, "next_step_on": _D,
    },
    "first_day": {"name": _T, "email": _T, "identified_on": _D, "contribution_id": _T},
    "consents": {"email": _T, "consented_on": _D, "source": _T, "withdrawn_on": _D},
}  # fmt: skip
_HIDDEN: Mapping[str, Sequence[str]] = {
    "contributions": ("name", "email", "platform_user", "note"), "reshares": ("email", "url"), "allies": ("contact",),
    "first_day": ("name", "email"), "consents": ("email",),
}  # fmt: skip
"""The cells that tell who a supporter is; a cell's name is also the kind of its values."""
_KEYS: Mapping[str, Sequence[str]] = {
    "contributions": ("id",), "reshares": ("shared_at", "contribution_id", "email", "platform", "url"), "allies": ("name",),
    "first_day": ("name", "email"), "consents": ("email",),
}  # fmt: skip
_DERIVED = {"contributions": ("person_key", "search_names"), "reshares": ("person_key",), "first_day": ("person_key",)}
_JOURNAL: Mapping[str, sa.types.TypeEngine[Any]] = {
    "campaign_id": _N, "batch_id": _N, "at": _N, "who": _T, "table_name": _T, "row_pk": _N, "row_key": _T, "row_batch_id": _N,
    "action": _T, "before": sa.JSON(none_as_null=True), "after": sa.JSON(none_as_null=True), "version": _N, "undoes": _N,
}  # fmt: skip
"""What a journal entry's control sum is made of, in its order."""
_KNOWN_BY = ("campaign_id", "pseudonym", "kind", "value", "folded", "ciphertext", "erased_at", "digest")
_SPELT = ("email", "name")
_SOME = 1_000
_LONGEST_KEY = 300
_ACCENT = re.compile("[\u0300-\u036f]")
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def hide_everybody(connection: Connection) -> None:
    """Gives each campaign a key of its own, in clear, and hides its supporters with it; figures and exports stay the same."""
    secrets = sa.table("secrets", *map(sa.column, ("campaign_id", "pseudonym_key", "epoch", "digest")))
    for campaign_id in connection.scalars(sa.text("SELECT id FROM campaigns ORDER BY id")).all():
        key = os.urandom(32)
        hiding = _Hiding(connection, campaign_id, key)
        hiding.journal()
        for name in _COLUMNS:
            hiding.table(name)
        digest = crc32(b"None\x1f0", crc32(key))
        connection.execute(sa.insert(secrets).values(campaign_id=campaign_id, pseudonym_key=key, epoch=0, digest=digest))


class _Hiding:
    """One campaign."""

    def __init__(self, connection: Connection, campaign_id: int, key: bytes) -> None:
        self._connection, self._campaign_id, self._key = connection, campaign_id, key
        self._values: dict[str, tuple[str, str]] = {}
        self._first: dict[tuple[str, int], _Cells] = {}
        """Cells of a row as they were when it came, where its key is too long to be read back."""

    def table(self, name: str) -> None:
        """Every row of a table, its control total, and the values that it held."""
        own = ("pk", "campaign_id", "row_key", "current_key", "row_digest", *_DERIVED.get(name, ()))
        numbers = ("pk", "campaign_id", "row_digest")
        kinds: dict[str, sa.types.TypeEngine[Any]] = {each: _N if each in numbers else _T for each in own}
        rows = _bare(name, {**kinds, **_COLUMNS[name]})
        for some in self._some(rows):
            update_many(self._connection, rows, ["pk"], [self._row(name, row) for row in some])
            self._put_values()
        total = sa.select(sa.func.coalesce(sa.cast(sa.func.sum(rows.c.row_digest), _N), 0))
        self._set_sum(name, int(self._connection.scalar(total.where(rows.c.campaign_id == self._campaign_id)) or 0))

    def journal(self) -> None:
        """Every entry that speaks of such a table, and the journal's control sum."""
        entries, count, total = _bare("journal", {"pk": _N, "undone": sa.Boolean(), **_JOURNAL}), 0, 0
        for some in self._some(entries):
            changed = []
            for entry in some:
                said = self._entry(entry) if entry["table_name"] in _COLUMNS else entry
                if said is not entry:
                    changed.append({"_pk": entry["pk"], **{each: said[each] for each in ("row_key", "before", "after")}})
                count, total = count + 1, total + _journal_sum(said)
            update_many(self._connection, entries, ["pk"], changed)
            self._put_values()
        if count:
            self._set_sum("journal", total)

    def _some(self, table: sa.Table) -> Iterator[list[_Cells]]:
        """Rows of the campaign in the order of their number."""
        last = -1
        wanted = sa.select(table).where(table.c.campaign_id == self._campaign_id).order_by(table.c.pk).limit(_SOME)
        while some := [dict(row) for row in self._connection.execute(wanted.where(table.c.pk > last)).mappings()]:
            last = some[-1]["pk"]
            yield some

    def _set_sum(self, name: str, total: int) -> None:
        """A store from before there were sums of the journal has none."""
        told = sa.text("UPDATE controls SET digest = :total WHERE campaign_id = :campaign_id AND table_name = :name")
        self._connection.execute(told, {"total": total, "campaign_id": self._campaign_id, "name": name})

    def _row(self, name: str, row: _Cells) -> _Cells:
        was = {field: row[field] for field in _COLUMNS[name]}
        cells = {**was, **self._hidden(name, was)}
        row_key = self._key_of(name, row["row_key"], (was, {**was, **self._first.get((name, row["pk"]), {})}))
        base = _cut(_encoded([_main(field, cells[field]) for field in _KEYS[name]]))
        told = {field: _plain(value) for field, value in cells.items() if value is not None}
        derived = {each: _derived(each, name, cells) for each in _DERIVED.get(name, ())}
        return {
            "_pk": row["pk"], **{field: cells[field] for field in _HIDDEN[name]}, **derived, "row_key": row_key,
            "current_key": None if base == row_key else base, "row_digest": crc32(_encoded([row_key, told]).encode()),
        }  # fmt: skip

    def _entry(self, entry: _Cells) -> _Cells:
        name, before = entry["table_name"], entry["before"]
        if before and entry["action"] == "update":
            self._first[name, entry["row_pk"]] = {**_from_json(name, before), **self._first.get((name, entry["row_pk"]), {})}
        whole = _from_json(name, before or entry["after"] or {})
        sides = {side: cells and {**cells, **self._hidden(name, cells)} for side, cells in
                 (("before", before), ("after", entry["after"]))}  # fmt: skip
        return {**entry, **sides, "row_key": self._key_of(name, entry["row_key"], (whole,))}

    def _hidden(self, name: str, cells: Mapping[str, Any]) -> _Cells:
        return {field: None if cells[field] is None else self._pseudonym(field, cells[field])
                for field in _HIDDEN[name] if field in cells}  # fmt: skip

    def _key_of(self, name: str, row_key: str, candidates: Sequence[_Cells]) -> str:
        """A row's key with pseudonyms; of one that was cut, from the cells that it was made of, else a hash of it."""
        if not set(_HIDDEN[name]) & set(_KEYS[name]):
            return row_key
        parts, number = _parts(row_key)
        if parts is None:
            parts, number = self._found(name, row_key, candidates)
        if parts is None:
            return "…" + hmac.digest(self._key, row_key.encode(), "sha256").hex()
        return _cut(_encoded([self._hidden_part(field, part) for field, part in zip(_KEYS[name], parts, strict=True)])) + number

    def _found(self, name: str, row_key: str, candidates: Sequence[_Cells]) -> tuple[list[Any] | None, str]:
        for cells in candidates:
            parts = [_said(field, cells.get(field)) for field in _KEYS[name]]
            base = _cut(_encoded(parts))
            if row_key.startswith(base):
                return parts, row_key[len(base) :]
        return None, ""

    def _hidden_part(self, field: str, part: Any) -> Any:
        if part is None or field not in ("email", "name", "url"):
            return part
        return _main(field, self._pseudonym(field, part, is_value=False))

    def _pseudonym(self, kind: str, value: str, *, is_value: bool = True) -> str:
        same = value.casefold() if kind in _SPELT else value
        whole = hmac.digest(self._key, f"{kind}\0{same}".encode(), "sha256")
        spelling = "" if same == value else "-" + sha256(whole[16:] + value.encode()).hexdigest()[:8]
        pseudonym = whole.hex()[:32] + spelling
        if is_value:
            self._values[pseudonym] = kind, value
        return pseudonym

    def _put_values(self) -> None:
        kinds: dict[str, sa.types.TypeEngine[Any]] = dict.fromkeys(_KNOWN_BY, _T)
        kinds |= {"campaign_id": _N, "ciphertext": sa.LargeBinary(), "erased_at": _N, "digest": _N}
        lines = [self._line(*each) for each in sorted(self._values.items())]
        insert_missing(self._connection, _bare("personal", kinds), _KNOWN_BY, lines)
        self._values.clear()

    def _line(self, pseudonym: str, told: tuple[str, str]) -> tuple[Any, ...]:
        kind, value = told
        low = None if _folded(value) == value else _folded(value)
        digest = crc32(b"", crc32(f"{pseudonym}\x1f{kind}\x1f{value}\x1f{low}\x1fNone".encode("utf-8", "surrogatepass")))
        return self._campaign_id, pseudonym, kind, value, low, None, None, digest


def _bare(name: str, kinds: Mapping[str, sa.types.TypeEngine[Any]]) -> sa.Table:
    return sa.Table(name, sa.MetaData(), *(sa.Column(each, kind) for each, kind in kinds.items()))


def _derived(column: str, name: str, cells: _Cells) -> str | None:
    if column == "search_names":
        return _folded(cells["thanked_by"] or "")
    if cells["email"] is not None:
        return f"email:{cells['email'][:32]}"
    if name != "contributions":
        return None
    return f"user:{cells['platform_user']}" if cells["platform_user"] is not None else f"contribution:{cells['id']}"


def _parts(row_key: str) -> tuple[list[Any] | None, str]:
    """The key's cells and what follows them (`#2`); None for a key that was cut."""
    end = row_key.rfind("]") + 1
    try:
        return json.loads(row_key[:end]), row_key[end:]
    except ValueError:
        return None, ""


def _cut(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…{sha256(key.encode()).hexdigest()}"


def _main(field: str, value: Any) -> Any:
    return value[:32] if field == "email" and value is not None else _plain(value)


def _said(field: str, value: Any) -> Any:
    """A cell as the former keys had it."""
    return (str(value).strip().casefold() or None) if field == "email" and value is not None else _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _from_json(name: str, cells: _Cells) -> _Cells:
    """The cells of a journal entry as rows hold them; only instants differ, and only they are in a key that hides somebody."""
    return {field: _micros(value) if field == "shared_at" else value for field, value in cells.items() if field in _COLUMNS[name]}


def _micros(text: Any) -> int:
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _folded(text: str) -> str:
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _journal_sum(entry: _Cells) -> int:
    said = json.dumps([entry[each] for each in _JOURNAL], sort_keys=True)
    return crc32(said.encode("utf-8", "surrogatepass")) + int(entry["undone"])
