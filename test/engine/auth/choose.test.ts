import { expect, test } from 'vitest';
import { chooseAuthenticators } from '../../../src/engine/auth/choose.ts';
import { localAuthenticator } from '../../../src/engine/auth/local.ts';
import { proxyAuthenticator } from '../../../src/engine/auth/proxy.ts';
import { people } from './people.ts';

const available = {
  local: localAuthenticator(people),
  proxy: proxyAuthenticator('key', people),
  jwt: 'there is no key file',
};
const names = (list?: string) => chooseAuthenticators(list, available).map(({ name }) => name);

test('without a list all that can work are asked, those with credentials first', () => {
  expect(names()).toEqual(['proxy', 'local']);
});

test('a list chooses, in whatever order and spelling', () => {
  expect(names('local,proxy')).toEqual(['proxy', 'local']);
  expect(names('rest_auth/local')).toEqual(['local']);
});

test.each([
  ['jwt', /jwt cannot work: there is no key file/],
  ['munge', /no authentication type "munge"\. Choose among proxy, jwt, local/],
  ['', /no authentication type ""/],
])('"%s" is refused', (list, reason) => {
  expect(() => names(list)).toThrow(reason);
});
