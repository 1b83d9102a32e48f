#!/usr/bin/env bash
# `npm run test:cluster [version…]`: brings each real cluster up in turn, runs the suite on it, takes it down.
set -euo pipefail
cd "$(dirname "$0")/../.."

versions=("$@")
((${#versions[@]})) || versions=(22.05 24.11 26.05)
script=test/cluster/cluster.sh
folder=${SLURM_TEST_DIR:-/tmp/slurmrest-clusters}

node build.js
"$script" packages "${versions[@]}"
failed=()
for version in "${versions[@]}"; do
  trap '"$script" down "$version"' EXIT
  "$script" up "$version"
  (
    # shellcheck source=/dev/null
    . "$folder/$version/env"
    node_modules/.bin/vitest run --config test/cluster/vitest.config.ts
  ) || {
    failed+=("$version")
    tail -n 20 "$folder/$version"/log/slurmctld.log >&2
  }
  "$script" down "$version"
  trap - EXIT
done
if ((${#failed[@]})); then
  echo "the suite failed on Slurm ${failed[*]}" >&2
  exit 1
fi
