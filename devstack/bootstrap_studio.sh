#!/bin/sh
# Add the studio engine's packages to .venv: requirements-studio.lock, then torch.
set -eu
cd "$(dirname "$0")/.."

# A system account has no home to keep downloads in.
[ -w "${HOME:-/nowhere}" ] || export UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1
# A person's own environment may be active; this one is meant.
unset VIRTUAL_ENV
.venv/bin/uv pip install --compile-bytecode --require-hashes --no-deps \
    -r requirements-studio.lock --python .venv/bin/python
# Last, so that pip finds torch's own needs met and leaves what the lock names alone. Not in
# the lock: pip's configuration says whether this machine gets the wheel for CUDA, which
# brings NVIDIA's libraries, or the small one for the CPU.
.venv/bin/python -m pip install --disable-pip-version-check torch==2.13.0
