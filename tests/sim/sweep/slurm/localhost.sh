# Slurm on this machine alone, for an ordinary user: no root, no service, no munge, no cgroup.
# To be sourced:
#
#   source localhost.sh
#   start_slurm FOLDER     # an empty folder, for its config, state and logs; sets SLURM_CONF
#   as_user sbatch ...     # jobs run as whoever runs slurmd
#   stop_slurm
#
# Root gives the daemons and the jobs to `nobody`; anyone else runs them himself.
# shellcheck shell=bash

slurm_processors=16 # more than there may be: what is tested is the order of jobs, not their speed

run_as=(env)
if [[ $(id -u) -eq 0 ]]; then
  run_as=(setpriv --reuid nobody --regid nogroup --clear-groups --)
fi

# as_user COMMAND...: as the user that Slurm runs as.
as_user() {
  "${run_as[@]}" "$@"
}

# Prints a port that nobody listens on, below those that outgoing connections are given.
free_port() {
  local port
  while port=$((10000 + RANDOM % 20000)) && (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

# slurm_config FOLDER: a cluster of one node, this machine.
slurm_config() {
  local folder=$1 host user
  host=$(hostname -s)
  user=$(as_user id -u)
  cat << CONF
ClusterName=localhost
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)

# The daemons run as the user whose jobs they start. Nobody is asked who he is.
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/none
CredType=cred/none

# Processes are followed through /proc and bound to nothing: no cgroup, no MPI, no accounting.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true

# All state in one folder.
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log

# Jobs share the node by processors, start at once, and the node may come late.
SelectType=select/cons_res
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
ReturnToService=2
SlurmdParameters=config_overrides
NodeName=$host NodeAddr=127.0.0.1 CPUs=$slurm_processors
PartitionName=local Nodes=ALL Default=YES State=UP MaxTime=INFINITE
CONF
}

# until_true SECONDS COMMAND...: waits for the command to succeed; fails where it does not in time.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.2
  done
}

node_is_idle() {
  [[ $(sinfo --noheader --format=%T 2> /dev/null) == idle ]]
}

no_jobs_left() {
  local jobs
  jobs=$(squeue --noheader 2> /dev/null) && [[ -z $jobs ]]
}

# start_slurm FOLDER: both daemons in the foreground of the background, until the node is idle.
start_slurm() {
  local folder=$1
  mkdir "$folder/state" "$folder/spool"
  slurm_config "$folder" > "$folder/slurm.conf"
  [[ $(id -u) -ne 0 ]] || chown -R nobody:nogroup "$folder"
  export SLURM_CONF=$folder/slurm.conf
  "${run_as[@]}" slurmctld -D -f "$SLURM_CONF" > /dev/null 2>&1 & # no function: $! is the daemon
  slurm_daemons=($!)
  "${run_as[@]}" slurmd -D -N "$(hostname -s)" -f "$SLURM_CONF" > /dev/null 2>&1 &
  slurm_daemons+=($!)
  until_true 60 node_is_idle && return
  echo "Slurm did not start:" >&2
  tail -n 20 "$folder"/slurmctld.log "$folder"/slurmd.log >&2
  return 1
}

# Ends the jobs that are left, then the daemons: by request, after ten seconds by force.
stop_slurm() {
  [[ -n ${slurm_daemons[*]-} ]] || return 0
  no_jobs_left || as_user timeout 10 scancel --user="$(as_user id -u)" || true
  kill "${slurm_daemons[@]}" 2> /dev/null || true
  (sleep 10 && kill -9 "${slurm_daemons[@]}") 2> /dev/null &
  local force=$!
  wait "${slurm_daemons[@]}" 2> /dev/null || true
  kill "$force" 2> /dev/null || true
  slurm_daemons=()
}
