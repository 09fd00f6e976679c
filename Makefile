# make setup      the environment in .venv, from requirements.lock and nothing else
# make test       format, lint, types, tests: a file's on one core, the browser's, which take longest, among the first
# make briefings  facts, notebooks, briefings, index and data into outputs/
# make facts-diff what the rules now read otherwise in the documents than the last commit did
# make facts      tests/data/facts.jsonl anew, once facts-diff has been read
# make accuracy   measures the facts against the annotated documents, for the package and the README
# make lock       requirements.lock anew from pyproject.toml

.PHONY: setup test briefings facts-diff facts accuracy lock
.DELETE_ON_ERROR:

# Where these are set, every start would compile the libraries again, or pip would install somewhere else.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX VIRTUAL_ENV

BIN := .venv/bin
STAMP := .venv/.complete

test: setup
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/pytest -q --numprocesses logical --dist loadfile --no-loadscope-reorder

briefings: setup
	$(BIN)/analysis build

facts-diff: setup
	@$(BIN)/python tests/snapshot.py diff

facts: setup
	@$(BIN)/python tests/snapshot.py write

accuracy: setup
	@$(BIN)/python tests/accuracy.py

setup: $(STAMP)

# pip brings uv, uv brings the rest in a third of the time; both check every hash and trust whom the system trusts, which
# uv has to be told. It does not read the settings of pip, so where only those name an index that can be reached, pip does
# it all.
$(STAMP): requirements.lock pyproject.toml
	@rm -f $@
	@python=; \
	for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "no Python 3.11 or later found; put one on the PATH or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "setting up .venv with $$($$python --version)"; \
	$$python -m venv --clear .venv
	@awk '/^[^ ]/ {uv = /^uv==/} uv' requirements.lock > .venv/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	@$(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes --compile-bytecode \
	  -r requirements.lock || { \
	  echo "uv could not; pip takes over, which takes a minute" >&2; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --compile -r requirements.lock; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q analysis
	@touch $@

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --group dev --output-file requirements.lock pyproject.toml
