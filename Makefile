# `make` lists the targets.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
SOURCES = $(shell find src -type f -not -name '*.pyc')

.DEFAULT_GOAL = help
.PHONY: help install demo test check corpus clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(VENV)/.packages: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt ".[dev]"
	@touch $@

# The package itself is installed, not linked: what the tests see is what a user gets.
$(VENV)/.package: $(VENV)/.packages $(SOURCES)
	$(BIN)/python -m pip install --quiet --no-deps --force-reinstall .
	@touch $@

install: $(VENV)/.package ## Virtual environment with the pinned packages and guetteur

demo: install ## Fine-tune the shipped encoder, evaluate, write the report, extract an article
	$(BIN)/python scripts/train.py +experiment=demo
	$(BIN)/python scripts/evaluate.py gold=data/test.jsonl +models.demo=runs/demo/model out=runs/demo/report
	$(BIN)/guetteur extract --model runs/demo/model --format table data/example.txt

test: install ## Run all tests
	$(BIN)/python -m pytest

check: install ## Lint, types and import layers
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

corpus: install ## Rebuild data/*.jsonl from data/articles
	$(BIN)/python scripts/build_corpus.py

clean: ## Remove the environment and all runs
	rm -rf $(VENV) runs build dist
