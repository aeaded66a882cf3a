"""`python -m lib …`: the same services as the pages, for a scheduler, a script or a person at a terminal."""

from __future__ import annotations

import sys

from lib.cli.main import main
from lib.services.persons.quiet_log import keep_the_log_quiet

keep_the_log_quiet()
sys.exit(main(sys.argv[1:]))
