PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test suite lint types lock bench accuracy harvest-check fuzz torture clean

help:
	@echo "make demo      set up and run the main job on the bundled sample reports"
	@echo "make test      set up and run lint, types and tests"
	@echo "make accuracy  read every sample report and compare with its truth"
	@echo "make harvest-check  harvest all of the emulated web and compare with its truth"
	@echo "make fuzz      give the readers impossible pages, for SECONDS (600)"
	@echo "make torture   kills, power loss, damaged files and impossible pages, for SECONDS (600); prints a table"
	@echo "make bench     measure time and memory, as ratios within one run"
	@echo "make lock      pin the dependencies anew"
	@echo "make clean     remove the environment and the demo's data"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	-$(BIN)/python $(NEWER_PIP)

# pip would compile on one processor, with much that is never imported; that is compiled if it is imported after all.
PIP := -m pip install --quiet --no-compile --no-deps
# The pip that comes with Python may be old, and takes half as long again.
NEWER_PIP := -m pip install --quiet --no-deps --require-hashes -r requirements/pip.txt
COMPILE_PACKAGES := -m compileall -q -j 0 -x '/(tests|sympy|scipy|pyspark|moto|cfnlint|graphql|aws_xray_sdk|mypyc?|lexers|pip)/'

$(VENV)/.runtime: requirements/build.txt requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python $(PIP) --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	PYTHONWARNINGS=ignore $(BIN)/python $(PIP) --no-build-isolation --editable .
	-$(BIN)/python $(COMPILE_PACKAGES) $(VENV)/lib/
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.runtime
	$(BIN)/python $(PIP) --require-hashes -r requirements/test.txt
	-$(BIN)/python $(COMPILE_PACKAGES) $(VENV)/lib/
	@touch $@

# pywb, which serves the emulated web of the harvest's tests, needs other versions than we do.
.venv-pywb/.web: requirements/web.txt
	$(PYTHON) -m venv .venv-pywb
	-.venv-pywb/bin/python $(NEWER_PIP)
	.venv-pywb/bin/python $(PIP) --require-hashes -r requirements/web.txt
	@touch $@

demo: $(VENV)/.runtime
	$(BIN)/kommunkompassen demo

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# In continuous integration nobody keeps the cache of mypy, so it writes none.
types: $(VENV)/.test
	$(BIN)/mypy $(if $(CI),--cache-dir=/dev/null)

test:
	$(MAKE) --jobs=2 $(VENV)/.test .venv-pywb/.web
	$(MAKE) lint
	$(MAKE) --jobs=2 types suite

# The code is compiled first, or every process that the tests start would do it. What is compiled later, such as the
# tests with what pytest adds to them and pywb, is kept for the next process even where Python is told to keep nothing.
# One process more than there are processors: tests wait for servers, browsers and disks as well.
PROCESSES ?= $(shell echo $$(( $$(nproc 2>/dev/null || echo 2) + 1 )))
suite: $(VENV)/.test .venv-pywb/.web
	$(BIN)/python -m compileall -q -j 0 flows extract transform warehouse expectations tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(PROCESSES) --dist loadfile --no-loadscope-reorder

accuracy: $(VENV)/.test
	$(BIN)/python -m tests.accuracy

harvest-check: $(VENV)/.test .venv-pywb/.web
	$(BIN)/python -m tests.emulated.web

SECONDS ?= 600
fuzz: $(VENV)/.test
	$(BIN)/python -m tests.fuzz_readers $(SECONDS)

torture: $(VENV)/.test
	$(BIN)/python -m tests.torture $(SECONDS)

bench: $(VENV)/.test .venv-pywb/.web
	$(BIN)/python -m tests.bench

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header
lock:
	$(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) pyproject.toml --all-extras -c requirements/runtime.txt -o requirements/test.txt
	for extra in ocr dask s3; do \
		$(COMPILE) pyproject.toml --extra $$extra -c requirements/test.txt -o requirements/$$extra.txt; done
	printf 'pywb>=2.10,<3\nwarcio>=1.7\nrequests>=2.32\nsetuptools<81\n' | $(COMPILE) --no-annotate - -o requirements/web.txt
	echo 'setuptools>=77' | $(COMPILE) --no-annotate - -o requirements/build.txt
	echo 'pip>=26' | $(COMPILE) --no-annotate - -o requirements/pip.txt

clean:
	rm -rf $(VENV) .venv-pywb data
