import { Type } from '@sinclair/typebox';
import { ERRORS, type ErrorCode } from '../../slurm/error-table.ts';
import type { Operation } from '../operation.ts';
import { PROBLEM_TYPES_MEMBER } from '../problem.ts';

/** The body of every failure. */
export const FAILURE = Type.Object(
  {
    errors: Type.Array(
      Type.Object({
        error: Type.String({ description: 'What is wrong and how to mend it.' }),
        error_code: Type.Integer({ description: "Slurm's error number, or one from 9000 up." }),
        source: Type.String({ description: 'The field, RPC or file the error is about, or empty.' }),
      }),
      { minItems: 1 },
    ),
  },
  { $id: 'Failure', description: 'A request that failed.' },
);

/** The same for who asks for it. */
export const PROBLEM = Type.Object(
  {
    type: Type.String({
      description: `Names the kind of problem, and where it is described: under \`${PROBLEM_TYPES_MEMBER}\` of this document.`,
    }),
    title: Type.String({ description: 'The kind of problem in words.' }),
    status: Type.Integer({ description: 'The HTTP status.' }),
    detail: Type.String({ description: 'What is wrong and how to mend it.' }),
    instance: Type.String({ description: 'The path that was asked for.' }),
    code: Type.String({ description: 'The kind of problem in one word.' }),
    error_code: Type.Integer({ description: "Slurm's error number, or one from 9000 up." }),
    source: Type.String({ description: 'The field, RPC or file the problem is about, or empty.' }),
  },
  { $id: 'Problem', description: 'A request that failed, as RFC 9457 writes it.' },
);

export const FAILURE_EXAMPLE = {
  errors: [
    {
      error: 'No job 9. It never existed, or it ended too long ago to be remembered.',
      error_code: 2017,
      source: '',
    },
  ],
};

/** The errors an operation may answer with, by HTTP status in rising order. */
export function errorsByStatus(operation: Operation): [status: number, codes: ErrorCode[]][] {
  const codes = new Set<ErrorCode>(['INTERNAL', ...(operation.errors ?? [])]);
  if (!operation.open) codes.add('NOT_AUTHENTICATED');
  if (!operation.produces) codes.add('NOT_ACCEPTABLE');
  codes.add('FIELD_UNKNOWN');
  if (operation.query || operation.body) codes.add('FIELD_INVALID');
  if (operation.body) for (const code of BODY_ERRORS) codes.add(code);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].sort(([a], [b]) => a - b);
}

const BODY_ERRORS: readonly ErrorCode[] = ['BODY_MALFORMED', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'];
