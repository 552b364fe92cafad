#!/usr/bin/env bash
# Instructions of three fixed runs under Callgrind, held against the committed ones: unlike times they
# repeat exactly, so a slower program shows on any machine.
# usage: instruction_counts.sh check PROGRAM            fails where a run takes 3 % more or fewer
#        instruction_counts.sh renew PROGRAM REASON     writes instruction_counts.txt anew
set -euo pipefail
shopt -s inherit_errexit
readonly baseline=instruction_counts.txt runs=../../configs/runs tolerance_percent=3

command -v valgrind > /dev/null || { echo "no valgrind here: skipped"; exit 77; }
how=${1:?} program=$(readlink -f -- "${2:?}")
CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# count CONFIG [ARGS]: instructions of that run.
count() {
  local config=$1
  shift
  valgrind --tool=callgrind --callgrind-out-file="$work/profile" "$program" run --quiet \
    --out "$work/results" "$runs/$config" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  awk '$1 == "summary:" || $1 == "totals:" { print $2; exit }' "$work/profile"
}

measure() {
  local dense sparse convolution  # a failure inside $(...) ends the script only in an assignment
  dense=$(count demo_retention.json)
  sparse=$(count demo_retention.json --set /chip/core/synapse_memory/encoding=index)
  convolution=$(count demo_convolution.json)
  printf 'dense %s\nsparse %s\nconvolution %s\n' "$dense" "$sparse" "$convolution"
}

case $how in
  renew)
    reason=${3:?a reason: why the counts may change}
    measured=$(measure)
    { echo "# $reason"; echo "$measured"; } > "$baseline"
    cat "$baseline"
    ;;
  check)
    [[ -e $baseline ]] || { echo "no counts are kept yet: renew writes them"; exit 77; }
    measure | awk -v tolerance="$tolerance_percent" -v baseline="$baseline" '
      BEGIN { while ((getline line < baseline) > 0) { split(line, field, " "); kept[field[1]] = field[2] } }
      {
        change = 100 * ($2 - kept[$1]) / kept[$1]
        printf "%s: %.0f instructions, kept %.0f, %+.2f %%\n", $1, $2, kept[$1], change
        if (change > tolerance || change < -tolerance) failed = 1
      }
      END {
        if (failed) print "meant: tests/benchmark/instruction_counts.sh renew PROGRAM REASON, and commit"
        exit failed
      }'
    ;;
  *) echo "usage: instruction_counts.sh check|renew PROGRAM [REASON]" >&2; exit 2 ;;
esac
