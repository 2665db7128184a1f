# Everything that is done here has one word; `make help` lists them.
BIN := .venv/bin
NPM := cd frontend && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent
# One process a core; each has servers of its own.
SHARED_OUT := -n 2
WEB := frontend/dist/.ready
WEB_PACKAGES := frontend/node_modules/.ready
WEB_SOURCES := $(wildcard frontend/*.html frontend/*.json frontend/*.ts) \
	$(shell find frontend/src frontend/public ! -name '*.test.*' 2>/dev/null)

dev: .venv/ready $(WEB) ## run the whole service (PORT=8000 STACK_DIR=.stack)
	@exec $(BIN)/musicgenerator dev

web: $(WEB) ## build the web app, if it is not built yet

test: .venv/studio $(WEB) browser ## run all tests (ARGS=tests/shared for some of pytest's)
	@$(if $(ARGS),:,$(NPM) test)
	@$(BIN)/pytest $(or $(ARGS),$(SHARED_OUT))

check: .venv/studio $(WEB_PACKAGES) ## style, types and the direction of imports
	@$(BIN)/ruff check && $(BIN)/ruff format --check
	@$(BIN)/mypy services shared devstack tests bench
	@$(BIN)/lint-imports
	@sh devstack/check_client.sh
	@$(NPM) check

fix: .venv/ready $(WEB_PACKAGES) ## mend the style where a tool can
	@$(BIN)/ruff check --fix && $(BIN)/ruff format
	@$(NPM) fix

client: .venv/ready $(WEB_PACKAGES) ## write down the API for the web app, after a change of it
	@$(BIN)/python -m services.gateway.openapi > frontend/src/api/openapi.json
	@$(NPM) client

browser: .venv/ready ## install a browser for the tests, if there is none
	@$(BIN)/python -m tests.browser.chromium

bench: .venv/studio ## measure speed and memory
	@for each in stack listen covers sign_in deliveries every_request feed reads posting streams workflows fairness soak storm lighthouse scaling studio weights; do $(BIN)/python -m bench.$$each || exit 1; done

drill: .venv/ready ## kill every part at every step of a song (CELL=gateway:reserved:before for one)
	@$(BIN)/python -m tests.faults $(CELL)

record: .venv/ready ## write the workflow histories that must replay
	@$(BIN)/pytest -m record

audit: .venv/ready ## check what is always true of the running stack (ARGS=--help)
	@exec $(BIN)/musicgenerator audit $(ARGS)

upkeep: .venv/ready ## tell what nobody has done that somebody should have (ARGS=--apply does it)
	@exec $(BIN)/musicgenerator upkeep $(ARGS)

costs: .venv/ready ## tell what the running stack's songs cost (ARGS="--gpu-hour 1.20")
	@exec $(BIN)/musicgenerator costs $(ARGS)

doctor: .venv/ready ## say what this machine has and what is missing
	@$(BIN)/musicgenerator doctor

setup: .venv/ready ## fetch the instruments again if they are missing
	@$(BIN)/musicgenerator setup

studio: .venv/studio ## install the real models' packages

models: .venv/studio ## fetch the real models' weights into MODEL_DIR (ARGS=--help)
	@$(BIN)/musicgenerator models fetch $(ARGS)

clean: ## remove what can be made again; songs in STACK_DIR stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@rm -rf devstack/soundfonts/node_modules frontend/node_modules frontend/dist

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

.venv/ready: requirements.lock pyproject.toml devstack/bootstrap.sh
	@sh devstack/bootstrap.sh && touch $@

.venv/studio: .venv/ready requirements-studio.lock devstack/bootstrap_studio.sh
	@sh devstack/bootstrap_studio.sh && touch $@

$(WEB_PACKAGES): frontend/package-lock.json devstack/bootstrap_web.sh | .venv/ready
	@sh devstack/bootstrap_web.sh && touch $@

$(WEB): $(WEB_SOURCES) $(WEB_PACKAGES) devstack/build_web.sh
	@sh devstack/build_web.sh

.PHONY: dev web test check fix client browser bench drill record audit upkeep costs doctor setup studio models clean help
