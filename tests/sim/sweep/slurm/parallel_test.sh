#!/usr/bin/env bash
# The same sweep in 8 shards under GNU parallel, as in sim/sweep/README.md.
# usage: parallel_test.sh ENGRAM
set -euo pipefail
here=$(dirname -- "$(readlink -f -- "$0")")
source "$here/small_sweep.sh"

parallel --version 2> /dev/null | grep -q '^GNU parallel' || skip "no GNU parallel here (package parallel)"
make_folder "$1"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
engram() { "$engram" "$@"; }
export HOME=$folder engram
export -f engram
engram sweep sweep.json --out whole > /dev/null
parallel --will-cite engram sweep sweep.json --out results/s --shard {}/8 ::: 1 2 3 4 5 6 7 8
engram merge results/s/shard-*.db --out results/s
same_tables whole results/s
echo "8 shards under GNU parallel merge to the same tables"
