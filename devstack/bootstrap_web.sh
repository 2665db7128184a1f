#!/bin/sh
# Fetch the web app's packages as its lock names them, checked by their hashes.
set -eu
cd "$(dirname "$0")/../frontend"

PATH="$PWD/../.venv/bin:$PATH"
export PATH
# A system account has no home to keep downloads in.
if [ ! -w "${HOME:-/nowhere}" ]; then
    npm_config_cache=$(mktemp -d)
    export npm_config_cache
    trap 'rm -rf "$npm_config_cache"' EXIT
fi

echo "Fetching the web app's packages (half a minute, once)…"
if ! npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; then
    echo "The web app's packages could not be fetched: run \`make web\` again when the" >&2
    echo "network is there; \`.venv/bin/musicgenerator dev\` runs the API without it." >&2
    exit 1
fi
