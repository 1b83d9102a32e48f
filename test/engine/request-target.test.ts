import { expect, test } from 'vitest';
import { originForm } from '../../src/engine/request-target.ts';
import { SILENT } from '../../src/slurm/log.ts';

const connection = { transport: 'pipe', peer: 'pipe:[782247]' } as const;

test('an absolute target is stripped and logged as on the slides', () => {
  const errors: string[] = [];
  const log = { ...SILENT, error: (message: string) => errors.push(message) };
  expect(originForm('http://localhost/slurm/v1/diag?a=b', connection, log)).toBe('/slurm/v1/diag?a=b');
  expect(errors).toEqual([
    '_on_url: URL Schema currently not supported for pipe:[782247]',
    '_on_url: URL host currently not supported for pipe:[782247]',
  ]);
});

test.each([
  ['/slurm/v1/ping', '/slurm/v1/ping'],
  ['/x?u=http://a/b', '/x?u=http://a/b'],
  ['http://localhost', '/'],
  ['http://localhost?a', '/?a'],
  ['*', '*'],
])('%s → %s', (target, path) => expect(originForm(target, connection, SILENT)).toBe(path));
