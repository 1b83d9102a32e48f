import { expect, test } from 'vitest';
import { originForm, pathAndQuery } from '../../src/engine/request-target.ts';
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

test.each([
  ['http://localhost/slurm/v1/jobs', '/slurm/v1/jobs', ''],
  ['http://[::1]:9999/x?a=/b?c', '/x', 'a=/b?c'],
  ['http://localhost', '/', ''],
  ['http://localhost/x#y?z', '/x', ''],
  ['/x?y=/z://', '/x', 'y=/z://'],
])('%s has the path %s and the query "%s"', (url, path, search) =>
  expect(pathAndQuery(url)).toEqual({ path, search }),
);
