#!/usr/bin/env bash
# The base install alone: start, make a register, keep a source, read it without a model, find the case.
set -euo pipefail
bin=$(realpath "$1")
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
"$bin/habeas" --help >/dev/null
"$bin/habeas" init >/dev/null
printf 'Person Alphason was arrested on 3 May 2021 in Minsk.\n' >note.txt
"$bin/habeas" add note.txt --publisher "A paper" >/dev/null
"$bin/habeas" read note.txt >/dev/null
"$bin/habeas" verify >/dev/null
echo "bare: the base install starts, keeps and reads a source"
