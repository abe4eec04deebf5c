# 报问. Two commands: `make chat` (set up, index, open the chat page) and `make test`.
PYTHON ?= python3
BIN := .venv/bin
N ?= 200
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: chat setup test check bench eval figures index clean

chat: setup index/CURRENT
	@$(BIN)/rag serve --open

setup: .venv/.ready

# Debian ships Python without the venv module; root gets it installed, others are told how.
.venv/.ready: pyproject.toml constraints.txt
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || \
	  { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -qy python3-venv && $(PYTHON) -m venv --clear .venv; } || \
	  { echo '无法建立虚拟环境。请先安装：sudo apt install python3-venv'; exit 1; }
	@echo '正在安装依赖（第一次约需几分钟）……'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,train]'
	@touch $@

index/CURRENT: $(wildcard corpus/*.md) .venv/.ready
	@$(BIN)/rag index
	@touch $@

index: setup
	@$(BIN)/rag index

check: .venv/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# -ra says what was skipped and why.
test: check
	@bash .ci/browser.sh
	$(BIN)/pytest -ra

bench: .venv/.ready-dev index/CURRENT
	$(BIN)/python -m eval bench

# Every figure of eval/RESULTS.md again. DATA: a folder of public sets (eval/README.md), left out when empty; N: questions a set.
figures: .venv/.ready-dev index/CURRENT
	$(BIN)/rag eval --half dev
	$(BIN)/rag eval --half test
	$(BIN)/rag eval --ablation
	@test -z "$(DATA)" || for what in squad retrieval rgb-like; do $(BIN)/rag eval public $$what --data "$(DATA)" --n $(N) || exit 1; done
	$(BIN)/rag eval bench

eval: setup index/CURRENT
	$(BIN)/rag eval

clean:
	rm -rf .venv build *.egg-info index/gen-* index/CURRENT
