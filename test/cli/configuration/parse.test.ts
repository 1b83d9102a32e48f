import { expect, test } from 'vitest';
import { parseConfiguration } from '../../../src/cli/configuration/parse.ts';

const GOOD = `# mine
current: hpc
clusters:
  hpc:
    url: https://head.example.org:6820
    token-command: [ssh, head, scontrol token]
  lab: {conf: /etc/lab.conf, state: ~/lab}
`;

test('a file is read', () => {
  expect(parseConfiguration(GOOD, 'f').configuration).toEqual({
    current: 'hpc',
    clusters: {
      hpc: { url: 'https://head.example.org:6820', 'token-command': ['ssh', 'head', 'scontrol token'] },
      lab: { conf: '/etc/lab.conf', state: '~/lab' },
    },
  });
});

test('an empty file configures nothing', () => {
  expect(parseConfiguration('', 'f').configuration).toEqual({});
  expect(parseConfiguration('# nothing yet\n', 'f').configuration).toEqual({});
});

test.each([
  ['clusters:\n  a: {url: http://h:1\n', 3, /flow map/i],
  ['clusters:\n  a: {url: http://h:1}\n  a: {url: http://h:2}\n', 3, /unique/],
  ['- a\n', 1, /the file: must be an object/],
  ['clusters:\n  a:\n    url: http://h:1\n    urll: x\n', 4, /clusters\.a\.urll.*Did you mean url\?/],
  ['clusters:\n  a:\n    url: 5\n', 3, /clusters\.a\.url: must be a text, not 5/],
  ['curent: a\n', 1, /Unknown field curent\. Did you mean current\?/],
  ['current: b\nclusters:\n  a: {url: http://h:1}\n', 1, /no cluster "b"/],
  ['clusters:\n  a.b: {url: http://h:1}\n', 2, /letters, digits/],
  ['clusters:\n  a:\n    token-file: /t\n', 2, /needs a url, a conf or a state/],
  ['clusters:\n  a:\n    state: /s\n    url: http://h:1\n', 4, /neither conf nor state/],
  ['clusters:\n  a:\n    url: head:6820\n', 3, /not the address of a daemon/],
  ['clusters:\n  a:\n    conf: slurm.conf\n', 3, /begins with \/ or ~\//],
  ['clusters:\n  a:\n    state: /s\n    token-file: /t\n', 4, /tokens are for daemons/],
  [
    'clusters:\n  a: \n    url: http://h:1\n    token-file: /t\n    token-variable: T\n',
    5,
    /token-file already/,
  ],
  [
    'clusters:\n  a: \n    url: http://h:1\n    token-command: pass show "my token"\n',
    4,
    /no shell reads this/,
  ],
  ['clusters:\n  a: \n    url: http://h:1\n    token-command: []\n', 4, /token-command/],
  ['clusters:\n  a: \n    url: http://h:1\n    token-variable: A-B\n', 4, /no name of a variable/],
])('what is wrong is told with its line: %j', (text, line, problem) => {
  const refuse = () => parseConfiguration(text, 'config.yaml');
  expect(refuse).toThrow(expect.objectContaining({ code: 'CONFIG_MALFORMED' }));
  expect(refuse).toThrow(problem);
  expect(refuse).toThrow(`config.yaml, line ${line}: `);
});
