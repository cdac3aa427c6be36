# What one can ask of this repository. `make` alone lists it. Needs make, git and Python 3.11 with venv.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test test-browser check fix docs messages bench lock pictures
.PHONY: lint types order templates migrations documents

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11
TEMPLATES = $(shell find src -name '*.html')

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/developer ## install everything for developing

demo: .venv/product ## install, load the demonstration year and serve it on port 8000 (PORT=…)
	$(BIN)/rendir demo

run: .venv/developer ## serve this installation while developing, errors in full
	RENDIR_DEBUG=$${RENDIR_DEBUG:-si} $(BIN)/rendir runserver --reload

test: .venv/developer ## all tests: on SQLite, on PostgreSQL, in Chromium, with the coverage gate
	$(BIN)/python tests/run.py

test-browser: .venv/developer ## only the journeys in Chromium
	$(BIN)/python tests/run.py browser

check: lint types order templates migrations documents ## lint, types, order of imports, templates, migrations, documents

fix: .venv/developer ## mend what tools can mend by themselves
	-$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES))
	-@$(if $(TEMPLATES),$(BIN)/djhtml --tabwidth 2 $(TEMPLATES))

docs: .venv/developer ## write docs/generated anew from the code
	$(BIN)/python manage.py write_docs

messages: .venv/developer ## gather the texts of the interface for translators (needs Debian's gettext)
	@command -v xgettext >/dev/null || { echo "apt-get install gettext"; exit 1; }
	cd src/rendir && ../../$(BIN)/python ../../manage.py makemessages --locale en --no-location --no-obsolete

bench: .venv/developer ## measure, and print each figure beside its goal
	@for one in benchmarks/*.py; do echo "# $$one"; $(BIN)/python $$one || echo "short of its goal"; done

pictures: .venv/developer ## take the pictures of the README and of the manual anew, while the journeys run
	$(BIN)/python -m pytest tests/browser -m browser -q --keep-pictures

lock: .venv/developer ## lock anew what requirements/*.in ask for
	$(LOCK) --upgrade requirements/app.in requirements/build.in --output-file requirements/app.txt
	$(LOCK) --upgrade --constraint requirements/app.txt requirements/dev.in --output-file requirements/dev.txt

# The parts of `make check`; `make -k check` goes on after one that fails. None of them touches an installation.

lint types order templates migrations documents: export RENDIR_DATA := $(CURDIR)/.test/check

lint: .venv/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/developer
	$(BIN)/mypy

order: .venv/developer
	$(BIN)/lint-imports

templates: .venv/developer
	@$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))
	@$(if $(TEMPLATES),$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES))

migrations: .venv/developer
	$(BIN)/python manage.py makemigrations --check --dry-run

documents: .venv/developer
	$(BIN)/python manage.py write_docs --check

# Stamps: the second time nothing is installed unless what it depends on has changed. The lock is whole: `--no-deps`
# keeps pip from asking whether something newer than what it names has come out since, and from refusing it then.

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rendir needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/product: requirements/app.txt pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/app.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developer: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch .venv/product $@
