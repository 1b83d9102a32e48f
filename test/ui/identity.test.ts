import { expect, test } from 'vitest';
import { type Identity, identityLines } from '../../src/ui/identity.ts';

const NOW = 1_800_000_000;
const daemon: Identity = {
  cluster: null,
  chosen_by: 'SLURMREST_URL',
  kind: 'daemon',
  address: 'https://head:6820',
  user: 'ann',
  credential: { kind: 'none', source: null, expires: null },
  answers: true,
};

test.each([
  [
    { kind: 'token', source: 'SLURM_JWT', expires: NOW + 90 },
    /^token of SLURM_JWT, valid until .* \(00:01:30\)$/,
  ],
  [
    { kind: 'token', source: 'SLURM_JWT', expires: NOW - 90 },
    /^token of SLURM_JWT, expired .* \(00:01:30 ago\)$/,
  ],
  [{ kind: 'token', source: '/t', expires: null }, /^token of \/t, which names no end$/],
  [{ kind: 'none', source: null, expires: null }, /^no token; a UNIX socket tells who asks$/],
] as const)('the credential in words: %j', (credential, text) => {
  const lines = identityLines({ ...daemon, credential }, NOW);
  expect(lines.find((line) => line.startsWith('Credential'))!.slice(12)).toMatch(text);
});
