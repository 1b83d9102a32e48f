# Where each Slurm release comes from: the Debian that carries it, as packages of this machine where that is the
# Debian it runs, else as a root folder made by mmdebstrap. Sourced by cluster.sh.

# shellcheck shell=bash
declare -A codenames=([22.05]=bookworm [24.11]=trixie [26.05]=forky)

roots=${SLURM_TEST_ROOTS:-/var/cache/slurmrest-test-roots}
slurm_packages=(slurmctld slurmd slurm-client slurmrestd slurmdbd slurm-wlm-jwt-plugin slurm-wlm-mysql-plugin)
# What jobs and the scripts here use, in a root that holds nothing else.
tool_packages=(base-files bash coreutils dash grep hostname libc-bin procps sed util-linux)
# Served to every cluster from this machine: each has its own munged and MariaDB, in its own work folder.
host_packages=(munge mariadb-server-core mariadb-client-core)

own_codename() { (. /etc/os-release && echo "${VERSION_CODENAME:-}"); }

# root_of <version>
root_of() {
  local codename=${codenames[$1]}
  if [[ $codename == "$(own_codename)" ]]; then echo /; else echo "$roots/$codename"; fi
}

# The Debian mirror this machine installs from, as its own apt configuration names it.
mirror() {
  local found
  # shellcheck disable=SC2016 # apt fills these in
  found=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -v codename="$(own_codename)" '$1 == codename { print $2; exit }')
  [[ -n $found ]] || die "no Debian mirror found: apt on this machine has no source for '$(own_codename)' (see /etc/apt/sources.list.d)"
  echo "$found"
}

# installs what is missing among the given packages of this machine
install_on_host() {
  local missing=() package
  for package in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  echo "installing ${missing[*]}" >&2
  DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive eatmydata_if_there apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2 ||
    die "apt could not install ${missing[*]}"
}

eatmydata_if_there() {
  if command -v eatmydata >/dev/null; then eatmydata "$@"; else "$@"; fi
}

# make_root <codename>: a complete folder appears under its name only once it is whole.
# The packages are unpacked, not installed: that takes a tenth of the time, and what Slurm needs of an
# installation is done here.
make_root() {
  local codename=$1 target=$roots/$1 include tool
  [[ -e $target/.complete ]] && return 0
  # This machine's /dev may still be mounted in there.
  rm -rf --one-file-system "$target"
  mkdir -p "$roots"
  include=$(IFS=, && echo "${slurm_packages[*]},${tool_packages[*]}")
  echo "making a root of Debian $codename in $target" >&2
  # Proxies, limits and checks of downloads are those of this machine.
  apt-config dump --format '%f "%v";%n' Acquire | grep -v '^Acquire::IndexTargets\|::"\|"";$' >"$target.apt.conf"
  mmdebstrap --mode=root --variant=extract --include="$include" --aptopt="$target.apt.conf" \
    "$codename" "$target" "$(mirror)" >"$target.log" 2>&1 ||
    die "mmdebstrap of $codename failed: $(grep '^E:' "$target.log" || tail -n 3 "$target.log")"
  chroot "$target" /usr/sbin/ldconfig
  for tool in "$target"/usr/{bin,sbin}/*-wlm; do
    [[ -e ${tool%-wlm} ]] || ln -s "$(basename "$tool")" "${tool%-wlm}"
  done
  touch "$target/.complete"
}

# install_packages <version>...: everything the clusters run on, roots side by side; seconds when it is there already.
install_packages() {
  local each here_too=() pids=() pid
  exec 9>/var/lock/slurmrest-test-packages
  flock 9
  for each in "$@"; do
    [[ -n ${codenames[$each]:-} ]] || die "there is no cluster $each; known are: ${!codenames[*]}"
    if [[ $(root_of "$each") == / ]]; then here_too=("${slurm_packages[@]}"); else here_too+=(mmdebstrap); fi
  done
  install_on_host eatmydata
  install_on_host "${host_packages[@]}" "${here_too[@]}"
  for each in "$@"; do
    [[ $(root_of "$each") == / ]] && continue
    make_root "${codenames[$each]}" 9>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || die "not every root could be made"; done
  exec 9>&-
}
