# Two commands set everything up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .peers

# Compiled modules are kept, outside of the tree: the tests start posdiag some hundreds of times.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/pycache

# Programs of the system that tests run as peers: a serial cable, captures, and a reader of captures.
SYSTEM := socat tcpdump tshark
# And what the console is tested with: a browser, a database, and the tool that brings axe-core.
CONSOLE := chromium postgresql npm
ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)

.PHONY: run test lint types unit slow thorough bench clean system

run: $(VENV)/.run
	$(BIN)/posdiag diagnose --fail-on never

test: lint types unit

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev system $(PEERS)/.done
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

slow: $(VENV)/.dev system $(PEERS)/.done
	$(BIN)/pytest -n 2 --dist worksteal -m slow --hypothesis-profile=thorough

thorough: $(VENV)/.dev $(PEERS)/.done system
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" --hypothesis-profile=thorough

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
	$(PEERS)/bin/pip install --quiet iso8583sim transbank-pos-sdk pyTeliumManager
	@npm install --silent --no-save --prefix $(PEERS)/npm axe-core >/dev/null 2>&1 || \
	  echo "not installed: axe-core (npm); no page is looked through for barriers"
	touch $@

# Without the right to install them, tests that need them skip aloud.
system:
	@for program in $(SYSTEM); do command -v $$program >/dev/null || missing=yes; done; \
	[ -z "$$missing" ] || { $(ROOT) apt-get -qq update && \
	  DEBIAN_FRONTEND=noninteractive $(ROOT) apt-get -qq install -y --no-install-recommends $(SYSTEM) >/dev/null; } || \
	  echo "not installed: $(SYSTEM); tests that need them will be skipped"
	@{ command -v chromium && command -v psql && command -v npm; } >/dev/null || \
	  DEBIAN_FRONTEND=noninteractive $(ROOT) apt-get -qq install -y --no-install-recommends $(CONSOLE) >/dev/null || \
	  echo "not installed: $(CONSOLE); tests that need them will be skipped"

clean:
	rm -rf $(VENV) $(PEERS) build dist
