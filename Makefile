# Two commands do everything: `make demo` and `make test`.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: campaign demo test bench install check clean

demo: $(READY)
	$(BIN)/dutydiff demo

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadfile

bench: $(READY)
	$(BIN)/python bench/reading.py
	$(BIN)/python bench/redline.py
	$(BIN)/python bench/encoding.py
	$(BIN)/python bench/matching.py
	$(BIN)/python bench/archive.py

# 100,000 mutated documents through the whole reading path; the options of the module say more.
campaign: $(READY)
	$(BIN)/python -m tests.campaign

install: $(READY)

# pip older than 25.1 cannot read dependency groups, so the tools of development are read from
# pyproject.toml by the interpreter itself.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable . \
		$$($(PYTHON) -c "import tomllib; print(*(f'\"{d}\"' for d in tomllib.load(open('pyproject.toml','rb'))['dependency-groups']['dev']))" | tr -d '"' | sed "s/ /\n/g")
	touch $(READY)

clean:
	rm -rf out .dutydiff $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
