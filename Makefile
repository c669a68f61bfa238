# Each target does its own set-up; nothing but Python 3.11+ is needed.
# On Windows, README.md says what to type instead.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo serve test check bench profile generate

demo: .venv/ready
	$(BIN)/tariffline demo

serve: .venv/ready
	$(BIN)/tariffline serve --load

test: .venv/ready-dev .venv/ready-js
	$(BIN)/pytest -n auto --dist loadfile

check: .venv/ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tariffline.generate --check

generate: .venv/ready
	$(BIN)/python -m tariffline.generate

bench: .venv/ready-dev .venv/ready-js
	$(BIN)/python -m tests.bench

profile: .venv/ready-dev
	$(BIN)/python -m tests.bench.profile

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/ready-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ .venv/ready

# What only the tests of the add-ins need; the add-ins themselves use no package.
.venv/ready-js: tests/js/package-lock.json .venv/ready-dev
	$(BIN)/npm ci --prefix tests/js --no-audit --no-fund --loglevel error
	@touch $@
