#!/bin/sh
# Plan, review, gate: the review in any CI system that can run a shell. What it finds lies in the folder REVIEWED
# (`reviewed` by default), for comment.sh to post from a job of its own: what a pull request makes Terraform run starts
# here, and should meet no token that writes. Run it in the base branch's checkout.
# Needs ENVIRONMENT, KUBE_CONFIG_PATH, a synthesized cdktf.out, and in PROPOSED the folder with the pull request's files,
# whose policy is compared with the one here and never run.
set -eu
reviewed=${REVIEWED:-reviewed}
mkdir -p "$reviewed"
rm -f "$reviewed/review.md"
code=0
policy=$(sh docs/how-to/ci/proposed-policy.sh "$PROPOSED" 2> "$reviewed/plan-error.txt") || code=1
if [ "$code" -eq 0 ]; then
  npm run --silent review -- --environment "$ENVIRONMENT" --skip-synth --read-only --limit 65000 \
    ${policy:+--proposed-config "$policy"} \
    --out "$reviewed/review.md" --out "$reviewed/review.json" --out "$reviewed/review.xml" \
    2> "$reviewed/plan-error.txt" || code=$?
fi
cat "$reviewed/plan-error.txt" >&2
case "$code" in
  0 | 2) exit 0 ;;
  3) echo 'The release is blocked by policy; the comment says why.' >&2; exit 1 ;;
  *) echo 'There is no complete review; the comment says why.' >&2; exit 1 ;;
esac
