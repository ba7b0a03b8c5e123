# From a bare checkout: `make run` serves the demo site, `make test` runs the whole suite.
.POSIX:
.SUFFIXES:
.PHONY: run test lint check bench venv venv-dev messages requirements clean

PORT ?= 8000
VENV = .venv
PYTHON = $(VENV)/bin/python
PROCESSES = -n auto --maxprocesses 4
PYTHONS = python3.14 python3.13 python3.12 python3.11 python3

run: venv
	@PORT=$(PORT) exec $(PYTHON) -m henlius.serve

test: venv-dev
	@$(PYTHON) -m tests.chromium
	@$(PYTHON) -m pytest $(PROCESSES)

lint: venv-dev
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint --quiet --lint templates
	@$(PYTHON) manage.py makemigrations --check
	@$(PYTHON) manage.py check

check: lint test

bench: venv
	@$(PYTHON) manage.py bench

# Needs GNU gettext; run it after a change of the texts, translate what is new, run it again.
TEXTS = locale/zh_Hans/LC_MESSAGES
COLLECT = manage.py makemessages --locale zh_Hans --no-location --no-wrap --no-obsolete \
	--ignore $(VENV) --ignore tests --ignore demo

messages: venv
	@$(PYTHON) $(COLLECT)
	@$(PYTHON) $(COLLECT) --domain djangojs
	@for each in django djangojs; do \
		msgfmt --check --statistics -o $(TEXTS)/$$each.mo $(TEXTS)/$$each.po || exit 1; done

venv: $(VENV)/.runtime

venv-dev: $(VENV)/.development

$(VENV)/.runtime: requirements.txt
	@test -x $(VENV)/bin/pip || for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
			&& exec $$python -m venv $(VENV); \
	done; test -x $(VENV)/bin/pip || { \
		echo "Henlius needs Python 3.11 or later, and none of $(PYTHONS) is." >&2; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Needs `uv`; run it after a change of the dependencies in pyproject.toml.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make requirements" uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links pyproject.toml

requirements:
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV)
