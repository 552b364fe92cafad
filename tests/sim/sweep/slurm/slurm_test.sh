#!/usr/bin/env bash
# A sweep as a Slurm job array of 8 shards on localhost, merged, against the same sweep undisturbed.
# usage: slurm_test.sh ENGRAM
set -euo pipefail
here=$(dirname -- "$(readlink -f -- "$0")")
source "$here/localhost.sh"
source "$here/small_sweep.sh"

for program in slurmctld slurmd sbatch squeue sinfo scancel; do
  command -v "$program" > /dev/null || skip "no $program here (packages slurmctld slurmd slurm-client)"
done
make_folder "$1"
trap 'stop_slurm; rm -rf "$folder"' EXIT

whole=$folder/whole results="$folder/jobs of nobody's"
as_user "$engram" sweep "$folder/sweep.json" --out "$whole" > /dev/null

mkdir "$folder/slurm"
start_slurm "$folder/slurm"

# submit: the scripts to sbatch; waits until both jobs have ended.
submit() {
  as_user sh "$results/submit.sh"
  until_true 70 no_jobs_left || fail "the jobs did not end: $(squeue 2>&1)"
}

as_user "$engram" sweep "$folder/sweep.json" --slurm 8 --jobs 2 --out "$results" --sbatch time=10 \
  --sbatch partition=local
submit
same_tables "$whole" "$results"
[[ $(grep -l '3 points\|2 points\|1 points' "$results"/shard-*.log | wc -l) -eq 8 ]] || fail "not 8 tasks"

# What is there is not run again; what is lost is.
rm "$results/sweep.db" "$results"/*.csv "$results/shard-3-of-8.db"
submit
same_tables "$whole" "$results"
[[ $(grep -l 'were there already' "$results"/shard-*.log | wc -l) -eq 7 ]] || fail "not 7 resumed"

# A shard that fails keeps the merge from running, and from waiting for ever.
rm "$results/sweep.db" "$results"/*.csv
echo 'not a database' > "$results/shard-5-of-8.db"
submit
[[ ! -e $results/sweep.db ]] || fail "merged although a shard failed"
grep -q 'shard-5-of-8.db: file is not a database' "$results/shard-5.log" || fail "no reason given"
echo "a Slurm array of 8 shards merges to the same tables"
