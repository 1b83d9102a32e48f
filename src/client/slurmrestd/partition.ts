import { PARTITION_NAMES } from '../../slurm/versioned/partition-names.ts';
import { isNumberObject, numberOf, type Sent } from './values.ts';

/** A partition of slurmrestd as `/slurm/v1` shows it. */
export function readPartition(sent: Sent): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(flattened(sent))) {
    const name = PARTITION_NAMES[path];
    if (name === undefined) continue;
    // v0.0.38 has -1 for no limit.
    if (value === -1) record[name] = 'INFINITE';
    else record[name] = value === null || isNumberObject(value) ? numberOf(value) : value;
  }
  const { flags, state_up } = record;
  const words = Array.isArray(flags) ? flags.map((flag) => String(flag).toUpperCase()) : [];
  return { ...record, flags: words, state_up: String(Array.isArray(state_up) ? state_up[0] : state_up) };
}

function flattened(sent: Sent): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    const isGroup =
      typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumberObject(value);
    if (!isGroup) flat[name] = value;
    else for (const [inner, innerValue] of Object.entries(value)) flat[`${name}.${inner}`] = innerValue;
  }
  return flat;
}
