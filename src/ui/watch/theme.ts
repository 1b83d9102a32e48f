/** What a colour stands for; never the only sign of it. */
export type Tone = 'good' | 'waiting' | 'changing' | 'bad' | 'late' | 'faint' | 'accent';

/** Characters beyond ASCII, and what stands for them where the terminal has none. */
export interface Glyphs {
  readonly ellipsis: string;
  readonly up: string;
  readonly down: string;
  readonly dot: string;
  readonly branch: string;
  readonly corner: string;
  readonly line: string;
  /** From low to high. */
  readonly spark: string;
}

export interface Theme {
  readonly name: 'dark' | 'light' | 'plain';
  /** Ink's name of the colour of a tone; undefined = the terminal's own. */
  readonly colors: Readonly<Partial<Record<Tone, string>>>;
  readonly glyphs: Glyphs;
}

const UNICODE: Glyphs = {
  ellipsis: '…',
  up: '▲',
  down: '▼',
  dot: '·',
  branch: '├─ ',
  corner: '└─ ',
  line: '│  ',
  spark: '▁▂▃▄▅▆▇█',
};

const ASCII: Glyphs = {
  ellipsis: '~',
  up: '^',
  down: 'v',
  dot: '-',
  branch: '|- ',
  corner: '`- ',
  line: '|  ',
  spark: '_.-=+*#@',
};

/** Names of the terminal's own palette, so that the reader's colour scheme decides the shades. */
const DARK: Theme['colors'] = {
  good: 'green',
  waiting: 'yellow',
  changing: 'cyan',
  bad: 'red',
  late: 'magenta',
  faint: 'gray',
  accent: 'cyan',
};

/** Yellow and cyan cannot be read on white: darker ones of the 256-colour cube. */
const LIGHT: Theme['colors'] = {
  good: 'ansi256(28)',
  waiting: 'ansi256(130)',
  changing: 'ansi256(31)',
  bad: 'ansi256(124)',
  late: 'ansi256(90)',
  faint: 'ansi256(242)',
  accent: 'ansi256(25)',
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Chooses colours and characters: none with NO_COLOR, dark ones on a light background (COLORFGBG, as
 * rxvt, Konsole and others set it), and ASCII where the locale is not UTF-8.
 */
export function chooseTheme(env: Env): Theme {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  const glyphs = /utf-?8/i.test(locale) ? UNICODE : ASCII;
  if (env['NO_COLOR'] || env['FORCE_COLOR'] === '0') return { name: 'plain', colors: {}, glyphs };
  const background = Number(/;(\d+)$/.exec(env['COLORFGBG'] ?? '')?.[1] ?? 0);
  const light = background === 7 || background === 15;
  return { name: light ? 'light' : 'dark', colors: light ? LIGHT : DARK, glyphs };
}

/** The tone of a job state. */
export function stateTone(state: string): Tone | undefined {
  return STATE_TONES[state];
}

const STATE_TONES: Readonly<Record<string, Tone>> = {
  RUNNING: 'good',
  PENDING: 'waiting',
  SUSPENDED: 'waiting',
  STOPPED: 'waiting',
  COMPLETING: 'changing',
  CONFIGURING: 'changing',
  RESIZING: 'changing',
  SIGNALING: 'changing',
  STAGE_OUT: 'changing',
  REQUEUED: 'changing',
  COMPLETED: 'faint',
  CANCELLED: 'faint',
  REVOKED: 'faint',
  FAILED: 'bad',
  OUT_OF_MEMORY: 'bad',
  NODE_FAIL: 'bad',
  BOOT_FAIL: 'bad',
  LAUNCH_FAILED: 'bad',
  TIMEOUT: 'late',
  DEADLINE: 'late',
  PREEMPTED: 'late',
};
