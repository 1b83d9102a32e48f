import { describe, expect, test } from 'vitest';
import { parseAddress, parseAddresses } from '../../src/server/address.ts';

describe('an address', () => {
  test.each([
    ['localhost:9997', { kind: 'tcp', host: 'localhost', port: 9997 }],
    ['10.10.0.1:38484', { kind: 'tcp', host: '10.10.0.1', port: 38484 }],
    ['[::1]:7272', { kind: 'tcp', host: '::1', port: 7272 }],
    ['[fe80::1%eth0]:1', { kind: 'tcp', host: 'fe80::1%eth0', port: 1 }],
    [':6820', { kind: 'tcp', host: undefined, port: 6820 }],
    ['unix:/run/s.sock', { kind: 'unix', path: '/run/s.sock' }],
    ['unix:///run/s.sock', { kind: 'unix', path: '/run/s.sock' }],
  ])('%s', (text, expected) => {
    expect(parseAddress(text)).toEqual({ ...expected, text });
  });

  test.each([
    ['9999', /write :9999/],
    ['localhost', /a port is missing/],
    ['localhost:', /a port is missing/],
    ['localhost:http', /a port is missing/],
    ['localhost:65536', /ports end at 65535/],
    ['::1:9999', /brackets/],
    ['/run/s.sock', /write unix:\/run\/s\.sock/],
    ['unix:s.sock', /absolute/],
    [`unix:/${'x'.repeat(107)}`, /at most 107 bytes/],
    ['http://localhost:9999', /leave the scheme out/],
    ['me@localhost:1', /a port is missing/],
    ['', /a port is missing/],
  ])('"%s" is refused', (text, reason) => {
    expect(() => parseAddress(text)).toThrow(reason);
  });

  test('a list is separated by commas', () => {
    expect(parseAddresses(' localhost:1, unix:/a ,').map(({ text }) => text)).toEqual([
      'localhost:1',
      'unix:/a',
    ]);
  });
});
