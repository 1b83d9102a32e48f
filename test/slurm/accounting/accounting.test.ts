import { expect, test } from 'vitest';
import { accountingOf } from '../../../src/slurm/accounting/accounting.ts';
import { BLANK_ASSOCIATION } from '../../../src/slurm/accounting/association.ts';
import { BLANK_ACCOUNTING_JOB } from '../../../src/slurm/accounting/job.ts';
import { BLANK_QOS } from '../../../src/slurm/accounting/qos.ts';
import { BLANK_ACCOUNTING_STEP } from '../../../src/slurm/accounting/step.ts';
import type { Scheduler } from '../../../src/slurm/scheduler.ts';

test('a cluster without accounting says so', () => {
  expect(() => accountingOf({} as Scheduler)).toThrow(/keeps no accounts.*AccountingStorageType/);
});

test.each([
  ['job', BLANK_ACCOUNTING_JOB],
  ['step', BLANK_ACCOUNTING_STEP],
  ['association', BLANK_ASSOCIATION],
  ['QOS', BLANK_QOS],
])('a blank %s limits and claims nothing', (_, blank) => {
  const claims = Object.entries(blank).filter(
    ([, value]) => typeof value === 'number' && value !== 0 && value !== 1,
  );
  expect(claims).toEqual([]);
});
