# Everything that is done here has one word; `make help` lists them.
BIN := .venv/bin

dev: .venv/ready ## run the whole service (PORT=8000 STACK_DIR=.stack)
	@exec $(BIN)/musicgenerator dev

test: .venv/studio ## run all tests (ARGS=tests/shared for some)
	@$(BIN)/pytest $(ARGS)

check: .venv/studio ## style, types and the direction of imports
	@$(BIN)/ruff check && $(BIN)/ruff format --check
	@$(BIN)/mypy services shared devstack tests bench
	@$(BIN)/lint-imports

fix: .venv/ready ## mend the style where a tool can
	@$(BIN)/ruff check --fix && $(BIN)/ruff format

bench: .venv/studio ## measure speed and memory
	@for each in stack listen covers sign_in deliveries every_request studio weights; do $(BIN)/python -m bench.$$each || exit 1; done

record: .venv/ready ## write the workflow histories that must replay
	@$(BIN)/pytest -m record

doctor: .venv/ready ## say what this machine has and what is missing
	@$(BIN)/musicgenerator doctor

setup: .venv/ready ## fetch the instruments again if they are missing
	@$(BIN)/musicgenerator setup

studio: .venv/studio ## install the real models' packages

models: .venv/studio ## fetch the real models' weights into MODEL_DIR (ARGS=--help)
	@$(BIN)/musicgenerator models fetch $(ARGS)

clean: ## remove what can be made again; songs in STACK_DIR stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@rm -rf devstack/soundfonts/node_modules

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

.venv/ready: requirements.lock pyproject.toml devstack/bootstrap.sh
	@sh devstack/bootstrap.sh && touch $@

.venv/studio: .venv/ready requirements-studio.lock devstack/bootstrap_studio.sh
	@sh devstack/bootstrap_studio.sh && touch $@

.PHONY: dev test check fix bench record doctor setup studio models clean help
