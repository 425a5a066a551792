# The one door. Every recipe works on a fresh machine: it calls `install` first, which costs nothing the second time.
SHELL := /bin/sh
.DEFAULT_GOAL := help
export UV_PYTHON_DOWNLOADS := never
export SUAR_DEVELOPMENT := 1
PATHS := src tests e2e bench fire

# 3.12 or newer may be another interpreter than the first on PATH.
PYTHON := $(shell for p in python3.13 python3.14 python3.12 python3 /usr/bin/python3; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 \
  && { $$p -c 'import sys; print(sys.executable)'; break; }; done)
V := .venv/bin

# The scripts of a venv name its folder: a checkout that was copied or moved builds its own.
COPIED := $(shell test ! -e .venv/.installed || test "$$(cat .venv/.installed)" = "$(CURDIR)" || rm -rf .venv .tools)

.PHONY: help install lock demo test test-sqlite test-postgres e2e lint format bench fire shots handbook-pictures messages clean

help:            ## what each recipe does
	@grep -E '^[a-z0-9-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/  —/'

.tools/bin/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Suar needs Python 3.12 or newer with its venv module: apt-get install python3 python3-venv"; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.installed: .tools/bin/uv requirements/dev.txt pyproject.toml
	@test -x $(V)/python || .tools/bin/uv venv --quiet --python $(PYTHON) .venv
	.tools/bin/uv pip sync --quiet --python $(V)/python --require-hashes requirements/dev.txt
	.tools/bin/uv pip install --quiet --python $(V)/python --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR)" > $@

CATALOGUES := $(shell find src -name 'django.po')
.venv/.messages: .venv/.installed $(CATALOGUES)
	@$(V)/python -m suar.config.messages compile
	@touch $@

install: .venv/.messages   ## everything into .venv (uv into .tools)

lock: .tools/bin/uv        ## hash-pinned requirement files from pyproject.toml
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 pyproject.toml -o requirements/runtime.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 pyproject.toml --group dev -o requirements/dev.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --group bench -o requirements/bench.txt
	.tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.12 --group package -o requirements/package.txt

demo: install              ## a fictional year of West Kalimantan in var/demo, served on :8000 (public) and :8001 (desk)
	@$(V)/suar demo --home var/demo --public localhost:8000 --desk localhost:8001

test: test-sqlite test-postgres e2e   ## the suite on SQLite, on PostgreSQL, then the journeys in Chromium

test-sqlite: install
	SUAR_TEST_DATABASE=sqlite $(V)/pytest tests -n 2 --dist loadscope -q $(ARGS)

test-postgres: install
	SUAR_TEST_DATABASE=postgres $(V)/pytest tests -n 2 --dist loadscope -q $(ARGS)

e2e: install               ## the journeys in a real browser
	$(V)/python -m e2e.browser
	$(V)/pytest -c e2e/pytest.ini e2e -q $(ARGS)

lint: install              ## ruff, mypy, djade, the floors, complete translations
	$(V)/ruff check $(PATHS)
	$(V)/ruff format --check $(PATHS)
	SUAR_HOME=var/none $(V)/mypy
	find src -name '*.html' -print0 | xargs -0 -r $(V)/djade --target-version 6.0 --check
	$(V)/lint-imports
	$(V)/python -m suar.config.messages check

format: install
	$(V)/ruff check --fix --quiet $(PATHS); $(V)/ruff format --quiet $(PATHS)
	find src -name '*.html' -print0 | xargs -0 -r $(V)/djade --target-version 6.0 || true

messages: install          ## collect new strings into the English catalogues
	$(V)/python -m suar.config.messages collect

.venv/.bench: .venv/.installed requirements/bench.txt
	.tools/bin/uv pip install --quiet --python $(V)/python --require-hashes -r requirements/bench.txt
	@touch $@

bench: install .venv/.bench   ## the rows of docs/performance.md, with the machine
	$(V)/python -m bench $(ARGS)

fire: install              ## load, flood, kills and fuzz on both engines; writes the tables of docs/reliability.md
	$(V)/python -m fire $(ARGS)

shots: install             ## every page as a picture under build/shots
	$(V)/python -m e2e.shots $(ARGS)

handbook-pictures: install ## the pictures of the handbook anew, from the demo's year
	$(V)/python -m e2e.handbook_pictures $(ARGS)

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
