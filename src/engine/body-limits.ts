import { SlurmError } from '../slurm/error.ts';

/** Bytes of the largest body: a script of Slurm's own limit (max_script_size, 4 MB), every second character escaped. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Deepest nesting of a body; Slurm's own need four levels. */
export const MAX_DEPTH = 64;

/** A body that cannot be read: `detail` completes "The body is not valid JSON: …". */
export function malformed(format: 'JSON' | 'YAML', detail: string): SlurmError {
  return new SlurmError('BODY_MALFORMED', { format, detail });
}

/** Adds a member as own property whatever its name is. */
export function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
