# Two commands set everything up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .peers
SLOW ?=

.PHONY: run test lint types unit slow bench clean

run: $(VENV)/.run
	$(BIN)/posdiag diagnose --fail-on never

test: lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev $(PEERS)/.done
	$(BIN)/pytest -n 2 -m "not slow"

slow: $(VENV)/.dev $(PEERS)/.done
	$(BIN)/pytest -n 2 -m slow

bench: $(VENV)/.dev
	$(BIN)/python -m bench

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.run

# Programs that others wrote and that the tests run as separate processes, never import.
$(PEERS)/.done: Makefile
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet iso8583sim
	touch $@

clean:
	rm -rf $(VENV) $(PEERS) build dist
