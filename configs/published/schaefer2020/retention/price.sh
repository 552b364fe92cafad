#!/usr/bin/env bash
# Prices one training iteration of every trained network (train.sh) in three encodings: retention.csv. Energy is that
# of the study: weight memory, metadata memory and controllers, forward, backward and update.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$here/../../../..
engram=${ENGRAM:-$root/build/release/engram}
results=$root/results/retention

# value FILE KEY [NUMBER]: the first, or so-manieth, value of a key in a JSON file of a line a key.
value() { awk -F'[:,]' -v key="\"$2\"" -v n="${3:-1}" '$1 ~ key && --n == 0 { gsub(/ /, "", $2); print $2 }' "$1"; }

energy_uj() {
  awk -F'[:,]' '/"energy_by_part_pj"/ { inside = 1 }
    inside && /"(controller|weight_memory|metadata_memory)"/ { sum += $2 }
    inside && /}/ { printf "%.4f\n", sum * 1e-6; exit }' "$1"
}

# Sparsity comes first of the network, then of each projection.
{
  echo "bits,seed,encoding,distance,distance_in_float,density1,density2,iteration_uj"
  for bits in 2 3 4 5 6; do
    for seed in 1 2 3; do
      summary=$results/${bits}_$seed/summary.json
      for encoding in crossbar bitmap index; do
        run=$results/priced/${bits}_${seed}_$encoding
        "$engram" run "$here/iteration.json" --quiet --out "$run" \
          --set "/workload/network/nir=$results/${bits}_$seed/network.nir" \
          --set "/chip/core/synapse_memory/encoding=$encoding"
        awk -v OFS=, -v b="$bits" -v s="$seed" -v e="$encoding" -v t="$(value "$summary" loss)" \
          -v d="$(value "$summary" van_rossum_distance)" -v z1="$(value "$summary" sparsity 2)" \
          -v z2="$(value "$summary" sparsity 3)" -v u="$(energy_uj "$run/stats.json")" \
          'BEGIN { print b, s, e, sprintf("%.1f", t), sprintf("%.1f", d), sprintf("%.4f", 1 - z1), sprintf("%.4f", 1 - z2), u }'
      done
    done
  done
} > "$here/retention.csv"
