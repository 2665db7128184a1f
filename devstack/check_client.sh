#!/bin/sh
# Refuse a web app that was written for another API than the gateway has now.
set -eu
cd "$(dirname "$0")/.."

PATH="$PWD/.venv/bin:$PATH"
export PATH
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

python -m services.gateway.openapi > "$made/openapi.json"
(cd frontend && npm exec --no -- openapi-typescript "$made/openapi.json" \
    --output "$made/schema.d.ts") > "$made/said" 2>&1 || {
    cat "$made/said" >&2
    exit 1
}
for name in openapi.json schema.d.ts; do
    cmp -s "$made/$name" "frontend/src/api/$name" || {
        echo "frontend/src/api/$name is not what the API is now: run \`make client\`." >&2
        exit 1
    }
done
