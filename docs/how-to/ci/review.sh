#!/bin/sh
# Plan, review, comment, gate: the review in any CI system that can run a shell.
# Needs ENVIRONMENT, a synthesized cdktf.out, KUBE_CONFIG_PATH, and the variables that `plimsoll comment` names.
set -eu
code=0
npm run --silent review -- --environment "$ENVIRONMENT" --skip-synth --read-only --limit 65000 \
  --out review.md --out review.json --out review.xml 2> plan-error.txt || code=$?
cat plan-error.txt >&2
if [ -s review.md ]; then
  npx plimsoll comment --environment "$ENVIRONMENT" --review review.md "$@"
else
  npx plimsoll comment --environment "$ENVIRONMENT" --error plan-error.txt "$@"
fi
case "$code" in
  0 | 2) exit 0 ;;
  3) echo 'The release is blocked by policy; the comment says why.' >&2; exit 1 ;;
  *) echo 'There is no complete review; the comment says why.' >&2; exit 1 ;;
esac
