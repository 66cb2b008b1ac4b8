# make serve   看手册：准备环境，三种语言一个地址，改了自动刷新
# make test    全部测试     make check  检查制度数据     make build  生成 site/
# make quick   一分钟内的检查和测试，改代码时用；make test ARGS=tests/quiz 只运行那些
# make book    整本手册的 PDF 和 Word 文件，三种语言；之后 make build 会放上下载链接
# make bench   测速         make clean  删除生成的东西
# make screenshots 每种页面的截图，用来看样子（ARGS=--help）；make slow-pages 像在很忙的电脑上那样测试页面
# make fuzz    随机试，更久    make mutants  故意改错代码，看测试能不能发现
# Each target makes what it needs; a second run starts at once and works offline.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
NODE_READY := node_modules/.ready
BROWSER_READY := $(VENV)/.browser

# The theme's notice about MkDocs 2; the versions are pinned for that reason (adr/0002).
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help serve build book check test quick lint coverage fuzz mutants bench screenshots slow-pages lock clean
.DEFAULT_GOAL := help

help:
	@sed -n '1,7s/^# //p' Makefile

serve: $(READY)
	@$(BIN)/python -m macros.site.serve $(ARGS)

build: $(READY)
	@$(BIN)/python -m macros.site.build $(ARGS)

book: $(READY)
	@for lang in zh en zh-Hant; do $(BIN)/handbook book --lang $$lang $(ARGS) || exit; done

check: $(READY)
	@$(BIN)/handbook check $(ARGS)
	@$(BIN)/quiz check $(ARGS)

# With ARGS just the tests that they name, which say for themselves where Node or a browser is missing.
test: $(if $(ARGS),$(READY),lint $(NODE_READY) $(BROWSER_READY))
	@$(BIN)/pytest $(ARGS)

# What changed is linted, and everything is tested but what is slow or needs the built site.
quick: $(READY) $(NODE_READY)
	@changed=$$({ git diff --name-only --diff-filter=d HEAD; git ls-files --others --exclude-standard; } | \
	  grep '\.pyi\?$$'); test -z "$$changed" || { $(BIN)/ruff check $$changed && $(BIN)/ruff format --check $$changed; }
	@$(BIN)/mypy
	@HYPOTHESIS_PROFILE=quick $(BIN)/pytest -n auto -m "not slow and not site" $(ARGS)

lint: $(READY) $(NODE_READY)
	@echo "检查代码 checking the code …"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	@npm run --silent lint

# Which lines and branches of the policy's and the questions' code no test goes through; at least 98 of 100 are.
coverage: $(READY) $(NODE_READY)
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest tests/handbook tests/quiz tests/macros $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --include='handbook/*' --fail-under=98
	@$(BIN)/coverage report --include='quiz/*' --fail-under=98

# The random tests alone, twenty times as long; FUZZ=200 make fuzz for longer still.
fuzz: $(READY) $(NODE_READY)
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest -m fuzz $(ARGS)

# Whether the tests notice a changed comparison, operator, constant or condition: make mutants ARGS="-n 60".
mutants: $(READY) $(NODE_READY)
	@$(BIN)/python -m tools.mutants $(ARGS)

bench: $(READY)
	@$(BIN)/python -m tools.bench $(ARGS)

# Pictures of every kind of page, to be looked at, in the folder screenshots/.
screenshots: $(READY) $(BROWSER_READY)
	@$(BIN)/python -m tools.screenshots $(ARGS)

# The browser tests as on a busy machine: what pages do later comes so many milliseconds later still.
slow-pages: $(READY) $(NODE_READY) $(BROWSER_READY)
	@SLOW_PAGES=$${SLOW_PAGES:-400} $(BIN)/pytest tests/site $(ARGS)

# The Python environment, from the lock file. Its mark comes last and goes first: without it the one before was
# interrupted, at whatever moment, and everything is made anew.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更高版本 Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@echo "准备 Python 环境（只在第一次，约一分钟） setting up Python (first time only, about a minute) …"
	@test -e $@ || rm -rf $(VENV)
	@rm -f $@
	@{ test -d $(VENV) || $(PYTHON) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable . || \
	  { echo "没有准备好，原因在上面；再运行一次就从头来 not set up, see above; run it again to start afresh"; exit 1; }
	@$(BIN)/python -m compileall -qq handbook quiz macros || true # commands start faster, who may not write here too
	@$(BIN)/python -c 'from macros.site.build import set_up; set_up()' 2> /dev/null || true # the first build is faster
	@touch $@

# What checks the scripts and styles and tests the pages.
$(NODE_READY): package.json package-lock.json
	@command -v npm > /dev/null || { echo "需要 Node 20 与 npm Node 20 with npm is needed"; exit 1; }
	@echo "准备 Node 包 fetching the Node packages …"
	@rm -f $@
	@npm ci --silent
	@touch $@

# A browser and Chinese fonts for the browser tests, and what draws the handbook as PDF.
$(BROWSER_READY): tools/browser.py $(READY)
	@$(BIN)/python -m tools.browser
	@touch $@

lock: $(READY)
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra site --extra book --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf site .site.new .site.old .build .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	@echo "环境留着；要连环境一起删：rm -rf $(VENV) node_modules （the environment stays; delete it with that command）"
