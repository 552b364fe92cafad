# A sweep of 18 points, and how its tables are compared. To be sourced.
# shellcheck shell=bash

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# What CTest lists as skipped (SKIP_RETURN_CODE).
skip() {
  echo "SKIPPED: $*"
  exit 77
}

# make_folder ENGRAM: makes $folder, with run.json and sweep.json, and in it $engram, a copy with its energy
# tables: root gives the folder to nobody, who may have no way into the checkout.
make_folder() {
  folder=$(mktemp -d)
  engram=$folder/bin/engram
  mkdir "$folder/bin" "$folder/data"
  cp "$1" "$engram"
  cp -R "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../../../../configs/energy" "$folder/data/"
  export ENGRAM_DATA=$folder/data
  cat > "$folder/run.json" << 'JSON'
{ "name": "base", "workload": {
    "network": { "populations": [
        { "name": "in", "shape": [2], "neuron": { "model": "input" } },
        { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
      "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
        "weights": { "values": [2, 1, 4, 3] } } ] },
    "input": { "regular": { "interval": 1 }, "timesteps": 3 } } }
JSON
  cat > "$folder/sweep.json" << 'JSON'
{ "name": "s", "base": "run.json",
  "axes": { "/chip/core/synapse_memory/encoding": ["crossbar", "index", "bitmap"],
            "/compression/quantize/bits": [2, 4, 8], "/workload/input/timesteps": [2, 3] },
  "columns": ["energy_per_sample_pj", "synaptic_operations_per_sample", "stored_bits"],
  "objectives": { "stored_bits": "least", "energy_per_sample_pj": "least" } }
JSON
  if [[ $(id -u) -eq 0 ]]; then chown -R nobody:nogroup "$folder"; fi
}

# same_tables A B: every table of one is in the other, byte for byte.
same_tables() {
  local table count=0
  for table in "$1"/*.csv; do
    cmp "$table" "$2/$(basename "$table")" || fail "$(basename "$table") differs"
    count=$((count + 1))
  done
  [[ $count -ge 2 && -s $1/sweep.csv ]] || fail "no tables in $1"
  [[ -e $2/sweep.db ]] || fail "no sweep.db in $2"
}
