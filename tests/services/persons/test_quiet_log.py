"""The log tells what failed and where in the code, and nothing of what it was about."""

from __future__ import annotations

import subprocess
import sys

from lib.services.persons.quiet_log import without_addresses, without_data
from tests.support.server import ROOT

CRASHES = {
    "a crash of the whole program": "raise ValueError(f'{NAME} <{EMAIL}>')",
    "a crash that another one led to": "try:\n    raise KeyError(NAME)\nexcept KeyError as e:\n    raise RuntimeError(EMAIL) from e",
    "a thread that dies": "import threading\nt = threading.Thread(target=lambda: int(NAME))\nt.start()\nt.join()",
    "a library that logs an exception": "import logging\ntry:\n    int(NAME)\nexcept ValueError:\n    logging.getLogger('uvicorn.error').exception('x %s', EMAIL)",
    "an address in an argument": "import logging\nlogging.getLogger('a').error('%s', {'who': EMAIL})",
    "an address in a web address": "import logging\nlogging.getLogger('a').error('GET /contributions?q=Z%C3%A9non+Quatorze&email=zenon%40example.org')",
    "arguments that do not fit": "import logging\nlogging.getLogger('a').error('%d', NAME)",
}
BEGIN = "from lib.services.persons.quiet_log import keep_the_log_quiet\nkeep_the_log_quiet()\nNAME, EMAIL = 'Zénon Quatorze', 'zenon@example.org'\n"


def test_whatever_crashes_leaves_nobody_in_the_log() -> None:
    for what, code in CRASHES.items():
        told = subprocess.run([sys.executable, "-c", BEGIN + code], capture_output=True, text=True, cwd=ROOT, check=False)
        said = told.stdout + told.stderr
        assert "Zénon" not in said, what
        assert "zenon" not in said, what
        assert "Quatorze" not in said, what


def test_the_kinds_and_the_lines_of_code_stay() -> None:
    try:
        try:
            int("Ana Roy")
        except ValueError as error:
            raise RuntimeError("ana@example.org") from error
    except RuntimeError as error:
        said = without_data(error)
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert 'int("Ana Roy")' in said, "a line of code is code"
    assert "invalid literal" not in said


def test_a_sentence_without_an_address_stays_as_it_is() -> None:
    assert without_addresses("back-up: campaign-20180223T193000Z-v0001.db") == "back-up: campaign-20180223T193000Z-v0001.db"
    assert without_addresses("sync of ulule: ana@example.org, (bo@x.ca)") == "sync of ulule: …@…, (…@…)"
