import { expect, test } from 'vitest';
import { presenter } from '../../../src/api/v1/field.ts';
import { jobFields } from '../../../src/api/v1/job-fields.ts';
import { BLANK_JOB } from '../../../src/slurm/job.ts';

test('the thousandth record is shown as the first one is', () => {
  const present = presenter(jobFields);
  const job = { ...BLANK_JOB, job_id: 7, name: 'größe', time_limit: Number.POSITIVE_INFINITY };
  const first = JSON.stringify(present(job));
  for (let count = 0; count < 1000; count++) expect(JSON.stringify(present(job)) === first).toBe(true);
  expect(JSON.parse(first)).toMatchObject({ job_id: 7, name: 'größe', time_limit: 'INFINITE' });
});
