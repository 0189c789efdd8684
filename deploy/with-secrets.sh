#!/bin/sh
# Runs a command with secrets that are files: each file of the folder becomes the environment variable of its name.
#
#   with-secrets.sh /run/secrets /app/bin/run deliver --live
set -eu

folder=$1
shift
for file in "$folder"/*; do
  [ -f "$file" ] || continue
  # The substitution drops the line break at the end, which editors add.
  export "${file##*/}=$(cat "$file")"
done
# In the place of this shell, so that the command gets the signals.
exec "$@"
