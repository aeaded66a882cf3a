"""The address of a shared spreadsheet as people copy it, turned into the one that gives its table."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlencode, urlunsplit

from lib.sources.network.web_address import split

_GOOGLE_KEY = re.compile(r"/spreadsheets/(?:u/[0-9]+/)?d/(?!e/)([\w-]+)")
_GOOGLE_PUBLISHED = re.compile(r"/spreadsheets/(?:u/[0-9]+/)?d/e/([\w-]+)/(?:pub|pubhtml)")
_NEXTCLOUD = re.compile(r"(/(?:index\.php/)?s/[A-Za-z0-9]+)/?")
_CALC = re.compile(r"/[\w%.=-]+")
_NOT_NAMES = ("download", "edit", "export", "pub", "d", "e")
_TABLE = re.compile(r"\.(?:csv|tsv|txt|xlsx|xlsm|ods)$", re.IGNORECASE)


def table_addresses(address: str) -> tuple[str, ...]:
    """The addresses to ask for a sheet, the likeliest first: the CSV of a Google sheet, a Nextcloud share's file, the CSV of an
    EtherCalc page; any other address is asked as it is, and as an EtherCalc page when that is no table."""
    parts = split(address.strip())
    host, path = parts.hostname or "", parts.path
    if host == "docs.google.com":
        return (_google(address, path, parse_qs(parts.query), _gid(parts.fragment)),)
    if shared := _NEXTCLOUD.fullmatch(path):
        return (urlunsplit((parts.scheme, parts.netloc, f"{shared[1]}/download", parts.query, "")),)
    bare = urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    if _CALC.fullmatch(path) and not _TABLE.search(path) and not parts.query:
        ending = ".xlsx" if path.startswith("/=") else ".csv"
        calc = urlunsplit((parts.scheme, parts.netloc, f"{path}{ending}", "", ""))
        return (calc, bare) if "calc" in host else (bare, calc)
    return (bare,)


def _google(address: str, path: str, query: dict[str, list[str]], fragment_gid: str) -> str:
    gid = query.get("gid", [fragment_gid])[0]
    if published := _GOOGLE_PUBLISHED.search(path):
        asked = {**({"gid": gid, "single": "true"} if gid else {}), "output": "csv"}
        return f"https://docs.google.com/spreadsheets/d/e/{published[1]}/pub?{urlencode(asked)}"
    if key := _GOOGLE_KEY.search(path):
        asked = {"format": "csv", **({"gid": gid} if gid else {})}
        return f"https://docs.google.com/spreadsheets/d/{key[1]}/export?{urlencode(asked)}"
    return address


def _gid(fragment: str) -> str:
    return parse_qs(fragment).get("gid", [""])[0]


def sheet_name(address: str) -> str:
    """What to call the file of a sheet: the last telling part of its address, else its host."""
    parts = split(address.strip())
    words = [unquote(word) for word in parts.path.split("/") if word and word not in _NOT_NAMES]
    name = re.sub(r"[^\w. -]", "_", words[-1]) if words else (parts.hostname or "sheet")
    return name if _TABLE.search(name) else f"{name[:60]}.csv"
