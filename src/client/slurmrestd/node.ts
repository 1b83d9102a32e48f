import { NODE_NAMES } from '../../slurm/versioned/node-names.ts';
import { isNumberObject, numberOf, type Sent, textOf } from './values.ts';

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
    record[NODE_NAMES[theirs] ?? theirs] = open ? numberOf(value) : value;
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
