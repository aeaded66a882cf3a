"""Small files of the shapes that people bring, written by the tests that read them; every person in them is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl

SETTINGS = """\
name = "essai"
title = "Essai"
organisation = "Les Essayeuses"
platform = "Ulule"
currency = "CAD"
goal = 1000
commission_rate = "0.067"
timezone = "America/Toronto"
opens_on = 2018-01-20
closes_on = 2018-03-16
"""
"""A campaign of 1 000,00 $ over the plan's 56 days."""

CONTRIBUTIONS = """\
id,contributed_at,amount,status,email
c1,2018-01-20T09:00:00-05:00,60.00,counted,ana@example.org
c2,2018-01-25T12:00:00-05:00,30.00,counted,bo@example.org
c3,2018-02-10T20:00:00-05:00,10.00,counted,ANA@example.org
"""
"""Three contributions by two people: 100.00 gross, 6.70 of commission, 93.30 in hand."""

ULULE_HEADERS = (
    "#", "E-mail", "Prénom de facturation", "Nom de facturation", "Pays de facturation", "Titre de la contrepartie",
    "Quantité", "Montant unitaire total", "Frais de port", "Date de création", "Statut",
)  # fmt: skip
"""The headers of the owner's export, as Ulule's site writes them."""

PAID, CANCELLED = "Paiement effectué", "Annulé"
ULULE_LINES: tuple[tuple[str, ...], ...] = (
    ("1001", "ana@example.org", "Ana", "Roy", "CA", "Affiche", "1", "30,00", "5,00", "2018-01-21 10:15:00", PAID),
    ("1001", "ana@example.org", "Ana", "Roy", "CA", "Macaron", "1", "20,00", "5,00", "2018-01-21 10:15:00", PAID),
    ("1002", "bo@example.org", "Bo", "Côté", "CA", "Don libre", "1", "45,00", "0,00", "2018-02-01 21:30:00", PAID),
    ("1003", "cyr@example.org", "Cyr", "Gagné", "FR", "Affiche", "1", "30,00", "5,00", "2018-02-02 08:00:00", CANCELLED),
)
"""Three orders: 30 + 20 + 5 of shipping once = 55.00, then 45.00, then one that was cancelled. 100.00 gross, two contributors."""

DAILY_HEADERS = ("campaign_id", "goal", "currency", "launched_at", "deadline", "paid_on", "pledged_cumulative", "contributors_cumulative")


def folder_of(place: Path, settings: str | None = SETTINGS, **tables: str) -> Path:
    """A campaign folder from the text of its files; `news="…"` writes news.csv."""
    place.mkdir(parents=True, exist_ok=True)
    if settings is not None:
        (place / "campaign.toml").write_text(settings, encoding="utf-8")
    for name, text in tables.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def ulule_export(lines: Iterable[Sequence[str]] = ULULE_LINES) -> bytes:
    """The owner's export as CSV: a mark of UTF-8, semicolons, decimal commas."""
    return b"\xef\xbb\xbf" + separated(ULULE_HEADERS, lines, ";")


def ulule_workbook(lines: Iterable[Sequence[str]] = ULULE_LINES) -> bytes:
    """The same export as a workbook, all cells as texts."""
    book = openpyxl.Workbook()
    for row in (ULULE_HEADERS, *lines):
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def daily_totals(totals: Mapping[str, tuple[str, int]], *, goal: str = "1000.0", name: str = "lumen-12") -> bytes:
    """A campaign as daily cumulated totals, `{day: (amount, contributors)}`, with its own settings in every row."""
    described = (name, goal, "CAD", "2018-01-20T05:00:00Z", "2018-02-19T05:00:00Z")
    return separated(DAILY_HEADERS, [(*described, day, amount, str(people)) for day, (amount, people) in totals.items()])


def separated(headers: Sequence[str], lines: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """A text table in UTF-8."""
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator="\r\n").writerows([headers, *lines])
    return held.getvalue().encode()
