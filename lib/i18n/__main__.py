"""`python -m lib.i18n` rewrites the catalogues after the code; with `--check` it only says what is wrong."""

from __future__ import annotations

import argparse
import sys

from lib.i18n.catalogue import catalogue_path, read_catalogue
from lib.i18n.extraction import TRANSLATED, catalogue_faults, template, update


def main(arguments: list[str] | None = None) -> int:
    """0 when every catalogue can be shipped, 1 otherwise with one line per fault."""
    parser = argparse.ArgumentParser(prog="python -m lib.i18n", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    found, lines = template(), []
    for language in TRANSLATED:
        if not check:
            update(language, found)
        catalogue = read_catalogue(catalogue_path(language), language.code)
        lines += [f"{language.code}: {line}" for line in sorted(catalogue_faults(catalogue, found))]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
