"""The process that sets pages and pictures: started by `typeset`, thrown away after use, its memory with it.

The typesetter remembers all it has ever set, some ten megabytes a page: a server that kept it would only grow.
Argument: a JSON object with `root`, `fonts`, `template`, `format` (`pdf` or `png`), `ppi` and `timestamp` (seconds since
1970, for a PDF). Standard input: a JSON list of what each document is given. Standard output: each file after its length
in 8 bytes. It imports nothing of this project, so that it starts quickly and alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst


def files(how: dict[str, Any], documents: list[dict[str, Any]]) -> Iterator[bytes]:
    """Each document in turn; only the fonts of `fonts` are read, and nothing is fetched."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[how["fonts"]])
    compiler = typst.Compiler(root=how["root"], font_paths=fonts)
    template = str(Path(how["root"]) / how["template"])
    for document in documents:
        given = {"data": json.dumps(document)}
        if how["format"] == "pdf":
            made = compiler.compile(template, format="pdf", sys_inputs=given, pdf_standards="ua-1", timestamp=how["timestamp"])
        else:
            made = compiler.compile(template, format="png", sys_inputs=given, ppi=how["ppi"])
        assert isinstance(made, bytes)  # a PDF is one file, and a picture one page
        yield made


if __name__ == "__main__":
    for made in files(json.loads(sys.argv[1]), json.load(sys.stdin.buffer)):
        sys.stdout.buffer.write(len(made).to_bytes(8, "big") + made)
