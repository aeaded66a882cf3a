"""Sentences are collected from the code, and a catalogue is told what it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from lib.i18n.catalogue import catalogue_path, read_catalogue
from lib.i18n.extraction import catalogue_faults, template, update
from lib.i18n.language import FRENCH

CODE = """
from lib.campaign.message import N_, say, say_many

LABEL = N_("Money in hand")

def sentences(t, count, name):
    yield t._("Saved by %(name)s.", name=name)
    yield t.ngettext("%(count)s row", "%(count)s rows", count)
    yield t.pgettext("of a curve", "Share")
    yield say("Nothing is "
              "missing.")
    yield say_many("One is late.", "%(count)s are late.", count)
    yield say_many(N_("«\u00a0One\u00a0» came."),
                   N_("%(count)s people "
                      "came."), count)
    yield t._(f"not {name}")
    yield t._(LABEL)
    parts.say("a-key", "warning", t._("Something is late."))
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small project: one module, one page, one template, and files that hold no sentence of ours."""
    for folder in ("lib/drawing/templates", "pages", "tests", "data"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "lib/code.py").write_text(CODE)
    (tmp_path / "pages/overview.py").write_text('title = N_("Overview")\n')
    (tmp_path / "lib/drawing/templates/board.html").write_text('<th>{{ _("Indicator") }}</th>')
    (tmp_path / "tests/test_code.py").write_text('t._("Only a test says this")\n')
    return tmp_path


Texts = str | tuple[str, ...]


def catalogue(*pairs: tuple[Texts, Texts | None], flags: tuple[str, ...] = ()) -> Catalog:
    made = Catalog("fr_CA", fuzzy=False)
    for text, words in pairs:
        made.add(text, words, flags=flags)
    return made


def test_every_way_of_marking_a_sentence_is_found_and_tests_are_left_alone(tree: Path) -> None:
    assert {(message.id, message.context) for message in template(tree) if message.id} == {
        ("Money in hand", None),
        ("Saved by %(name)s.", None),
        (("%(count)s row", "%(count)s rows"), None),
        ("Share", "of a curve"),
        ("Nothing is missing.", None),
        (("One is late.", "%(count)s are late."), None),
        (("«\u00a0One\u00a0» came.", "%(count)s people came."), None),
        ("Something is late.", None),
        ("Overview", None),
        ("Indicator", None),
    }


def test_an_update_keeps_translations_adds_what_is_new_and_sets_aside_what_is_gone(tree: Path, tmp_path: Path) -> None:
    path = tmp_path / "fr_CA.po"
    update(FRENCH, catalogue(("Overview", None), ("Gone", None)), path)
    path.write_text(path.read_text().replace('msgid "Overview"\nmsgstr ""', 'msgid "Overview"\nmsgstr "Aperçu"'))
    update(FRENCH, template(tree), path)
    after = read_catalogue(path, "fr_CA")
    assert (after["Overview"].string, after["Indicator"].string, list(after.obsolete)) == ("Aperçu", "", ["Gone"])


def test_updating_twice_changes_nothing(tree: Path, tmp_path: Path) -> None:
    path = tmp_path / "fr_CA.po"
    update(FRENCH, template(tree), path)
    once = path.read_bytes()
    update(FRENCH, template(tree), path)
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    ("held", "fault"),
    [
        (catalogue(), "missing: 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "")), "untranslated: 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "Le %(day)s."), flags=("fuzzy",)), "fuzzy: 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "Le %(jour)s.")), "other placeholders (day, jour): 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "Le %(day)s: %%.")), "a percent sign is written once: 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "Le %(day)s. ")), "other white space at an end: 'Saved on %(day)s.'"),
        (catalogue(("Saved on %(day)s.", "Vraiment, le %(day)s ?")), "space before ; ! ?"),
        (catalogue(("Saved on %(day)s.", "Le %(day)s."), ("Gone", "Parti")), "obsolete: 'Gone'"),
    ],
)
def test_whatever_keeps_a_catalogue_from_being_shipped_is_said(held: Catalog, fault: str) -> None:
    assert any(line.startswith(fault) for line in catalogue_faults(held, catalogue(("Saved on %(day)s.", None))))


def test_a_complete_catalogue_has_no_fault() -> None:
    found = catalogue(("Saved on %(day)s.", None), (("%(count)s row", "%(count)s rows"), None))
    held = catalogue(
        ("Saved on %(day)s.", "Le %(day)s."), (("%(count)s row", "%(count)s rows"), ("Une ligne", "%(count)s lignes"))
    )
    assert list(catalogue_faults(held, found)) == []


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    """Every sentence of the product itself."""
    return template()


def test_the_shipped_catalogue_says_every_sentence_of_the_product_in_french(sentences: Catalog) -> None:
    assert list(catalogue_faults(read_catalogue(catalogue_path(FRENCH), FRENCH.code), sentences)) == []


def test_english_sentences_have_curly_apostrophes_no_narrow_space_and_no_doubled_percent_sign(sentences: Catalog) -> None:
    texts = [text for message in sentences for text in ([message.id] if isinstance(message.id, str) else message.id)]
    assert [text for text in texts if re.search(r"\u202f|%%|\w'\w", text)] == []
