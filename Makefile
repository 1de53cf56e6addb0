# Everything a person, a reviewer and the machine in CI run. `make help` lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory
unexport PYTHONDONTWRITEBYTECODE # code is compiled once, and not by each of the hundreds of processes that tests start

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-header --python-version 3.11
TEMPLATES = $(shell find src -path '*/templates/*' -name '*.html' 2>/dev/null)

# What reads the settings without serving anybody keeps what it writes out of the way.
SCRATCH := ALONGSIDE_DATA=$(CURDIR)/build/check
MANAGE := $(SCRATCH) DJANGO_SETTINGS_MODULE=alongside.house.settings $(BIN)/python -m django

##@ To see it
.PHONY: demo serve
demo: $(VENV)/.alongside ## A complete invented site. PORT=8123 chooses the port.
	@$(BIN)/alongside demo --port $(PORT)

serve: $(VENV)/.alongside ## The site, as a host would run it (settings from the environment).
	@$(BIN)/alongside serve --port $(PORT)

##@ To change it
.PHONY: check test quick lint bench format lock clean
check: $(VENV)/.build ## Format, lint, types, layers, templates, migrations and the quick tests.
	@$(MAKE) --jobs 2 --keep-going --output-sync=target lint quick

test: $(VENV)/.build ## Everything, on SQLite and PostgreSQL, with browser tests.
	@tools/machine
	@$(BIN)/python -m pytest -n 3 # of two cores: tests wait for each other's servers half of the time

quick: $(VENV)/.build ## The tests of the rooms and of the house itself, on SQLite.
	@$(BIN)/python -m pytest -q -n 2 --engine sqlite -m "not browser and not live and not faults" tests/pure tests/rooms tests/house

lint: lint-types lint-style lint-layers lint-templates lint-migrations lint-translations ## All checks that run no tests.

bench: $(VENV)/.build ## Alongside beside peers and this machine's limits, to bench/results.md (25 minutes; QUICK=1: five).
	@$(BIN)/python -m bench $(if $(QUICK),--quick)

format: $(VENV)/.build ## Puts code and templates into their usual shape.
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true)

lock: $(VENV)/.bootstrap ## Settles the versions of all dependencies anew (no index address is kept).
	@$(COMPILE) --upgrade requirements/bootstrap.in --output-file requirements/bootstrap.lock
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements/run.lock
	@$(COMPILE) --upgrade pyproject.toml --group test --group lint --constraint requirements/run.lock --output-file requirements/build.lock

clean: ## Forgets the environment and what the tools remembered; no site's data is touched.
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results

.PHONY: lint-style lint-types lint-layers lint-templates lint-migrations lint-translations
lint-style: $(VENV)/.build
	@$(BIN)/ruff format --quiet --check . || { echo "Some files are not in their usual shape: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .

lint-types: $(VENV)/.build
	@$(SCRATCH) $(BIN)/mypy

lint-layers: $(VENV)/.build
	@$(BIN)/lint-imports --verbose > build/layers.log 2>&1 || { $(BIN)/lint-imports; exit 1; }

lint-templates: $(VENV)/.build
	@$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES) || { echo "Some templates are not in their usual shape: make format" >&2; exit 1; })
	@$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet src)

lint-migrations: $(VENV)/.build
	@$(MANAGE) makemigrations --check --dry-run --verbosity 1

lint-translations: $(VENV)/.build
	@find src -name '*.po' -print0 2>/dev/null | xargs -0 -r -n1 msgfmt --check --output-file=/dev/null

.PHONY: help
help: ## This list.
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment. A stamp is older than its lock only when the lock has changed, so nothing is installed twice.
$(VENV)/.bootstrap: requirements/bootstrap.lock
	@$(PYTHON) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Alongside needs Python 3.11 or later with its venv module (on Debian: python3 and python3-venv); PYTHON=... names another one." >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making the environment. This takes a moment."; $(PYTHON) -m venv --clear $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(VENV)/.run: requirements/run.lock $(VENV)/.bootstrap
	@$(UV) --require-hashes --requirement $<
	@touch $@

$(VENV)/.alongside: pyproject.toml $(VENV)/.run
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.build: requirements/build.lock $(VENV)/.alongside
	@mkdir -p build
	@$(UV) --require-hashes --requirement $<
	@touch $@
