# Users, folders and files of one cluster. Sourced by cluster.sh, whose select_cluster has set the variables.

# shellcheck shell=bash
# Two ordinary users to run jobs, the one slurmrestd runs as, and SlurmUser. Created where this machine does not have them.
declare -A user_ids=([alice]=6101 [bob]=6102 [slurmrest]=6103 [slurm]=64030)

add_users() {
  local user
  for user in "${!user_ids[@]}"; do
    id "$user" >/dev/null 2>&1 || useradd --uid "${user_ids[$user]}" --user-group --create-home --shell /bin/bash "$user"
  done
  [[ $root == / ]] && return 0
  # The cluster's Debian has to know the same users by the same numbers.
  cp /etc/{passwd,group,hosts} "$root/etc/"
  for user in "${!user_ids[@]}"; do
    mkdir -p "$root/home/$user"
    chown "$user:" "$root/home/$user"
  done
  cp /etc/hosts "$root/etc/hosts"
}

make_folders() {
  mkdir -p "$cluster"
  # Slurm and MariaDB sync to disk all the time, which other work on the machine can make take seconds.
  mount -t tmpfs -o size=2g,mode=755 "slurm-$version" "$cluster" 2>/dev/null || true
  mkdir -p "$cluster"/{etc,log,run,state,spool,db,bin,jobs}
  chmod 755 "$work_root" "$cluster"
  chmod 1777 "$cluster/jobs"
  chown slurm: "$cluster/state" "$cluster/db" "$cluster/log"
  chmod 1777 "$cluster/run"
}

mount_root() {
  [[ $root == / ]] && return 0
  local folder
  for folder in proc sys dev; do
    mountpoint -q "$root/$folder" || mount --rbind "/$folder" "$root/$folder"
    mount --make-rslave "$root/$folder"
  done
  # Same path inside and outside, so that slurm.conf means the same to both.
  mkdir -p "$root$cluster"
  mount --bind "$cluster" "$root$cluster"
}

unmount_all() {
  local folder mounts=("$cluster")
  if [[ $root != / ]]; then mounts=("$root$cluster" "$root"/{proc,sys,dev} "$cluster"); fi
  for folder in "${mounts[@]}"; do
    while mountpoint -q "$folder"; do umount --recursive --lazy "$folder" || break; done
  done
}

# write_configuration [slurm.conf line...]
write_configuration() {
  local host etc=$cluster/etc
  host=$(hostname -s)
  local last=host$node_count fast_nodes="host[1-3]" slow_nodes="host[4-$node_count]"
  head -c 128 /dev/urandom >"$etc/munge.key"
  head -c 32 /dev/urandom >"$etc/jwt_hs256.key"
  # Where a controller that binds to its own address alone finds it (CommunicationParameters=NoCtldInAddrAny).
  printf '%s\n' "127.0.0.1 $host localhost" "127.0.0.2 backup" >"$etc/hosts"
  chown munge: "$etc/munge.key"
  chown slurm: "$etc/jwt_hs256.key"
  chmod 400 "$etc/munge.key" "$etc/jwt_hs256.key"

  cat >"$etc/slurm.conf" <<EOF
ClusterName=linux
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$slurmctld_port
SlurmUser=slurm
AuthType=auth/munge
AuthInfo=socket=$cluster/run/munge.socket
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$etc/jwt_hs256.key
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool/%n
SlurmctldPidFile=/run/slurmctld/slurmctld.pid
SlurmdPidFile=$cluster/run/slurmd-%n.own.pid
SlurmctldDebug=verbose
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
PriorityType=priority/multifactor
PriorityWeightAge=1000
PriorityWeightJobSize=1000
SchedulerParameters=bf_interval=15,bf_max_job_test=1000,default_queue_depth=1000
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$slurmdbd_port
AccountingStoragePass=$cluster/run/munge.socket
AccountingStorageTRES=gres/gpu
MailProg=/bin/true
MpiDefault=none
AllowSpecResourcesUsage=YES
KillWait=2
MessageTimeout=60
MinJobAge=3600
MaxJobCount=40000
MaxArraySize=10001
ReturnToService=2
SlurmdTimeout=600
UnkillableStepTimeout=60
DefMemPerCPU=100
Licenses=matlab:10,ansys:4
GresTypes=gpu
NodeName=$fast_nodes NodeHostname=$host NodeAddr=127.0.0.1 Port=[$((slurmd_port + 1))-$((slurmd_port + 3))] Sockets=2 CoresPerSocket=8 RealMemory=16000 Gres=gpu:2 Feature=fast,ssd Weight=10
NodeName=$slow_nodes NodeHostname=$host NodeAddr=127.0.0.1 Port=[$((slurmd_port + 4))-$((slurmd_port + node_count))] Sockets=2 CoresPerSocket=2 ThreadsPerCore=2 RealMemory=8000 TmpDisk=100 Feature=slow Weight=20
PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE State=UP
PartitionName=short Nodes=$fast_nodes DefaultTime=10 MaxTime=60 PriorityTier=10 PriorityJobFactor=5 OverSubscribe=FORCE:2 MaxNodes=2 GraceTime=30 AllowAccounts=test
PartitionName=hidden Nodes=$slow_nodes Hidden=YES DefMemPerNode=1000 MaxMemPerNode=4000 DenyAccounts=other AllowGroups=root,alice MinNodes=1 ExclusiveUser=YES TRESBillingWeights=CPU=1.0,Mem=0.25G
PartitionName=down Nodes=$last State=DOWN Alternate=debug LLN=YES MaxCPUsPerNode=4 OverTimeLimit=5
$(printf '%s\n' "$@")
EOF
  # Slurm reads these two beside slurm.conf; without cgroup.conf slurmd of 24.11 and later wants systemd's cgroups.
  # slurmd insists on device files.
  ln -s /dev/zero "$etc/gpu0"
  ln -s /dev/null "$etc/gpu1"
  echo "NodeName=$fast_nodes Name=gpu File=$etc/gpu[0-1]" >"$etc/gres.conf"
  if [[ $version != 22.05 ]]; then echo "CgroupPlugin=disabled" >"$etc/cgroup.conf"; fi

  cat >"$etc/slurmdbd.conf" <<EOF
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$slurmdbd_port
SlurmUser=slurm
AuthType=auth/munge
AuthInfo=socket=$cluster/run/munge.socket
AuthAltTypes=auth/jwt
AuthAltParameters=jwt_key=$etc/jwt_hs256.key
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$mariadb_port
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct_db
LogFile=$cluster/log/slurmdbd.own.log
PidFile=$cluster/run/slurmdbd.own.pid
EOF
  chown slurm: "$etc/slurmdbd.conf"
  chmod 600 "$etc/slurmdbd.conf"

  cat >"$etc/grants.sql" <<EOF
CREATE USER IF NOT EXISTS slurm@'127.0.0.1' IDENTIFIED BY 'slurm';
GRANT ALL ON slurm_acct_db.* TO slurm@'127.0.0.1';
EOF
  eatmydata_if_there mariadb-install-db --no-defaults --user=slurm --datadir="$cluster/db" \
    --auth-root-authentication-method=normal --skip-test-db >"$cluster/log/mariadb-install-db.log" 2>&1 ||
    die "mariadb-install-db failed, see $cluster/log/mariadb-install-db.log"
}

register_accounts() {
  in_root slurm sacctmgr --immediate add cluster linux
  in_root slurm sacctmgr --immediate add account test,other Description=tests Organization=tests
  in_root slurm sacctmgr --immediate add user root,alice,bob,slurmrest Account=test
} >>"$cluster/log/sacctmgr.log" 2>&1

# Slurm's commands for this cluster, to be found first on PATH: `SLURM_TEST_USER=alice sbatch …` runs one as alice.
write_environment() {
  local name
  for name in sacctmgr salloc sbatch scancel scontrol sdiag sinfo sprio squeue sacct srun sreport sshare; do
    [[ -e ${root%/}/usr/bin/$name ]] || continue
    cat >"$cluster/bin/$name" <<EOF
#!/bin/sh
user=\${SLURM_TEST_USER:-root}
exec chroot $root setpriv --reuid "\$user" --regid "\$user" --init-groups env -C $cluster/jobs SLURM_CONF=$cluster/etc/slurm.conf TZ=UTC HOME=/home/\$user USER=\$user PATH=/usr/sbin:/usr/bin:/sbin:/bin $name "\$@"
EOF
    chmod +x "$cluster/bin/$name"
  done
  cat >"$cluster/env" <<EOF
export SLURM_TEST_VERSION=$version
export SLURM_TEST_CLUSTER=$cluster
export SLURM_TEST_ROOT=$root
export SLURM_CONF=$cluster/etc/slurm.conf
export SLURM_TEST_JWT_KEY=$cluster/etc/jwt_hs256.key
export SLURM_TEST_MUNGE_SOCKET=$cluster/run/munge.socket
export SLURM_TEST_SLURMRESTD=http://127.0.0.1:$slurmrestd_port
export PATH=$cluster/bin:\$PATH
EOF
}
