/** A generator of numbers below 1 that gives the same ones for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What parsers of HTTP, URLs, JSON and YAML stumble over. */
const STUMBLING_BLOCKS = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\0',
    ' ',
    '\t',
    ':',
    ';',
    ',',
    '"',
    '\\',
    '%00',
    '%2e%2e/',
    '../',
    '//',
  ],
  ...['?', '#', '%', '%zz', '\xff\xfe', '\xed\xa0\x80', '\u007f', '+', '&', '='],
  ...['Transfer-Encoding: chunked\r\n', 'Content-Length: 0\r\n', 'Content-Length: -1\r\n', 'Host: a\r\n'],
  ...['Connection: keep-alive\r\n', 'Connection: upgrade\r\nUpgrade: h2c\r\n', 'Expect: 100-continue\r\n'],
  ...[
    'Accept: */*;q=\r\n',
    'If-None-Match: *\r\n',
    'Range: bytes=0-\r\n',
    'HTTP/1.0',
    'HTTP/9.9',
    '0\r\n\r\n',
  ],
  ...['X-SLURM-USER-NAME: \r\n', 'X-SLURM-USER-ID: 4294967295\r\n', 'ffffffffffffffff\r\n'],
  ...[
    '{',
    '}',
    '[',
    ']',
    'null',
    'true',
    '1e999',
    '-0',
    '4294967295',
    '18446744073709551616',
    '""',
    '"__proto__":',
  ],
  ...['&a ', '*a', '!!js/function ', '<<: ', '---\n', '- ', '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[['],
  'A'.repeat(300),
  'A'.repeat(20_000),
];

type Random = () => number;
type Mutation = (text: string, random: Random, corpus: readonly string[]) => string;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const pick = <Item>(random: Random, items: readonly Item[]) => items[below(random, items.length)]!;

/** A place in `text`, and one at most 40 bytes behind it. */
function span(text: string, random: Random): [number, number] {
  const from = below(random, text.length + 1);
  return [from, Math.min(text.length, from + 1 + below(random, 40))];
}

const MUTATIONS: readonly Mutation[] = [
  function flipByte(text, random) {
    const at = below(random, text.length);
    const byte = text.charCodeAt(at) ^ (1 << below(random, 8));
    return text.slice(0, at) + String.fromCharCode(byte & 0xff) + text.slice(at + 1);
  },
  function insert(text, random) {
    const at = below(random, text.length + 1);
    return text.slice(0, at) + pick(random, STUMBLING_BLOCKS) + text.slice(at);
  },
  function replace(text, random) {
    const [from, to] = span(text, random);
    return text.slice(0, from) + pick(random, STUMBLING_BLOCKS) + text.slice(to);
  },
  function remove(text, random) {
    const [from, to] = span(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  function repeat(text, random) {
    const [from, to] = span(text, random);
    return text.slice(0, to) + text.slice(from);
  },
  function changeNumber(text, random) {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const { 0: digits, index } = pick(random, numbers);
    const other = pick(random, ['0', '-1', '1', '65536', '2147483648', '99999999999999999999', '0x1', '']);
    return text.slice(0, index) + other + text.slice(index + digits.length);
  },
  function swapLines(text, random) {
    const lines = text.split('\n');
    const [a, b] = [below(random, lines.length), below(random, lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join('\n');
  },
  function splice(text, random, corpus) {
    const other = pick(random, corpus);
    return text.slice(0, below(random, text.length)) + other.slice(below(random, other.length));
  },
];

/** One of `corpus`, mutated one to three times: anywhere, or where it is sure to pass the first parsers. */
export function mutated(corpus: readonly string[], random: Random): string {
  const text = pick(random, corpus);
  if (random() < 0.4) return change(text, random, corpus);
  const end = text.indexOf('\r\n\r\n') + 4;
  const [head, body] = [text.slice(0, end), text.slice(end)];
  if (body === '' || random() < 0.3) return changeTarget(text, random, corpus);
  const bodies = corpus.map((other) => other.slice(other.indexOf('\r\n\r\n') + 4));
  const changed = change(body, random, bodies);
  return head.replace(/^Content-Length: \d+/im, `Content-Length: ${changed.length}`) + changed;
}

function change(text: string, random: Random, corpus: readonly string[]): string {
  let changed = text;
  for (let left = 1 + below(random, 3); left > 0; left -= 1)
    changed = pick(random, MUTATIONS)(changed, random, corpus);
  return changed;
}

/** Line ends and spaces stay out of a target, or it would be none. */
function changeTarget(text: string, random: Random, corpus: readonly string[]): string {
  const [method = '', target = '', ...rest] = text.split(' ');
  const targets = corpus.map((request) => request.split(' ')[1] ?? '');
  return [method, change(target, random, targets).replaceAll(/[\s\0]/g, ''), ...rest].join(' ');
}
