#!/usr/bin/env bash
# Real Slurm clusters for the tests: brings one up, takes it down, restarts one of its daemons. See README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work_root=${SLURM_TEST_DIR:-/tmp/slurmrest-clusters}
# Nodes host1 to hostN, one slurmd each. The jobs and nodes of zoo.ts take seven.
node_count=${SLURM_TEST_NODES:-7}
((node_count >= 5)) || { echo "cluster.sh: SLURM_TEST_NODES=$node_count: a cluster takes at least 5 nodes" >&2; exit 2; }

# shellcheck source=root.sh
source "$here/root.sh"
# shellcheck source=configuration.sh
source "$here/configuration.sh"

usage() {
  cat >&2 <<EOF
Usage: cluster.sh up <version> [slurm.conf line...]   bring a cluster up (a running one is taken down first)
       cluster.sh down <version>|all                  take it down
       cluster.sh stop|kill|start <version> <daemon>  munged, mariadbd, slurmdbd, slurmctld, slurmctld-backup, slurmd-host1…, slurmrestd
       cluster.sh packages <version>...               only fetch and install what the clusters need
       cluster.sh status                              the clusters that are up
Versions: ${!codenames[*]}
EOF
  exit 2
}

die() {
  echo "cluster.sh: $*" >&2
  exit 1
}

# Everything that differs between the clusters: folders and ports. Ports stay below Linux' ephemeral range.
select_cluster() {
  version=$1
  [[ -n ${codenames[$version]:-} ]] || die "there is no cluster $version; known are: ${!codenames[*]}"
  cluster=$work_root/$version
  root=$(root_of "$version")
  local base=$((10#${version%%.*} * 1000))
  slurmctld_port=$((base + 817))
  slurmdbd_port=$((base + 819))
  slurmrestd_port=$((base + 820))
  mariadb_port=$((base + 306))
  slurmd_port=$((base + 900))
}

# inside <user>: sets `prefix` to the words that run a command in the cluster's Debian as that user.
inside() {
  prefix=(chroot "$root" setpriv --reuid "$1" --regid "$1" --init-groups
    env SLURM_TEST_DAEMON="$cluster" SLURM_CONF="$cluster/etc/slurm.conf" PATH=/usr/sbin:/usr/bin:/sbin:/bin)
}

# on_host <name> <run>: what runs by `prefix` sees a host of that name with /run/slurmctld in that folder, so that two
# controllers have room on one machine.
on_host() {
  install -d -o slurm "$2" "${root%/}/run/slurmctld"
  # shellcheck disable=SC2016 # the inner shell fills these in
  prefix=(unshare --uts --mount sh -c
    'mount --bind "$1/etc/hosts" "$2/etc/hosts" && mount --bind "$3" "$2/run/slurmctld" && hostname "$4" && shift 4 && exec "$@"'
    sh "$cluster" "${root%/}" "$2" "$1" "${prefix[@]}")
}

# in_root <user> <command...>
in_root() {
  inside "$1"
  "${prefix[@]}" "${@:2}"
}

is_running() {
  local pid
  pid=$(cat "$cluster/run/$1.pid" 2>/dev/null) && kill -0 "$pid" 2>/dev/null
}

# launch <daemon> <command...>: in the background and in its own session, with a log and a pid file.
launched=
launch() {
  local daemon=$1
  shift
  setsid "$@" >>"$cluster/log/$daemon.log" 2>&1 </dev/null &
  echo $! >"$cluster/run/$daemon.pid"
  launched=$daemon
}

# wait_until <seconds> <what> <command...>
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) && { [[ -z $launched ]] || is_running "$launched"; } || die "$version: $what, see $cluster/log"
    sleep 0.1
  done
}

# port_is_open <port> [address]
port_is_open() { (: <"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null; }

all_nodes_idle() {
  [[ $(in_root root sinfo --noheader --Node --partition=debug --states=idle --format=%N | wc -l) -eq $node_count ]]
}

start_daemon() {
  local daemon=$1
  is_running "$daemon" && die "$version: $daemon is running already"
  # munged, MariaDB and the clients of both meet on sockets inside the work folder, which every root sees.
  case $daemon in
    munged)
      launch munged setpriv --reuid munge --regid munge --clear-groups munged --foreground \
        --socket "$cluster/run/munge.socket" --key-file "$cluster/etc/munge.key" --num-threads 4 \
        --pid-file "$cluster/run/munged.own.pid" --seed-file "$cluster/run/munged.seed" \
        --log-file "$cluster/log/munged.own.log"
      wait_until 180 "munged does not answer" munge --no-input --socket "$cluster/run/munge.socket"
      ;;
    mariadbd)
      launch mariadbd mariadbd --no-defaults --user=slurm --datadir="$cluster/db" --socket="$cluster/run/mariadb.sock" \
        --bind-address=127.0.0.1 --port="$mariadb_port" --pid-file="$cluster/run/mariadbd.own.pid" \
        --init-file="$cluster/etc/grants.sql" --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-log-file-size=16M
      wait_until 180 "MariaDB does not listen" port_is_open "$mariadb_port"
      ;;
    slurmdbd)
      inside slurm
      launch slurmdbd "${prefix[@]}" slurmdbd -D
      wait_until 180 "slurmdbd does not listen" port_is_open "$slurmdbd_port"
      ;;
    slurmctld)
      inside slurm
      on_host "$(hostname -s)" "${root%/}/run/slurmctld"
      launch slurmctld "${prefix[@]}" slurmctld -D
      wait_until 180 "slurmctld does not answer" in_root root scontrol ping
      ;;
    slurmctld-backup)
      inside slurm
      on_host backup "$cluster/run/backup"
      launch slurmctld-backup "${prefix[@]}" slurmctld -D
      wait_until 180 "the backup does not listen" port_is_open "$slurmctld_port" 127.0.0.2
      ;;
    slurmd-host*)
      inside root
      launch "$daemon" "${prefix[@]}" slurmd -D -N "${daemon#slurmd-}"
      ;;
    slurmrestd)
      inside slurmrest
      launch slurmrestd "${prefix[@]}" SLURM_JWT=daemon slurmrestd -a rest_auth/jwt "127.0.0.1:$slurmrestd_port"
      wait_until 180 "slurmrestd does not listen" port_is_open "$slurmrestd_port"
      ;;
    *) usage ;;
  esac
}

# end_daemon <daemon> <signal>: sends the signal and waits until the process is gone.
end_daemon() {
  local pid_file=$cluster/run/$1.pid pid tries=0
  pid=$(cat "$pid_file" 2>/dev/null) || return 0
  kill -s "$2" "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    ((++tries < 100)) || kill -s KILL "$pid" 2>/dev/null || true
    sleep 0.1
  done
  rm -f "$pid_file"
}

daemons=(munged mariadbd slurmdbd slurmctld)
for ((i = 1; i <= node_count; i++)); do daemons+=("slurmd-host$i"); done
daemons+=(slurmrestd)

up() {
  select_cluster "$1"
  shift
  [[ $(id -u) -eq 0 ]] || die "a cluster starts jobs as several users and has to be brought up by root"
  install_packages "$version"
  down
  # A cluster of the same release in another work folder would share ports and root with this one.
  port_is_open "$slurmctld_port" && die "something listens on port $slurmctld_port already"
  add_users
  make_folders
  mount_root
  write_configuration "$@"
  local daemon
  for daemon in "${daemons[@]}"; do
    start_daemon "$daemon"
    # slurmctld must find its cluster registered, or it takes an id of its own and refuses slurmdbd later.
    if [[ $daemon == slurmdbd ]]; then register_accounts; fi
  done
  wait_until 180 "not all nodes came up" all_nodes_idle
  # Its first state is written now, not after five minutes: one that was killed before that does not start again.
  end_daemon slurmctld TERM
  start_daemon slurmctld
  wait_until 180 "not all nodes came back" all_nodes_idle
  write_environment
  echo "Slurm $version is up: source $cluster/env"
}

down() {
  [[ -d $cluster ]] || return 0
  local pids=() pid_file
  for pid_file in "$cluster"/run/*.pid; do
    case $pid_file in *.own.pid) continue ;; esac
    [[ -s $pid_file ]] && pids+=("$(cat "$pid_file")")
  done
  mapfile -t pids < <(with_descendants "${pids[@]}" $(step_daemons))
  # Nothing of the state is kept, so there is nothing to shut down in order.
  if ((${#pids[@]})); then kill -s KILL "${pids[@]}" 2>/dev/null || true; fi
  unmount_all
  rm -rf --one-file-system "$cluster" "${root%/}/run/slurmctld"
}

# A slurmstepd leaves the process tree of the slurmd that started it, but keeps its environment.
step_daemons() {
  local environ
  for environ in $(pgrep slurmstepd); do
    grep -qzF "SLURM_TEST_DAEMON=$cluster" "/proc/$environ/environ" 2>/dev/null && echo "$environ"
  done
  return 0
}

# with_descendants <pid>...: prints these processes and all that descend from them.
with_descendants() {
  local pid
  for pid in "$@"; do
    echo "$pid"
    mapfile -t children < <(pgrep -P "$pid")
    with_descendants "${children[@]}"
  done
}

status() {
  local folder
  for folder in "$work_root"/*/env; do
    [[ -e $folder ]] && echo "$(basename "$(dirname "$folder")"): source $folder"
  done
  return 0
}

case ${1:-} in
  up) (($# >= 2)) || usage; up "${@:2}" ;;
  down)
    (($# == 2)) || usage
    if [[ $2 == all ]]; then versions=("${!codenames[@]}"); else versions=("$2"); fi
    for each in "${versions[@]}"; do select_cluster "$each"; down; done
    ;;
  start) (($# == 3)) || usage; select_cluster "$2"; start_daemon "$3" ;;
  stop) (($# == 3)) || usage; select_cluster "$2"; end_daemon "$3" TERM ;;
  kill) (($# == 3)) || usage; select_cluster "$2"; end_daemon "$3" KILL ;;
  packages) (($# >= 2)) || usage; install_packages "${@:2}" ;;
  status) status ;;
  *) usage ;;
esac
