#!/bin/sh
# Build the web app beside the old one, then swap: a running gateway never sees half of it.
set -eu
cd "$(dirname "$0")/../frontend"

PATH="$PWD/../.venv/bin:$PATH"
export PATH

echo "Building the web app…"
rm -rf dist.next dist.last
npm run --silent build -- --outDir dist.next --emptyOutDir --logLevel warn
touch dist.next/.ready
[ ! -e dist ] || mv dist dist.last
mv dist.next dist
rm -rf dist.last
