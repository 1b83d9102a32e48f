import { expect, test } from 'vitest';
import { negotiate, prefersProblem } from '../../src/engine/media-type.ts';

test.each([
  [null, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['text/*', 'text/json'],
  ['text/yaml', 'text/yaml'],
  ['TEXT/YAML', 'text/yaml'],
  ['*/*, text/yaml', 'text/yaml'],
  ['text/yaml, application/json', 'text/yaml'],
  ['application/json, text/yaml', 'application/json'],
  ['application/json;q=0.5, text/yaml', 'text/yaml'],
  ['application/json;q=0.5, text/yaml;q=0.4', 'application/json'],
  ['application/json;q=0, */*', 'text/json'],
  ['*/*;q=0.1, application/yaml;q=0.2', 'application/yaml'],
  ['application/json; version=1; q=0.3, text/json;q=0.2', 'application/json'],
  ['nonsense, text/yaml', 'text/yaml'],
  ['application/json;q=2, text/yaml', 'text/yaml'],
  ['text/html', undefined],
  ['application/json;q=0', undefined],
  ['*/*;q=0', undefined],
  ['nonsense', undefined],
])('Accept: %s → %s', (accept, name) => expect(negotiate(accept)?.name).toBe(name));

test.each([
  ['application/problem+json', true],
  ['application/json, application/problem+json', true],
  ['application/yaml, APPLICATION/problem+json;q=1.0', true],
  ['application/problem+json;q=0.9, */*;q=0.1', true],
  ['application/problem+json;q=0.5, application/json', false],
  ['application/problem+json;q=0.5, */*', false],
  ['application/problem+json;q=0', false],
  ['application/*', false],
  ['*/*', false],
  [null, false],
])('Accept: %s asks for problems: %s', (accept, wanted) => expect(prefersProblem(accept)).toBe(wanted));
