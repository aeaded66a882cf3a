"""From the code's sentences to the catalogues, and what is wrong with a catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from lib.i18n.catalogue import catalogue_path, read_catalogue
from lib.i18n.language import ENGLISH, LANGUAGES, Language
from lib.i18n.typography import FRENCH_RULES, faults

ROOT = Path(__file__).parents[2]
MAPPING = Path(__file__).with_name("babel.cfg")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": (1,),
    "N_": (1,),
    "say": (1,),
    "Message": (1,),
    "say_many": (1, 2),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
TRANSLATED = tuple(language for language in LANGUAGES if language != ENGLISH)
_PLACES = re.compile(r"%(?:\((\w+)\))?[srd]\b")
"""Our placeholders, and those of argparse, whose own words are in the catalogue too."""
Key = tuple[str, str | None]


def template(root: Path = ROOT) -> Catalog:
    """Every sentence that the code below `root` holds as a literal, with its files (never its lines)."""
    with MAPPING.open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = Catalog(project="campaign-dashboard", fuzzy=False)
    extracted = extract_from_dir(root, methods, options, KEYWORDS, ("Translators:",), strip_comment_tags=True,
                                 directory_filter=lambda folder: _is_ours(root, folder))  # fmt: skip
    for path, _line, text, comments, context in extracted:
        found.add(text, None, [(path, 0)], auto_comments=comments, context=context)
    return found


def _is_ours(root: Path, folder: str | Path) -> bool:
    parts = Path(folder).relative_to(root).parts
    return not parts or (parts[0] in ("lib", "pages") and not parts[-1].startswith(("__", ".")))


def update(language: Language, found: Catalog, path: Path | None = None) -> None:
    """Rewrite a catalogue after the code: translations stay, new sentences come empty, old ones go aside."""
    path = path or catalogue_path(language)
    catalogue = read_catalogue(path, language.code) if path.exists() else _new_catalogue(language)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)


def _new_catalogue(language: Language) -> Catalog:
    comment = f"# The sentences of the dashboard in {language.name} ({language.code})."
    return Catalog(language.code, header_comment=comment, project="campaign-dashboard", fuzzy=False,
                   msgid_bugs_address="see CONTRIBUTING.md", last_translator="the project’s translators",
                   language_team=language.name)  # fmt: skip


def catalogue_faults(catalogue: Catalog, found: Catalog) -> Iterator[str]:
    """One line for each thing that keeps a catalogue from being shipped; nothing once it is complete."""
    wanted, held = _by_key(found), _by_key(catalogue)
    yield from (f"missing: {_shown(key)}" for key in wanted.keys() - held.keys())
    yield from (f"obsolete: {_shown(key)}" for key in held.keys() - wanted.keys())
    yield from (f"obsolete: {message.id!r}" for message in catalogue.obsolete.values())
    for key, message in held.items():
        yield from (f"{fault}: {_shown(key)}" for fault in _message_faults(message))


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(_texts(message.id)[0], message.context): message for message in catalogue if message.id}


def _texts(texts: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (texts or "",) if isinstance(texts, str) or texts is None else tuple(texts)


def _shown(key: Key) -> str:
    text, context = key
    return repr(text) + (f" ({context})" if context else "")


def _message_faults(message: Message) -> Iterator[str]:
    texts, translated = _texts(message.id), _texts(message.string)
    if not all(translated) or len(translated) != len(texts):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    for text, words in zip(texts, translated, strict=True):
        yield from _placeholder_faults(text, words, one=len(texts) > 1 and text == texts[0])
        yield from (str(fault) for fault in faults(_without_placeholders(words), FRENCH_RULES))


def _placeholder_faults(text: str, words: str, *, one: bool) -> Iterator[str]:
    """In the singular, the count may be said in words or left out."""
    optional = {"count"} if one else set()
    wanted, given = (set(_PLACES.findall(each)) for each in (text, words))
    if (wanted ^ given) - optional:
        yield f"other placeholders ({', '.join(sorted(wanted ^ given))})"
    if "%%" in words or "%%" in text:
        yield "a percent sign is written once"
    if _edges(text) != _edges(words):
        yield "other white space at an end"


def _edges(text: str) -> tuple[str, str]:
    return re.match(r"\s*", text)[0], re.search(r"\s*\Z", text)[0]  # type: ignore[index]  # both always match


def _without_placeholders(words: str) -> str:
    """The words with a letter for each parameter, so that « %(amount)s » is not read as a percent sign."""
    return _PLACES.sub("x", words)
