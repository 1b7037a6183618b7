#!/bin/sh
# Posts the review that lies in the folder REVIEWED (`reviewed` by default), or the error where there is none. Arguments go
# to `plimsoll comment`, whose --help names the variables that it needs besides ENVIRONMENT. Run it in the base branch's
# checkout, in a job that holds the token and neither a plan nor its credential.
set -eu
reviewed=${REVIEWED:-reviewed}
# Something that a plan started may have written it: a link could lead to the token of this job.
for file in "$reviewed" "$reviewed/review.md" "$reviewed/plan-error.txt"; do
  if [ -L "$file" ]; then
    echo "$file is a link; a review is a file." >&2
    exit 1
  fi
done
if [ -s "$reviewed/review.md" ]; then
  set -- --review "$reviewed/review.md" "$@"
else
  set -- --error "$reviewed/plan-error.txt" "$@"
fi
npx plimsoll comment --environment "$ENVIRONMENT" "$@"
