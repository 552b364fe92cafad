#!/usr/bin/env bash
# Trains the network of every width from three seeds into results/retention: a folder each, BITS_SEED. What is there
# already is left alone, so that a broken-off study goes on where it was.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$here/../../../..
engram=${ENGRAM:-$root/build/release/engram}
results=$root/results/retention
mkdir -p "$results"

for seed in 1 2 3; do
  for bits in 2 4 6 3 5; do
    folder=$results/${bits}_$seed
    if [[ -e $folder/summary.json ]]; then continue; fi
    echo "$bits bits, seed $seed"
    "$engram" train "$here/training.json" --quiet --out "$folder" --set "/seed=$seed" \
      --set "/training/quantize={\"default\": {\"kind\": \"wage\", \"bits\": $bits}}"
  done
done
