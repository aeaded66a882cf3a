"""The shape that the code keeps: pages are tables of contents, modules and functions stay short, and say what they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MODULES = sorted([*(ROOT / "lib").rglob("*.py"), *PAGES, ROOT / "dashboard.py"])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_PAGE, LONGEST_MODULE, LONGEST_FUNCTION = 60, 300, 50
"""In lines."""
WRITTEN_BY_A_TOOL = ("lib/store/migrations/versions",)
FORBIDDEN = {
    "unsafe_allow_html": "what people typed would be read as HTML; lib/drawing escapes it",
    "time.sleep(": "a page that sleeps keeps a thread from everybody else",
    "pickle": "what is read back could run",
    "except Exception": "it would hide what nobody expected",
    "except:": "it would hide what nobody expected",
    "TODO": "what remains to be done is in the issues",
    "FIXME": "what remains to be done is in the issues",
}
EXCEPTIONS = {
    "lib/store/opening.py": ("time.sleep(",),  # once, before any page: SQLite does not wait there by itself
    "lib/store/people/encryption.py": ("time.sleep(",),  # a command of the operator's, which waits for readers to leave the file
    "lib/store/engine.py": ("time.sleep(",),  # while the next primary comes up: nothing could be shown meanwhile
    "lib/store/programs/listening.py": ("time.sleep(",),  # a thread of its own
    "lib/services/imports/large_import_child.py": ("pickle",),  # said by this program to a child that it started itself, over a pipe
    "lib/services/imports/large_imports.py": ("pickle",),  # the same
    "lib/store/outcomes.py": ("time.sleep(",),  # while the next primary comes up, to learn whether a change was kept
}
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|Users|mnt)/[\w.-]+")
SHIPPED = sorted(
    path
    for folder in ("lib", "pages", "tests", "docs", "data", ".ci", ".streamlit")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".md", ".toml", ".css", ".html", ".po", ".csv", "") and path.is_file() and "local" not in path.parts
)  # fmt: skip


def named(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones included."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(module: Path) -> Iterator[str]:
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_a_short_table_of_contents_that_asks_lib_ui_alone(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= LONGEST_PAGE
    allowed = ("lib.ui", "lib.campaign.message", "__future__")
    assert [name for name in imported(page) if not name.startswith(allowed)] == []
    calls = {type(node) for node in ast.parse(page.read_text("utf-8")).body}
    assert calls <= {ast.Expr, ast.ImportFrom, ast.Import}, "a page calls, and does nothing else"


def test_every_page_is_in_the_menu_and_the_menu_names_pages_that_are_there() -> None:
    from lib.ui.shell import DECLARED

    assert {page.stem for page in PAGES} == {page.stem for page in DECLARED}


@pytest.mark.parametrize("module", [*MODULES, *TESTS], ids=named)
def test_a_module_is_short_and_says_what_it_is(module: Path) -> None:
    text = module.read_text("utf-8")
    if not named(module).startswith(WRITTEN_BY_A_TOOL):
        assert len(text.splitlines()) <= LONGEST_MODULE
        assert {each.name: _length(each) for each in functions(module) if _length(each) > LONGEST_FUNCTION} == {}
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring aside."""
    documented = ast.get_docstring(function) is not None
    first = function.body[1 if documented and len(function.body) > 1 else 0]
    return (function.end_lineno or 0) - (function.lineno if not documented else first.lineno) + 1


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_nothing_that_we_have_decided_against_is_in_the_product(module: Path) -> None:
    text = module.read_text("utf-8")
    excepted = EXCEPTIONS.get(named(module), ())
    assert {word: why for word, why in FORBIDDEN.items() if word in text and word not in excepted} == {}


def test_every_public_function_of_the_product_is_typed_and_described() -> None:
    silent = [
        f"{named(module)}: {each.name}"
        for module in MODULES if not named(module).startswith("lib/store/migrations")
        for each in ast.parse(module.read_text("utf-8")).body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not each.name.startswith("_")
        and not (ast.get_docstring(each) and (isinstance(each, ast.ClassDef) or each.returns))
    ]  # fmt: skip
    assert silent == []


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [f"{named(path)}: {place}" for path in SHIPPED for place in PLACES_OF_ONE_MACHINE.findall(path.read_text("utf-8"))]
    assert found == []


def test_test_names_are_sentences() -> None:
    short = [f"{named(module)}: {each.name}" for module in TESTS for each in functions(module)
             if each.name.startswith("test_") and each.name.count("_") < 3]  # fmt: skip
    assert short == []
