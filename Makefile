.PHONY: run demo test bench load lock
PYTHON ?= python3.11
BIN := .venv/bin

# The environment is made once per lock file; a second run needs no network.
.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

run: .venv/ready
	$(BIN)/python -m apps run

demo: .venv/ready
	$(BIN)/python -m apps demo

test: .venv/ready
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m pytest -m browser

# Exact versions of everything installed, without addresses and without this package.
lock:
	$(BIN)/pip list --format=freeze --exclude officina --exclude pip --exclude setuptools | sed "s/+cpu$$//" > requirements.lock

# How many people one room bears: the last line is JSON.
load: .venv/ready
	$(BIN)/python tests/bench/room_load.py --people 200

bench: .venv/ready
	$(BIN)/python tests/bench/page_switch.py
	$(BIN)/python tests/bench/serving.py
