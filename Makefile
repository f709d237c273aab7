# Two commands do all set-up on a machine with Python 3.11+, make and git: `make dashboard` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
RUNTIME := .venv/.runtime-installed
DEVELOPMENT := .venv/.development-installed
PORT ?= 8501

.PHONY: help install dashboard test check bench texts screenshots clean

help:  ## what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUNTIME)  ## environment in .venv

dashboard: $(RUNTIME)  ## environment, example data, ingest, dashboard on localhost:8501
	@$(BIN)/grensganger demo --port $(PORT)

test: check $(DEVELOPMENT)  ## everything that must hold, in Chromium too
	@tests/browser/install-chromium
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(DEVELOPMENT)  ## style, types, layers and SQL
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --processes 2 sql dashboard/questions

bench: $(DEVELOPMENT)  ## speed, as ratios within one run
	@$(BIN)/python -m tests.benchmarks

texts: $(RUNTIME)  ## write the documents that follow from the contracts (GLOSSARY.md, PRIVACY.md)
	@$(BIN)/python -m pipelines.reports.glossary
	@$(BIN)/python -m pipelines.reports.privacy_register

screenshots: $(DEVELOPMENT)  ## take the pictures of the README anew
	@tests/browser/install-chromium
	@$(BIN)/python -m tests.browser.screenshots

clean:  ## remove the environment; deliveries in var/ stay
	@rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; PYTHON=python3.12 make … names another one."; exit 1; }
	@echo "environment in .venv …"
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "Python cannot make an environment here; on Debian: apt-get install python3-venv"; exit 1; }

$(RUNTIME): .venv/bin/python requirements.lock pyproject.toml
	@echo "packages from requirements.lock (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-dev.lock
	@echo "packages from requirements-dev.lock …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
