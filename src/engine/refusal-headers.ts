import type { SlurmError } from '../slurm/error.ts';

const headersOf = new WeakMap<SlurmError, Readonly<Record<string, string>>>();

/** Gives an error headers that its answer has to carry, such as `Allow` of a 405 (RFC 9110 §15.5.6). */
export function withHeaders(error: SlurmError, headers: Readonly<Record<string, string>>): SlurmError {
  headersOf.set(error, headers);
  return error;
}

export function refusalHeaders(error: SlurmError): Readonly<Record<string, string>> {
  return headersOf.get(error) ?? {};
}
