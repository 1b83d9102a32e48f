import { isNumberObject, numberOf, type Sent, textOf } from './values.ts';

/** slurmrestd's names of a node's members where they are not those of Slurm's node record. */
const NAMES: Readonly<Record<string, string>> = {
  active_features: 'features_act',
  address: 'node_addr',
  architecture: 'arch',
  cpu_binding: 'cpu_bind',
  effective_cpus: 'cpus_efctv',
  free_memory: 'free_mem',
  gres_drained: 'gres_drain',
  hostname: 'node_hostname',
  operating_system: 'os',
  reason_changed_at: 'reason_time',
  reservation: 'resv_name',
  slurmd_version: 'version',
  specialized_cores: 'core_spec_cnt',
  specialized_cpus: 'cpu_spec_list',
  specialized_memory: 'mem_spec_limit',
  temporary_disk: 'tmp_disk',
  tres: 'tres_fmt_str',
  tres_used: 'alloc_tres_fmt_str',
};

/** A node of slurmrestd as `/slurm/v1` shows it; users, whom slurmrestd names, are left out. */
export function readNode(sent: Sent): Record<string, unknown> {
  const {
    state,
    state_flags,
    features,
    active_features,
    owner: _,
    next_state_after_reboot: __,
    ...rest
  } = sent;
  const record: Record<string, unknown> = {};
  for (const [theirs, value] of Object.entries(rest)) {
    const open = value === null || isNumberObject(value);
    record[NAMES[theirs] ?? theirs] = open ? numberOf(value) : value;
  }
  const [base = 'unknown', ...flags] = Array.isArray(state) ? state : [state];
  return {
    ...record,
    features: textOf(features),
    features_act: textOf(active_features),
    // To v0.0.38 one word in small letters, and the flags apart.
    node_state: String(base).toUpperCase(),
    node_state_flags: Array.isArray(state_flags) ? state_flags : flags,
  };
}
