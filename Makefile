# Needs Python 3.11 or later and Node 20 or later, nothing else. `make help` lists what there is.

SHELL := /bin/bash
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
PY ?= $(shell for name in python3 python3.13 python3.12 python3.11; do $$name -c '$(RECENT)' 2>/dev/null && echo $$name && break; done)
V := .venv
BIN := $(V)/bin
UV := $(shell command -v uv || echo $(BIN)/uv)
INSTALL := VIRTUAL_ENV=$(V) $(UV) pip install -q
DIST := src/twofold/static/dist/manifest.json
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/twofold/locale/*/LC_MESSAGES/django.po))
CODE := src tests scripts hatch_build.py
ON_BOTH_CORES := -n 2 --dist worksteal # else the first worker keeps a share of long tests while the other has nothing left
export PATH := $(CURDIR)/$(BIN):$(PATH)
unexport PYTHONDONTWRITEBYTECODE  # else each of the tests' processes compiles everything anew

.PHONY: help run install assets messages test test-sqlite test-postgres lint check where bench chaos real duplicates screenshot docs lock wheel clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: install assets ## install, build, load the example enterprise, serve on http://127.0.0.1:8000/ (PORT=8001 make run)
	@exec $(BIN)/twofold serve --example

install: $(V)/.ok
$(BIN)/python:
	@test -n "$(PY)" || { echo "Twofold needs Python 3.11 or later; PY=/path/to/python make says where it is." >&2; exit 2; }
	$(PY) -m venv $(V)
$(BIN)/uv: | $(BIN)/python
	$(BIN)/pip install -q --disable-pip-version-check uv
$(V)/.ok: requirements.lock pyproject.toml | $(BIN)/python $(filter $(BIN)/uv,$(UV))
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

assets: $(DIST) $(CATALOGUES) ## build styles, scripts, icons and translations
frontend/node_modules/.ok: frontend/package-lock.json
	cd frontend && npm ci --silent --no-audit --no-fund && touch node_modules/.ok
$(DIST): frontend/node_modules/.ok $(shell find frontend -path frontend/node_modules -prune -o -type f -print)
	cd frontend && npm run -s build

%.mo: %.po | $(V)/.ok
	$(BIN)/python scripts/catalogues.py compile

messages: install ## bring new sentences into the catalogues, and list what is left to translate
	$(BIN)/python scripts/catalogues.py update
	$(BIN)/python scripts/catalogues.py missing

test: test-sqlite test-postgres ## all tests, on SQLite and on PostgreSQL, browser included
test-sqlite: install assets
	scripts/need chromium dovecot postfix
	$(BIN)/python -m pytest $(ON_BOTH_CORES)
test-postgres: install assets
	scripts/need chromium postgresql dovecot postfix
	scripts/with-postgres $(BIN)/python -m pytest $(ON_BOTH_CORES)

lint: install assets ## everything that can be said about the code without running it
	ruff check $(CODE)
	ruff format --check $(CODE)
	lint-imports --no-cache
	djlint src --lint --quiet
	bandit -q -c pyproject.toml -r src
	scripts/no-registry-addresses
	twofold makemigrations --check --dry-run
	TWOFOLD_URL=https://twofold.example twofold check --deploy --fail-level WARNING

check: ## exactly what CI runs
	.ci/run

where: install ## the code behind an address: make where URL=/cases/7/
	@twofold where "$(URL)"

bench: install assets ## measure speed and size
	$(BIN)/python scripts/bench $(ARGS)

chaos: install ## 10,000 mails, and releases of ballots, under 200 kill -9 each, on both databases: nothing lost, doubled or half done
	$(BIN)/python scripts/chaos.py $(ARGS)
	$(BIN)/python scripts/chaos_ballots.py
	scripts/need postgresql
	scripts/with-postgres $(BIN)/python scripts/chaos.py $(ARGS)
	scripts/with-postgres $(BIN)/python scripts/chaos_ballots.py

real: install ## import a folder of real files and print what comes out: make real DATA=DIR
	$(BIN)/python scripts/real.py "$(DATA)"

duplicates: install ## measure the search for duplicates on files with known pairs: make duplicates DATA=DIR
	$(BIN)/python scripts/duplicates.py "$(DATA)"

screenshot: install assets ## the pictures in README.md
	scripts/need chromium
	$(BIN)/python scripts/screenshots.py --into docs/pictures

docs: install ## the pages that are generated from the code
	twofold settings --markdown > docs/settings.md
	twofold openapi > docs/openapi.json

lock: $(UV) ## write the lock files anew
	$(UV) pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 -q -o requirements.lock
	cd frontend && npm install --package-lock-only --silent
	scripts/no-registry-addresses

wheel: install assets ## a wheel that carries its built assets
	hatchling build -t wheel

clean: ## remove everything that was built or installed; data stays
	rm -rf $(V) dist frontend/node_modules src/twofold/static/dist .ruff_cache .pytest_cache
