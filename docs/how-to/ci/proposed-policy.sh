#!/bin/sh
# Prints which file to give to `plimsoll review --proposed-config`. FOLDER holds the files of the pull request: they are
# read and never run. Run it in the base branch's checkout. A policy that the pull request removes is stood for by an
# empty one; where neither side has a policy, nothing is printed.
set -eu
folder=${1:?which folder holds the files of the pull request?}
policies() {
  for type in ts json yaml yml; do
    file=$1/plimsoll.config.$type
    if [ -e "$file" ] || [ -L "$file" ]; then echo "$file"; fi
  done
}
proposed=$(policies "$folder")
if [ -z "$proposed" ]; then
  [ -n "$(policies .)" ] || exit 0
  proposed=$(mktemp -d)/plimsoll.config.yaml
  : > "$proposed"
elif [ "$(echo "$proposed" | wc -l)" -gt 1 ]; then
  echo 'The pull request proposes two policies; keep one of them.' >&2
  exit 1
elif [ -L "$proposed" ] || ! [ -f "$proposed" ]; then
  # A link could lead to a credential of this job, and a mistake in a policy is printed with its value.
  echo 'The policy that the pull request proposes is no plain file.' >&2
  exit 1
fi
echo "$proposed"
