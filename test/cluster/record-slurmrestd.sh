#!/usr/bin/env bash
# Records what slurmrestd of a running cluster answers, for the client's tests: record-slurmrestd.sh <v0.0.N>...
# Source the cluster's env first; a held job, an array and a running job should be there.
set -euo pipefail
target=$(cd "$(dirname "$0")/../client/slurmrestd/recorded" && pwd)
jwt=$(scontrol token username=root | sed 's/^SLURM_JWT=//')
for version in "$@"; do
  for what in ping diag jobs nodes partitions job/67000000; do
    curl -sS -H 'X-SLURM-USER-NAME: root' -H "X-SLURM-USER-TOKEN: $jwt" "$SLURM_TEST_SLURMRESTD/slurm/$version/$what"
    echo
  done | python3 -c '
import json, sys
decoder, text, at, answers = json.JSONDecoder(), sys.stdin.read(), 0, []
while at < len(text.rstrip()):
    while text[at].isspace(): at += 1
    value, at = decoder.raw_decode(text, at)
    value.pop("meta", None)
    for name in ("jobs", "nodes", "partitions"):
        if isinstance(value.get(name), list): value[name] = value[name][:1]
    for name in ("rpcs_by_message_type", "rpcs_by_user"):
        calls = value.get("statistics", {}).get(name)
        if calls: value["statistics"][name] = calls[:1]
    answers.append(value)
names = ["ping", "diag", "jobs", "nodes", "partitions", "unknown"]
print(json.dumps(dict(zip(names, answers)), indent=1, ensure_ascii=False))' >"$target/$version.json"
done
