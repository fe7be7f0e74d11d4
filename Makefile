# The two commands for everybody: make run (see it), make test (check all of it).

bin := .venv/bin
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# Where it is set, as in many containers, each of thousands of program starts compiles the program anew.
unexport PYTHONDONTWRITEBYTECODE
setup := packaging/setup/setup.sh
again := $(bin)/python -m pytest --last-failed --last-failed-no-failures none --maxfail 1

.PHONY: setup run demo check test beside lint soak bench bench-cloud screenshots translations extension clean lock

setup:
	@$(setup) test

# The program itself; without a screen, the demo on one of its own.
run:
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then $(setup) run && exec $(bin)/worktracker; \
	else exec $(MAKE) --no-print-directory demo; fi

demo:
	@$(setup) demo
	$(bin)/python -m tests.demo

# Under two minutes, for every change.
check:
	@$(setup) check
	@$(MAKE) --no-print-directory lint
	$(bin)/python -m pytest tests/unit

# Everything that must hold: what doesn't measure, with lint beside it, and then what does, alone. What fails
# (exit code 1) has to pass alone, once; both are printed, and a test that needs it twice is a defect.
test:
	@$(setup) test
	@$(MAKE) --no-print-directory --jobs 2 beside lint
	$(bin)/python -m pytest -m exact || { [ $$? -eq 1 ] && $(again); }

# Three files at a time on two cores, since most tests wait for windows more than they compute; as they are
# named, because the desktop's take the longest.
beside:
	$(bin)/python -m pytest tests/desktop tests/integration tests/unit -m "not exact" \
		--numprocesses 3 --dist loadfile --no-loadscope-reorder || { [ $$? -eq 1 ] && $(again); }

lint:
	$(bin)/ruff check
	$(bin)/ruff format --check
	nice $(bin)/pyright --warnings
	nice $(bin)/lint-imports --no-logo

# Long ones and figures, by hand.
soak:
	@$(setup) test
	$(bin)/python -m pytest tests/soak

bench:
	@$(setup) test
	$(bin)/python -m tests.bench

# The summary server with PostgreSQL on this machine; a few minutes.
bench-cloud:
	@$(setup) test
	$(bin)/python -m tests.bench.cloud

# Every page and dialog, to be looked at: docs/screenshots, and in it what the README shows of the window; half an hour.
screenshots:
	@$(setup) test
	$(bin)/python -m tests.screenshots

# What the windows say, gathered from the code for Qt Linguist, and made ready for the program.
translations:
	@$(setup) check
	$(bin)/python packaging/translations/gather.py

# The browser extension, one archive a store, in dist/extension.
extension:
	@$(setup) run
	$(bin)/python packaging/extension/pack.py

lock:
	@$(setup) check
	packaging/setup/lock.sh

clean:
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
