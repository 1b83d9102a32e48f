import { Type } from '@sinclair/typebox';

/** The path parameter of every operation on one job; read by `parseJobId`. */
export const JOB_ID_PARAM = Type.Object({
  job_id: Type.String({
    description: 'A job id: `1202`, an array task `1202_5` or `1202_[3-5]`, a het job component `118+1`.',
    examples: ['1202', '1202_5', '118+1'],
  }),
});

export const JOB_ID_ERRORS = ['JOB_ID_MALFORMED', 'JOB_UNKNOWN', 'ACCESS_DENIED'] as const;
