import type { SlurmError } from '../slurm/error.ts';
import { ERRORS } from '../slurm/error-table.ts';
import type { DataType } from './media-type.ts';

/** How failures are written for those who ask for it. Source: RFC 9457 §3. */
export const PROBLEM_TYPE: DataType = { name: 'application/problem+json', format: 'json' };

/** Where the OpenAPI document lists the kinds of problems. */
export const PROBLEM_TYPES_MEMBER = 'x-problem-types';

/** One failure in the words of RFC 9457; the last three members are extensions. */
export interface Problem {
  /** Points into this daemon's OpenAPI document. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Path of the request. */
  readonly instance: string;
  /** The row of the error table. */
  readonly code: string;
  /** Slurm's error number. */
  readonly error_code: number;
  /** The field, RPC or file the error is about, or empty. */
  readonly source: string;
}

/** @param path of the request that failed, as it was sent */
export function problemBody(error: SlurmError, path: string): Problem {
  const { code, status, message, errno, source } = error;
  return {
    type: `/openapi.json#/${PROBLEM_TYPES_MEMBER}/${code}`,
    title: titleOf(code),
    status,
    detail: message,
    instance: path,
    code,
    error_code: errno,
    source,
  };
}

/** What each `type` stands for: the error table as the OpenAPI document shows it. */
export function problemTypes(): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(ERRORS).map(([code, { errno, status, message }]) => [
      code,
      { title: titleOf(code), status, error_code: errno, detail: message },
    ]),
  );
}

/** `JOB_UNKNOWN` in words. */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
