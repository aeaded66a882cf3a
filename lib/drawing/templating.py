"""The one way from values to HTML: templates that escape what they print, and refuse a name that nobody gave."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def drawn(template: str, **values: object) -> Markup:
    """A template filled: every `str` is escaped; `Markup` (another drawing) is kept as it is."""
    return Markup(_environment().get_template(template).render(values).strip())  # noqa: S704 - made by an escaping template


def joined(*drawings: Markup) -> Markup:
    """Several drawings as one, in order."""
    return Markup().join(drawings)


def length(value: Fraction | float, unit: str = "%") -> str:
    """A length for an SVG attribute, two decimals at most, always with a point: "43.21%", "1.5em"."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + unit


def refuse_script(href: str) -> None:
    """Escaping does not make `javascript:` harmless in a link, so such an address is bad use."""
    if urlsplit(href.strip()).scheme.lower() not in ("", "http", "https", "mailto"):
        raise ValueError("a link leads to a page")
