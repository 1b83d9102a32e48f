import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SlurmError } from '../../src/slurm/error.ts';
import { compressHostlist, expandHostlist } from '../../src/slurm/hostlist.ts';

describe('expandHostlist', () => {
  test.each([
    ['', []],
    ['host', ['host']],
    ['host1,login', ['host1', 'login']],
    ['host[1-3]', ['host1', 'host2', 'host3']],
    ['host[1-2,07-09]', ['host1', 'host2', 'host07', 'host08', 'host09']],
    ['host[098-101]', ['host098', 'host099', 'host100', 'host101']],
    ['a[1-2]b[3-4]', ['a1b3', 'a1b4', 'a2b3', 'a2b4']],
    ['n[1-2]-ib, m[5]', ['n1-ib', 'n2-ib', 'm5']],
    ['b2 b1', ['b2', 'b1']],
  ])('%s', (expression, hosts) => {
    expect(expandHostlist(expression)).toEqual(hosts);
  });

  test.each(['a[', 'a]', 'a[1', 'a[[1]]', 'a[]', 'a[x]', 'a[3-1]', 'a[1-]', 'a[1,,2]', 'a[1-9999999999]'])(
    'refuses %s',
    (expression) => {
      expect(() => expandHostlist(expression)).toThrow(SlurmError);
    },
  );

  test.each(['a[1-999999999]', 'a[1-300]b[1-300]', 'a[1-40000],b[1-40000]', 'a[1-99]b[1-99]c[1-99]d[1-99]'])(
    'refuses %s, too many hosts',
    (expression) => {
      expect(() => expandHostlist(expression)).toThrow(/too many hosts/);
    },
  );

  test('takes a limit', () => {
    expect(expandHostlist('a[1-10]', 10)).toHaveLength(10);
    expect(() => expandHostlist('a[1-10],b', 10)).toThrow(SlurmError);
  });
});

describe('compressHostlist', () => {
  test.each([
    [[], ''],
    [['host'], 'host'],
    [['host7'], 'host7'],
    [['host1', 'host2', 'host3', 'host5'], 'host[1-3,5]'],
    [['host3', 'host1', 'host2', 'host1'], 'host[1-3]'],
    [['host07', 'host08', 'host09', 'host10'], 'host[07-10]'],
    [['h9', 'h10', 'h011'], 'h[9-10,011]'],
    [['a1b3', 'a1b4', 'a2b3'], 'a1b[3-4],a2b3'],
    [['x1', 'login', 'x2'], 'x[1-2],login'],
  ])('%j is %s', (hosts, expression) => {
    expect(compressHostlist(hosts)).toBe(expression);
  });

  test('expands back to the same set of names', () => {
    const name = fc
      .tuple(fc.constantFrom('a', 'node', 'n-', 'x1y'), fc.constantFrom('', '0', '00'), fc.nat(120))
      .map(([prefix, zeros, number]) => `${prefix}${zeros}${number}`);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 60 }), (hosts) => {
        const back = expandHostlist(compressHostlist(hosts));
        expect(new Set(back)).toEqual(new Set(hosts));
        expect(back).toHaveLength(new Set(hosts).size);
      }),
    );
  });
});
