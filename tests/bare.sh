#!/usr/bin/env bash
# The base install alone: start light, make a register, keep a source, read it without a model, decide, find the case.
set -euo pipefail
bin=$(realpath "$1")
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
if "$bin/python" -c 'import spacy' 2>/dev/null; then
  echo "bare: $1 is not bare: it holds an extra" >&2
  exit 1
fi
loaded=$("$bin/python" -X importtime -c 'import habeas' 2>&1 | grep -cE '\b(click|sqlalchemy|yaml|lxml|pypdf|docx)\b' || true)
if [ "$loaded" -gt 0 ]; then
  echo "bare: import habeas loads libraries" >&2
  exit 1
fi
"$bin/habeas" --help >/dev/null
"$bin/habeas" init >/dev/null
printf 'Ivan Petrov was arrested on 3 May 2021 in Minsk.\n' >note.txt
printf '<html><body><article><p>Ivan Petrov was moved to Orsha on 4 May 2021, his sister said.</p></article></body></html>' >page.html
"$bin/habeas" add note.txt --publisher "A paper" >/dev/null
"$bin/habeas" read note.txt page.html --publisher "A paper" --published 2021-05-05 >/dev/null 2>&1
claim=$("$bin/habeas" read note.txt --json 2>/dev/null | "$bin/python" -c 'import json, sys; print(json.loads(sys.stdin.readline())["id"])')
"$bin/habeas" accept "$claim" --by anna --because "read against the original" >/dev/null
"$bin/habeas" people --json | "$bin/python" -c 'import json, sys; assert json.load(sys.stdin)'
"$bin/habeas" case "Ivan Petrov" --on 2021-06-01 >/dev/null
"$bin/habeas" verify >/dev/null
echo "bare: the base install starts, keeps, reads, decides and shows a case"
