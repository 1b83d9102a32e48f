import { errorText } from './error-text.ts';

/** What an answer says went wrong. */
export interface Problem {
  readonly description: string;
  readonly error_number: number;
  /** Slurm's own words for the number. */
  readonly error: string;
  readonly source: string;
}

/** What an answer has to say although nothing went wrong. */
export interface Warning {
  readonly description: string;
  readonly source: string;
}

export function problem(description: string, error_number: number, source: string): Problem {
  return { description, error_number, error: errorText(error_number), source };
}

/** slurmrestd's number of a request that it cannot make sense of (ESLURM_REST_INVALID_QUERY). */
export const INVALID_QUERY = 9000;

const STATUSES: Readonly<Record<number, number>> = {
  1007: 511,
  2002: 422,
  2017: 404,
  9000: 422,
  9001: 400,
  9009: 400,
  9200: 422,
};

/** The HTTP status of an answer with this problem. */
export function statusOf(errno: number): number {
  if (errno === 0) return 200;
  const known = STATUSES[errno];
  if (known !== undefined) return known;
  // What the controller refuses cannot be processed; everything else is a failure of the service.
  return errno >= 2000 && errno < 3000 ? 422 : 500;
}
