# The words of this project: setup, run, demo, check, test; and for who works on it: drill, audit, lock, bench, views, screenshots.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PORT ?= 8501
LOCKED ?= yes
# Without the lock (LOCKED=no): for an index that builds its own packages, whose fingerprints are others.
ifeq ($(LOCKED),yes)
INSTALL = --require-hashes -r requirements$(1).lock
else
INSTALL = -r requirements$(1).txt
endif

# make test STORE=postgresql: the whole suite on a throw-away PostgreSQL server, started for it.
STORE ?= sqlite
ifeq ($(STORE),postgresql)
ON_STORE = $(BIN)/python -m tests.support.on_server
endif

# Ends with 1 where a vulnerability is known, with 2 where the service could not be asked.
AUDIT = $(BIN)/python -m tests.support.audit requirements.lock requirements-dev.lock

UNLOCKED = echo "If packages are refused for their fingerprints, your index builds its own: type the same with LOCKED=no. / Si les empreintes sont refusées : la même commande avec LOCKED=no."

# A browser on a busy machine can miss a moment: what failed is run once more, alone. A real fault fails again.
AGAIN = Those that failed, once more and alone. / Ceux qui ont échoué, encore une fois et seuls.

.PHONY: setup run demo check test drill audit lock bench views screenshots clean help
help:            ## What can be typed
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

setup: $(VENV)/ready                           ## Make the virtual environment and install what the product needs

run: setup                                     ## Open the dashboard in a browser (the demonstration, until there is real data)
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT)

demo: setup                                    ## Put the invented campaign back as it shipped
	@$(BIN)/python -m lib demo

check: $(VENV)/ready-dev                       ## Style, types, layers, catalogues, known vulnerabilities (where the network reaches their service)
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache | tail -n 12; exit $${PIPESTATUS[0]}
	@$(BIN)/python -m lib.i18n --check
	@$(AUDIT) || test $$? = 2

test: check                                    ## Every check and every test (STORE=postgresql: on a PostgreSQL server of its own)
	@$(BIN)/python -m tests.support.chromium
	@$(ON_STORE) $(BIN)/python -m pytest -n 2 --dist loadgroup || { test $$? = 1 && echo "$(AGAIN)" && $(ON_STORE) $(BIN)/python -m pytest --last-failed --last-failed-no-failures none; }

drill: $(VENV)/ready-dev                       ## Kill, fill, cut and crowd the database, and see that nothing is lost (minutes)
	@$(BIN)/python -m tests.drills $(DRILL)

audit: $(VENV)/ready-dev                       ## Known vulnerabilities of what is installed (asks a service on the network)
	@$(AUDIT)

lock: $(VENV)/bin/python                       ## Pin every package with its fingerprints, after a change to requirements*.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@for name in requirements requirements-dev; do $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
		--no-annotate --custom-compile-command "make lock" $$name.txt -o $$name.lock || exit 1; done

bench: $(VENV)/ready-dev                       ## Measure pages, browser, viewers, imports beside peers; BENCH="runs viewers" for some
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m tests.bench $(BENCH)

views: $(VENV)/ready-dev                       ## Every page in both languages, light, dark, at a desk, on a phone: axe, keyboard, zoom (minutes)
	@$(BIN)/python -m tests.support.chromium
	@EVERY_VIEW=1 $(BIN)/python -m pytest tests/browser/test_accessibility.py tests/browser/test_reach.py

screenshots: $(VENV)/ready-dev                 ## Take the pictures of the documentation anew
	@$(BIN)/python -m tests.support.chromium
	@$(BIN)/python -m tests.screenshots

clean:                                         ## Remove what setup made (never data/local)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. / Il faut Python 3.11 ou plus récent."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -y -q python3-venv; } \
		|| { echo "Python's venv module is missing: install python3-venv. / Installez python3-venv."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements.txt requirements.lock $(VENV)/bin/python
	@echo "Installing what the dashboard needs (once, a few minutes)… / Installation (une seule fois)…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check $(call INSTALL,) || { $(UNLOCKED); exit 1; }
	@touch $@

$(VENV)/ready-dev: requirements-dev.txt requirements-dev.lock $(VENV)/ready
	@$(BIN)/python -m pip install -q --disable-pip-version-check $(call INSTALL,-dev) || { $(UNLOCKED); exit 1; }
	@touch $@
