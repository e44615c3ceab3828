# make demo: the worked example. make test: every gate, then the tests.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin
PIP := $(VENV)/python -m pip --disable-pip-version-check --quiet
BARE_PIP := .venv-bare/bin/python -m pip --disable-pip-version-check --quiet
SHIPPED := $(shell find src examples -type f -not -path '*/__pycache__/*')

.PHONY: demo test check bench docs lock clean venv test-fast bare

.venv/made:
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python cannot make an environment here: install the Debian package python3-venv, then run make again."; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/demo: .venv/made requirements/all.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/all.txt
	$(PIP) install --no-deps -e .
	@touch $@

.venv/dev: .venv/made requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps -e .
	@touch $@ .venv/demo

venv: .venv/dev

demo: .venv/demo
	@$(VENV)/habeas demo --serve

check: .venv/dev
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/lint-imports
	$(VENV)/mypy

# The base install, without any extra, must start, read, decide and show a case. The package is built and installed as a
# user has it, not linked, so that a file that the wheel forgets is missed here.
bare: .venv-bare/habeas
	@bash tests/bare.sh .venv-bare/bin

.venv-bare/made: requirements/base.txt .venv/made
	@$(PYTHON) -m venv --clear .venv-bare
	$(BARE_PIP) install --require-hashes -r requirements/base.txt
	@touch $@

.venv-bare/habeas: .venv-bare/made pyproject.toml $(SHIPPED)
	$(BARE_PIP) install --no-deps --force-reinstall .
	@touch $@

test: check bare
	$(VENV)/python -m pytest

test-fast: .venv/dev
	$(VENV)/python -m pytest -x -q -m 'not postgres'

bench: .venv/dev
	$(VENV)/python bench/identity.py
	$(VENV)/python bench/reading.py
	$(VENV)/python bench/ledger.py

docs: .venv/dev
	$(VENV)/python tools/reference.py

lock:
	bash tools/lock.sh

clean:
	rm -rf .venv .venv-bare build .mypy_cache .pytest_cache .ruff_cache .hypothesis
