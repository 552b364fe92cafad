#!/usr/bin/env bash
# Trains every point of the study from configs/networks/mnist_conv.nir into results/quantize_and_prune: a folder a
# point, joint_BITS_PRUNING or cumulative_BITS_PRUNING. Points that are there already are left alone, so that a
# broken-off study goes on where it was.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$here/../../..
engram=${ENGRAM:-$root/build/release/engram}
results=$root/results/quantize_and_prune
epochs=3
mkdir -p "$results"

# point WAY BITS PRUNING: BITS 32 is float, PRUNING is in percent.
point() {
  local way=$1 bits=$2 pruning=$3 from=0 kind=duq sets=(--set "/training/epochs=$epochs")
  local folder=$results/${way}_${bits}_$pruning
  [[ -e $folder/summary.json ]] && return
  if [[ $way == cumulative ]]; then from=$((epochs / 2)); fi
  if [[ $bits == 2 ]]; then kind=ternary; fi
  if [[ $bits != 32 ]]; then
    sets+=(--set "/training/quantize={\"default\": {\"kind\": \"$kind\", \"bits\": $bits}}"
      --set "/training/quantize_from_epoch=$from")
  fi
  if [[ $pruning != 0 ]]; then
    sets+=(--set "/training/prune={\"method\": \"magnitude\", \"global\": true, \"sparsity\": ${pruning}e-2}")
  fi
  echo "$way, $bits bits, $pruning % pruned"
  "$engram" train "$here/fine_tune.json" --quiet --out "$folder" "${sets[@]}"
}

# First what the others are held against: quantized only, and pruned only.
for bits in 32 4 2 3 8 6; do point joint "$bits" 0; done
for pruning in 90 75 95 97.5 50; do point joint 32 "$pruning"; done
for pruning in 50 75 90 95 97.5; do
  for bits in 4 3 2 8 6; do point joint "$bits" "$pruning"; done
done
for bits in 4 2 3; do
  for pruning in 75 90 95; do point cumulative "$bits" "$pruning"; done
done
