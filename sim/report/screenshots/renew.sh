#!/bin/sh
# Renews the pictures of sim/report/README.md with the built program.
set -eu
cd "$(dirname "$0")/../../.."
engram=build/release/engram out=build/report
rm -rf "$out"
mkdir -p "$out"
run() {
  "$engram" run configs/runs/nmnist_bitmap.json --quiet --set /fidelity=cycle --out "$out/$1" \
    --set "/chip/core/synapse_memory/encoding=$1" --set /results/spikes=true --set /results/timestep_energy=true
}
for encoding in bitmap index functional; do run "$encoding"; done
"$engram" sweep configs/sweeps/density.json --quiet --out "$out/density"
"$engram" report "$out/bitmap" -o "$out/run.html"
"$engram" report "$out/bitmap" "$out/index" "$out/functional" -o "$out/comparison.html"
"$engram" report "$out/density" -o "$out/sweep.html"
/usr/bin/python3 -B tests/browser/screenshots.py sim/report/screenshots \
  "$out/run.html" "$out/comparison.html" "$out/sweep.html"
rm sim/report/screenshots/run_dark.png sim/report/screenshots/comparison_dark.png  # one dark one is enough
