#!/usr/bin/env bash
# Write the locks anew: exact versions with hashes, no addresses. Needs uv (pip install uv).
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
    --quiet pyproject.toml "${@:2}" -o "requirements/$1.txt"
}
lock base
lock all --extra all
lock dev --extra all --extra dev
