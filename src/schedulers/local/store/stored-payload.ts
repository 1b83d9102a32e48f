import { crc32 } from './crc32.ts';
import type { Payload } from './transaction.ts';

/** A payload as it is on disk. */
export interface StoredPayload extends Payload {
  /** Over the job and all of it; absent of what older versions stored. */
  readonly check?: number;
}

/** Tells a payload from what a failing disk puts in its place: long ones are on pages that LMDB does not check. */
export function checkOf(id: number, { script, environment }: Payload): number {
  let sum = crc32(script, id);
  for (const variable of environment) sum = crc32(variable, sum);
  return sum;
}

/**
 * What was stored for a job.
 * @throws Error where it is damaged
 */
export function readPayload(id: number, stored: StoredPayload | undefined): Payload | undefined {
  if (!stored) return undefined;
  const { check, ...payload } = stored;
  if (check !== undefined && check !== checkOf(id, payload))
    throw new Error(`the script of job ${id} is damaged`);
  return payload;
}
