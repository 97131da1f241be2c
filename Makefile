# Everything starts here. Needs Python 3.11 or newer, git and make; the rest is installed into .venv.

PYTHON ?= python3
PORT ?= 8000
TESTS ?= tests

BIN := .venv/bin
# The locks hold every package with its hash, so pip has nothing to choose.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
APP := .venv/app-installed
TEST := .venv/test-installed

.PHONY: help demo demo-fresh test lint bench screenshots locks
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## Show these commands.
	@echo "Voz y Voto: the platform on which a city's Children's Participation Council works."
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(APP) ## Serve the imaginary town on port 8000 (another: PORT=8080); what was done in it stays.
	@$(BIN)/python -m civic demo --port $(PORT)

demo-fresh: $(APP) ## Forget what was done in the town, tell its year anew, and serve it.
	@$(BIN)/python -m civic demo --fresh --port $(PORT)

test: $(TEST) ## Run all tests, the browser's too (some: TESTS=tests/voting).
	@echo "· looking for a browser …"
	@browser=$$($(BIN)/python tests/browser/provide.py) || exit 1; \
	 CIVIC_BROWSER=$$browser $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS); result=$$?; \
	 test -n "$$browser" || echo "!!! NOT RUN: the browser tests. This machine has no Chromium, and none could be installed." >&2; \
	 exit $$result

lint: $(TEST) ## Check the code's style.
	@$(BIN)/python -m ruff check .

bench: $(TEST) ## Measure the main pages and the vote against a bare server on this machine.
	@$(BIN)/python -m tests.bench

screenshots: $(TEST) ## Take the pictures of the main screens that the README shows.
	@browser=$$($(BIN)/python tests/browser/provide.py) && CIVIC_BROWSER=$$browser $(BIN)/python -m tests.browser.screenshots

locks: $(TEST) ## Write requirements/*.txt anew from *.in (all at their newest: UPGRADE=--upgrade).
	@test -x $(BIN)/uv || { echo "· installing uv …"; $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; }
	@for name in app test; do \
	   echo "· locking requirements/$$name.txt …"; \
	   (cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	     --no-emit-index-url --no-emit-find-links --no-header --no-annotate $(UPGRADE) $$name.in -o $$name.txt) || exit 1; \
	 done

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or newer as $(PYTHON). Another one: make PYTHON=/path/to/python3 ..."; exit 1; }
	@echo "· making the Python environment .venv …"
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	   echo "· Debian keeps Python's venv module apart: apt-get install python3-venv …" && \
	   apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv >/dev/null; } || \
	  { echo "$(PYTHON) has no venv module. On Debian or Ubuntu, as root: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear .venv

$(APP): requirements/app.txt $(BIN)/python
	@echo "· installing the libraries (under a minute) …"
	@$(PIP) -r requirements/app.txt
	@touch $@

$(TEST): requirements/app.txt requirements/test.txt $(BIN)/python $(APP)
	@echo "· installing the test tools …"
	@$(PIP) -r requirements/app.txt -r requirements/test.txt
	@touch $@
