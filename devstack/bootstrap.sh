#!/bin/sh
# Make .venv from requirements.lock. Needs nothing but Python 3.11 or newer.
set -eu
cd "$(dirname "$0")/.."

refuse() {
    echo "$1" >&2
    exit 1
}

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c "$new_enough" 2>/dev/null; then
        python=$name
        break
    fi
done
[ -n "$python" ] ||
    refuse "Python 3.11 or newer is missing: install it, on Debian by \`apt install python3 python3-venv\`."

# A virtual environment whose Python has gone must be made anew.
if ! .venv/bin/python -c "$new_enough" 2>/dev/null; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        refuse "The venv module of $python is missing: \`apt install python3-venv\`."
    "$python" -m venv --clear .venv
fi

# A system account has no home to keep downloads in.
[ -w "${HOME:-/nowhere}" ] || export UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1

# The lock pins uv by its hash as well, so the installer is checked like the rest.
awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock > .venv/uv.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --no-deps -r .venv/uv.lock
# A person's own environment may be active; this one is meant.
unset VIRTUAL_ENV
uv() { .venv/bin/uv pip "$@" --python .venv/bin/python; }
# Compiled once here, or each start of a process would compile it all again.
uv install --compile-bytecode --require-hashes --no-deps -r requirements.lock
uv install --quiet --no-deps -e .
# Without the instruments the built-in synthesiser plays, so this may fail.
.venv/bin/musicgenerator setup || true
