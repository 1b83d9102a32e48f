import { describe, expect, test } from 'vitest';
import { EngineResponse } from '../../src/engine/message.ts';
import { crossOrigin } from '../../src/server/cors.ts';
import { TCP } from '../engine/caller.ts';
import { engineFixture } from '../engine/engine-fixture.ts';

const PORTAL = 'https://portal.example.org';

async function ask(
  origins: readonly string[],
  method: string,
  headers: Record<string, string> = {},
  connection = TCP,
) {
  const fixture = engineFixture();
  const fetch = origins.length > 0 ? crossOrigin(fixture.fetch, origins) : fixture.fetch;
  const response = await fetch(
    new Request('http://localhost/slurm/v1/jobs', { method, headers }),
    connection,
  );
  const cors = [...response.headers].filter(([name]) => name.startsWith('access-control-'));
  return { status: response.status, vary: response.headers.get('vary'), cors: Object.fromEntries(cors) };
}

const user = { ...TCP, user: { uid: 1000, gid: 1000 } };
const preflight = { origin: PORTAL, 'access-control-request-method': 'POST' };

describe('without --cors-origin', () => {
  test('no answer says a word about origins', async () => {
    for (const [method, headers] of [['GET', { origin: PORTAL }] as const, ['OPTIONS', preflight] as const]) {
      const answer = await ask([], method, headers, user);
      expect(answer.cors).toEqual({});
      expect(answer.vary ?? '').not.toContain('Origin');
    }
  });
});

describe('with an origin', () => {
  test('a preflight of it is answered before authentication', async () => {
    expect(await ask([PORTAL], 'OPTIONS', preflight)).toEqual({
      status: 204,
      vary: 'Origin',
      cors: {
        'access-control-allow-origin': PORTAL,
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
        'access-control-allow-headers':
          'Accept, Authorization, Content-Type, If-None-Match, If-Range, Last-Event-ID, Range, X-SLURM-USER-NAME, X-SLURM-USER-TOKEN',
        'access-control-max-age': '600',
      },
    });
  });

  test('its answers can be read, errors too', async () => {
    const cors = {
      'access-control-allow-origin': PORTAL,
      'access-control-expose-headers': 'Accept-Ranges, Content-Range, ETag, Retry-After',
    };
    const origins = ['http://localhost:8080', PORTAL];
    const good = await ask(origins, 'GET', { origin: PORTAL }, user);
    expect([good.status, good.cors]).toEqual([200, cors]);
    expect(good.vary).toMatch(/^Accept, .*, Origin$/);
    expect(await ask(origins, 'GET', { origin: PORTAL })).toEqual({ status: 403, vary: 'Origin', cors });
  });

  test.each([
    'https://portal.example.org.evil.example',
    'http://portal.example.org',
    'https://portal.example.org:8443',
    'https://PORTAL.example.org',
    'null',
    '',
  ])('another one gets nothing: "%s"', async (origin) => {
    expect(await ask([PORTAL], 'GET', { origin }, user)).toMatchObject({ status: 200, cors: {} });
    const refused = await ask([PORTAL], 'OPTIONS', { ...preflight, origin });
    expect(refused).toEqual({ status: 403, vary: 'Origin', cors: {} });
  });

  test('a plain OPTIONS is what it was', async () => {
    expect(await ask([PORTAL], 'OPTIONS', { origin: PORTAL }, user)).toMatchObject({ status: 204 });
    expect((await ask([PORTAL], 'OPTIONS', { origin: PORTAL })).status).toBe(403);
  });
});

test('every origin is answered without a name, and none is allowed credentials', async () => {
  for (const origins of [['*'], [PORTAL, '*']])
    for (const [method, headers] of [['GET', { origin: PORTAL }] as const, ['OPTIONS', preflight] as const]) {
      const { cors } = await ask(origins, method, headers, user);
      expect(cors['access-control-allow-origin']).toBe('*');
      expect(cors).not.toHaveProperty('access-control-allow-credentials');
    }
});

test.each([
  'portal.example.org',
  'https://portal.example.org/',
  'https://portal.example.org/path',
  'null',
  'https://*.org',
])('%s is no origin', (origin) => {
  expect(() => crossOrigin(async () => new EngineResponse(null), [origin])).toThrow(
    `--cors-origin ${origin}: an origin is`,
  );
});
