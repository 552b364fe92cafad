#!/bin/bash
# How much a sweep saves by simulating each workload once (sim/price): the convolutional network on
# N-MNIST, 400 points beside one run for each of their 25 workloads; then 10,000 points of one.
#   tests/benchmark/sweep_prices.sh [ENGRAM [SAMPLES [JOBS]]]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
engram=$(realpath "${1:-$root/build/release/engram}")
samples=${2:-10}
jobs=${3:-2}
data=${ENGRAM_REFERENCE_DIR:-$root/../shared/reference}/real
[[ -e $data/nir/cnn_sinabs.nir ]] || { echo "reference data not found at $data"; exit 3; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > run.json <<JSON
{ "name": "nmnist",
  "workload": {
    "network": { "nir": "$data/nir/cnn_sinabs.nir", "dynamics": "sinabs", "dt_us": 1000 },
    "input": { "events": "$data/nmnist", "format": "nmnist", "limit": $samples,
               "labels": "$data/nmnist/test100_labels.txt", "timestep_us": 1000, "timesteps": 300 } },
  "compression": { "prune": { "method": "magnitude", "sparsity": 0 },
                   "quantize": { "format": "uniform", "bits": 8 } },
  "chip": { "clock_mhz": 100, "mesh": [8, 8],
            "core": { "neurons": 1024, "synapse_memory_kib": 512, "lanes": 4,
                      "synapse_memory": { "encoding": "bitmap", "word_bits": 64 } } },
  "energy": { "table": "ihp-sg13g2-130nm" } }
JSON

workloads='"/compression/quantize/bits": [2, 3, 4, 6, 8],
           "/compression/prune/sparsity": [0, 0.25, 0.5, 0.75, 0.9]'
columns='"columns": ["accuracy", "energy_per_sample_pj", "latency_us", "area_um2"]'

cat > workloads.json <<JSON
{ "name": "workloads", "base": "run.json", "axes": { $workloads }, $columns }
JSON
cat > points.json <<JSON
{ "name": "points", "base": "run.json",
  "axes": { $workloads,
    "/chip/core/synapse_memory/encoding": ["index", "bitmap", "run_length", "functional"],
    "organisation": [
      { "name": "64 packed", "sets": [] },
      { "name": "32 packed, 4 banks", "sets": ["/chip/core/synapse_memory/word_bits=32",
                                               "/chip/core/synapse_memory/banks=4"] },
      { "name": "64 aligned", "sets": ["/chip/core/synapse_memory/rows=aligned"] },
      { "name": "one memory", "sets": ["/chip/core/synapse_memory/macros=shared"] } ] },
  $columns }
JSON
cat > prices.json <<JSON
{ "name": "prices", "base": "run.json", "sets": ["/workload/input/limit=1"],
  "axes": { "/energy/table": ["ihp-sg13g2-130nm", "cacti-45nm-hp"],
    "/chip/clock_mhz": { "from": 1, "to": 50, "step": 1 },
    "/chip/core/synapse_memory/word_bits": [16, 32, 64, 128, 256],
    "/chip/core/synapse_memory/rows": ["packed", "aligned"],
    "/chip/core/synapse_memory/banks": [1, 2, 4, 8, 16],
    "/chip/core/synapse_memory/macros": ["separate", "shared"] },
  $columns }
JSON

# Runs a sweep. Its report goes to the screen; to $took wall time and processor time, of which the
# second depends less on what else the machine does.
seconds() {
  local TIMEFORMAT='%R %U %S'
  { time "$engram" sweep "$1.json" --out "$1" --jobs "$jobs" >&3; } 2> time 3>&1
  took=$(awk '{ printf "%.2f %.2f", $1, $2 + $3 }' time)
}

seconds workloads; simulated=$took
seconds points; priced=$took
seconds prices; many=$took
echo
awk -v runs="$simulated" -v points="$priced" -v many="$many" 'BEGIN {
  split(runs, r); split(points, p); split(many, m)
  print "                              wall s   processor s"
  printf "25 runs, one a workload:      %6.2f   %6.2f\n", r[1], r[2]
  printf "400 points of these:          %6.2f   %6.2f\n", p[1], p[2]
  printf "ratio:                        %6.2f   %6.2f\n", p[1] / r[1], p[2] / r[2]
  printf "10,000 points of a workload:  %6.2f   %6.2f\n", m[1], m[2] }'
