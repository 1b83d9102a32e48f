import { describe, expect, test } from 'vitest';
import { EngineResponse, Fields, Pieces } from '../../src/engine/message.ts';

describe('header fields', () => {
  test('are found in any case, and listed in lower case', () => {
    const fields = new Fields({ 'Content-Type': 'text/plain', ETag: '"1"' });
    expect([fields.get('content-type'), fields.get('ETAG'), fields.get('vary')]).toEqual([
      'text/plain',
      '"1"',
      null,
    ]);
    expect([fields.has('etag'), fields.has('constructor')]).toEqual([true, false]);
    expect([...fields]).toEqual([
      ['content-type', 'text/plain'],
      ['etag', '"1"'],
    ]);
  });

  test('are changed without touching what they were made of', () => {
    const shared = { Vary: 'Accept' };
    const fields = new Fields(shared);
    fields.append('vary', 'Origin');
    fields.append('Allow', 'GET');
    fields.set('ALLOW', 'POST');
    expect(fields.record).toEqual({ Vary: 'Accept, Origin', Allow: 'POST' });
    expect(shared).toEqual({ Vary: 'Accept' });
  });
});

const PIECES = new ReadableStream<Uint8Array>({
  start(controller) {
    controller.enqueue(Buffer.from('[1,'));
    controller.enqueue(Buffer.from('2]'));
    controller.close();
  },
});

test.each([
  ['a text', '[1,2]'],
  ['bytes', new Uint8Array(Buffer.from('x[1,2]').subarray(1))],
  ['pieces', PIECES],
  ['pieces that are all there', new Pieces([Buffer.from('[1,'), Buffer.from('2]')])],
])('an answer of %s is read as a Response is', async (_, body) => {
  expect(await new EngineResponse(body, 201).json()).toEqual([1, 2]);
});

test('an answer without a body is empty', async () => {
  const response = new EngineResponse(null, 404);
  expect([response.ok, await response.text()]).toEqual([false, '']);
});
