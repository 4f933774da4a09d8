# Everything sets itself up from the committed lock; nothing is installed outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
ENGINE ?= docker
SBOM := dist/lageskoll.cdx.json
STAMP := $(VENV)/.synced
# Bytecode is kept even where the machine asks for none: without it each of our processes starts twice as slowly.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test bench lint audit messages sbom image clean

## Borlänge's plan in three Teams-like windows; PLAY=1 plays a whole round in the terminal instead
demo: $(STAMP)
	@$(BIN)/lageskoll demo $(if $(PLAY),--play)

## Every test, on SQLite and PostgreSQL, in a browser
test: $(STAMP)
	@$(BIN)/python tools/run_tests.py $(ARGS)

## How fast we are, beside what else one could use; QUICK=1 takes a few minutes instead of an hour
bench: $(STAMP)
	@$(foreach each,outbound inbound throttled garbage desk nation summary documents,$(BIN)/python -m bench.$(each) $(if $(QUICK),--quick) &&) true

## Formatting, lint, types, the import contracts and secrets left in a file
lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.secret_scan

## Whether anything in the lock has a known weakness; fails where the advisories cannot be reached
audit: $(STAMP)
	@$(BIN)/python -m tools.audit $(ARGS)

## Collect messages from the code into the catalogues; then fill in both languages
messages: $(STAMP)
	$(BIN)/python -m cards.catalogue

## Everything that the service is made of, from the lock, as CycloneDX
sbom: $(STAMP)
	@mkdir -p $(dir $(SBOM))
	@.tools/bin/uv export --frozen --no-dev --quiet --format cyclonedx1.5 --output-file $(SBOM)
	@echo $(SBOM)

## The container image; needs Docker, or Podman, and the registries that the base image and the packages come from
image:
	@$(ENGINE) build $(if $(findstring podman,$(ENGINE)),--format docker) --file deploy/Containerfile \
	  --build-arg VERSION=$(VERSION) --build-arg REVISION=$$(git rev-parse HEAD 2>/dev/null || echo unknown) \
	  --tag lageskoll:$(VERSION) .

## Everything that was set up
clean:
	rm -rf $(VENV) .tools .demo .cache

$(STAMP): pyproject.toml uv.lock tools/bootstrap.py
	@$(PYTHON) tools/bootstrap.py $(UV_VERSION)
	@touch $(STAMP)
