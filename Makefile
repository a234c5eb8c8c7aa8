# The handbook's commands. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2
SLOWEST := --durations=20 --durations-min=5
CHECKED := handbook site_builder feedback_app handbook_cli tests

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run pages check serve sample schemas format test lint unit browser prove days pythons mutants bench search-report pictures lock clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

# -- for readers and editors --

run: $(VENV)/run-ready ## Set up, build the handbook, and serve it with its forms at http://127.0.0.1:8000/
	@$(BIN)/python -m site_builder build --if-stale
	@$(BIN)/python -m feedback_app serve --port $(PORT)

pages: $(VENV)/run-ready ## Build the handbook into site/
	@$(BIN)/python -m site_builder build

check: $(VENV)/run-ready ## Say everything that is wrong with the content, with file and line
	@$(BIN)/python -m site_builder check

serve: $(VENV)/run-ready ## Show the handbook while you write; pages change as you save
	@$(BIN)/python -m site_builder serve

schemas: $(VENV)/run-ready ## Write the JSON Schemas that help editors complete and check content
	@$(BIN)/python -m handbook.schemas

# -- for developers --

test: lint unit browser ## Run everything that must hold, fastest checks first

lint: $(VENV)/test-ready ## Format, style, import contracts, types, content
	@$(BIN)/ruff format --check $(CHECKED)
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/python -m site_builder check

# Tests start hundreds of programs; each module of ours is compiled once, and not by each of them.
test lint unit browser days pythons prove: export PYTHONDONTWRITEBYTECODE :=

unit: $(VENV)/test-ready ## Tests without a browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(SLOWEST) --ignore tests/site --ignore tests/journeys --ignore tests/proofs tests

browser: $(VENV)/test-ready .venv-second/ready ## Tests of the built site and of whole visits, and the proofs
	@sh .ci/chromium
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(SLOWEST) tests/journeys tests/proofs tests/site

days: $(VENV)/test-ready ## Content, build and tests without a browser, with the clock at three other days
	@.ci/days $(BIN)/python

pythons: ## Tests without a browser on every Python from 3.11 on that is here
	@.ci/pythons

prove: $(VENV)/test-ready days pythons ## The long proofs: other days, other Pythons, 1,000 kills and more
	@PROVE_KILLS=1000 PROVE_KILLS_ON_DISK=yes PROVE_PROPOSALS=each PROVE_LINKING=50 PROVE_CODES=1000 \
	  PROVE_CODES_SERVED=200 PROVE_CUTS=500 PROVE_TROUBLE_SECONDS=30 PROVE_SCRIPTS_EVERY=1 PROVE_FUZZ=5000 \
	  PROVE_PROBES=2000 PROVE_MARKED=500 PROVE_MORE_PEOPLE=3 PROVE_BUILDS=10 PROVE_READERS=200 PROVE_LOOKS=each PROVE_TEXTS=each PROVE_DAYS=each $(BIN)/python -m pytest tests/proofs tests/site/test_accessibility.py tests/site/test_keyboard.py tests/journeys/test_form_states.py tests/journeys/test_form_looks.py \
	  tests/feedback_app/storage/test_sql_texts.py tests/feedback_app/web/test_receipt_status.py tests/feedback_app/web/test_working_time.py tests/handbook/calendar/test_absurd_days.py tests/feedback_app/results/test_routed_tallies.py

mutants: $(VENV)/mutants-ready ## Small careless changes to what carries promises: do tests tell? PART=codes for one part, SINCE=main for what differs, SAMPLE=50 for some
	@$(BIN)/python -m tests.mutants $(PART) $(if $(SINCE),--since $(SINCE)) $(if $(SAMPLE),--sample $(SAMPLE))

bench: $(VENV)/test-ready ## Measure building 1,000 pages beside the engine alone, the preview, the search on a phone, and submissions stored in a second
	@$(BIN)/python -m tests.bench.building
	@$(BIN)/python -m tests.bench.preview
	@sh .ci/chromium
	@$(BIN)/python -m tests.bench.searching
	@$(BIN)/python -m tests.bench.load

search-report: $(VENV)/test-ready ## Measure how well the search answers beside other engines, and what it fetches; MISSES=yes for what it answers badly
	@$(BIN)/python -m tests.search.report $(if $(MISSES),--misses)

pictures: $(VENV)/test-ready ## Take the pictures of README.md and CONTRIBUTING.md again
	@sh .ci/chromium
	@$(BIN)/python -m tests.pictures.screenshots

format: $(VENV)/test-ready ## Put the code in order
	@$(BIN)/ruff format $(CHECKED)
	@$(BIN)/ruff check --fix $(CHECKED)

lock: ## Choose and pin the newest dependencies, with hashes (needs uv)
	@for part in pip run test mutants second-engine; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    requirements/$$part.in --output-file requirements/$$part.txt || exit 1; done

clean: ## Remove what was made (not the store of answers)
	rm -rf build site .mypy_cache .ruff_cache

# -- set-up: done again when the requirements change --

# First what installs the rest: the pip that comes with Python is as old as that Python, known holes included.
$(VENV)/python-ready: requirements/pip.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or newer; install it, or say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/pip.txt
	@touch $@

$(VENV)/run-ready: $(VENV)/python-ready requirements/run.txt
	@echo "Setting up (about a minute the first time) ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/run.txt
	@touch $@

$(VENV)/test-ready: $(VENV)/run-ready requirements/test.txt
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/test.txt
	@touch $@

$(VENV)/mutants-ready: $(VENV)/test-ready requirements/mutants.txt
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/mutants.txt
	@touch $@

.venv-second/ready: requirements/pip.txt requirements/second-engine.txt
	@$(PYTHON) -m venv .venv-second
	@.venv-second/bin/python -m pip install --quiet --require-hashes --requirement requirements/pip.txt
	@.venv-second/bin/pip install --quiet --require-hashes --requirement requirements/second-engine.txt
	@touch $@
