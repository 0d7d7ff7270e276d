# Each target sets up what it needs: a virtual environment in .venv, filled by plain pip.
PYTHON ?= python3
BIN := .venv/bin
CONSTRAINTS := .ci/constraints.txt

.PHONY: try test check bench drill pictures clean

try: .venv/try
	$(BIN)/billing-bot playground

test: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev
	$(BIN)/python -m pytest tests/benchmarks -s

drill: .venv/dev
	$(BIN)/python -m pytest tests/drills -s

pictures: .venv/dev
	$(BIN)/python -m pytest tests/test_first_minute.py --pictures docs/pictures

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/try: pyproject.toml $(CONSTRAINTS) | .venv/bin/python
	$(BIN)/pip install --disable-pip-version-check -q -c $(CONSTRAINTS) -e .
	touch $@

.venv/dev: pyproject.toml $(CONSTRAINTS) | .venv/bin/python
	$(BIN)/pip install --disable-pip-version-check -q -c $(CONSTRAINTS) -e '.[dev]'
	touch $@ .venv/try
