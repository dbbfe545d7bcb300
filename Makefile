# The same verbs for a person and for a machine. `make` alone lists them. On Windows: run.ps1
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
PORT ?= 8501
# Tests at a time: browsers and servers share the processors.
WORKERS ?= 2

.PHONY: help run test check bench long lock clean browser

help:  ## List the verbs
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: $(VENV)/runtime.done  ## Install what is needed, build the warehouse, serve the dashboard on this machine
	@$(BIN)/python -m etl build
	@echo "Mở trình duyệt tại / Open in a browser: http://localhost:$(PORT)   (Ctrl+C: dừng / stop)"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/dev.done browser  ## Run every test, the browser's included
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long"

check: $(VENV)/dev.done  ## Style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.done  ## Measure speed and memory; print and keep a table of ratios
	$(BIN)/python tests/bench/run.py

long: $(VENV)/dev.done browser  ## Tests too slow for every run
	$(BIN)/python -m pytest -n $(WORKERS) -m long

# Chromium for the tests: one on the PATH, else apt's on Debian and Ubuntu as root, else Playwright's own.
# Where none is to be had the browser tests fail and say what to install.
browser: $(VENV)/dev.done
	@for name in chromium chromium-browser google-chrome google-chrome-stable msedge microsoft-edge; do \
	  command -v $$name >/dev/null 2>&1 && exit 0; \
	done; \
	if command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium \
	    && command -v chromium >/dev/null 2>&1 && exit 0; \
	fi; \
	$(BIN)/python -m playwright install chromium || true

lock: $(VENV)/python.done  ## Renew the locks after a change of requirements*.in
	$(BIN)/python -m pip install --quiet uv
	for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile $$name.in --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet -o $$name.txt || exit 1; \
	done

clean:  ## Remove what was installed and cached; the store is kept
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/runtime.done: requirements.txt | $(VENV)/python.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/dev.done: requirements.txt requirements-dev.txt | $(VENV)/python.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/runtime.done

$(VENV)/python.done:
	@for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Cần Python 3.11 trở lên / Python 3.11 or later is needed: https://www.python.org/downloads/ (Debian, Ubuntu: apt-get install python3 python3-venv)" >&2; \
	  exit 1; \
	fi; \
	$$found -m venv $(VENV) || { echo "Thiếu mô-đun venv / the venv module is missing (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; }
	@touch $@
