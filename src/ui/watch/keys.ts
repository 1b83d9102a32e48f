/** What a key does; each command is a method of the view it belongs to. */
export interface KeyBinding<Command extends string> {
  /** Names as {@link keyName} gives them; the first is shown. */
  readonly keys: readonly string[];
  readonly command: Command;
  /** For the help page: what it does, in the imperative. */
  readonly help: string;
  /** For the line at the bottom: one word; absent = not shown there. */
  readonly hint?: string;
}

/** Keys that belong together, and the pane they work in. */
export interface KeyGroup<Command extends string, Pane extends string> {
  readonly title: string;
  /** Panes the keys work in. */
  readonly panes: readonly Pane[];
  readonly bindings: readonly KeyBinding<Command>[];
}

/** The members of Ink's key object that name a key. */
export interface InkKey {
  readonly upArrow: boolean;
  readonly downArrow: boolean;
  readonly leftArrow: boolean;
  readonly rightArrow: boolean;
  readonly pageDown: boolean;
  readonly pageUp: boolean;
  readonly home: boolean;
  readonly end: boolean;
  readonly return: boolean;
  readonly escape: boolean;
  readonly ctrl: boolean;
  readonly tab: boolean;
  readonly backspace: boolean;
  readonly delete: boolean;
}

const NAMES = {
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageDown: 'pagedown',
  pageUp: 'pageup',
  home: 'home',
  end: 'end',
  return: 'enter',
  escape: 'esc',
  tab: 'tab',
  backspace: 'backspace',
  // Terminals send DEL for the backspace key, which Ink calls delete.
  delete: 'backspace',
} as const satisfies Partial<Record<keyof InkKey, string>>;

/** What one input of Ink's means: named keys, or the characters of a text typed, repeated or pasted at once. */
export function keyNames(input: string, key: InkKey): readonly string[] {
  for (const [property, name] of Object.entries(NAMES)) {
    if (key[property as keyof typeof NAMES]) return [name];
  }
  if (key.ctrl) return [`ctrl-${input.toLowerCase()}`];
  return [...input].map((character) => {
    if (character === ' ') return 'space';
    if (character === '\r' || character === '\n') return 'enter';
    if (character === '\u007f' || character === '\b') return 'backspace';
    if (character === '\t') return 'tab';
    const code = character.codePointAt(0)!;
    return code < 32 ? `ctrl-${String.fromCodePoint(code + 96)}` : character;
  });
}

/** How a key is written on the help page. */
const LABELS: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  space: 'Space',
  tab: 'Tab',
};

function keyLabel(key: string, unicode = true): string {
  if (key.startsWith('ctrl-')) return `Ctrl-${key.slice(5).toUpperCase()}`;
  const label = LABELS[key] ?? key;
  return !unicode && /[↑↓←→]/u.test(label) ? key[0]!.toUpperCase() + key.slice(1) : label;
}

/** The command a key has in a pane. */
export function commandOf<Command extends string, Pane extends string>(
  groups: readonly KeyGroup<Command, Pane>[],
  pane: Pane,
  key: string,
): Command | undefined {
  for (const group of groups) {
    if (!group.panes.includes(pane)) continue;
    const binding = group.bindings.find((candidate) => candidate.keys.includes(key));
    if (binding) return binding.command;
  }
  return undefined;
}

/** The help page: each group with its keys, generated from the table the keys work by. */
export function helpLines<Command extends string, Pane extends string>(
  groups: readonly KeyGroup<Command, Pane>[],
  unicode: boolean,
): readonly string[] {
  const labels = (binding: KeyBinding<Command>) =>
    binding.keys.map((key) => keyLabel(key, unicode)).join(' ');
  const width = Math.max(
    ...groups.flatMap((group) => group.bindings.map((binding) => labels(binding).length)),
  );
  return groups.flatMap((group) => [
    group.title,
    ...group.bindings.map((binding) => `  ${labels(binding).padEnd(width)}  ${binding.help}`),
    '',
  ]);
}

/** `key word` pairs for the line at the bottom of a pane. */
export function keyHints<Command extends string, Pane extends string>(
  groups: readonly KeyGroup<Command, Pane>[],
  pane: Pane,
  unicode: boolean,
): readonly { readonly key: string; readonly hint: string }[] {
  return groups
    .filter((group) => group.panes.includes(pane))
    .flatMap((group) => group.bindings)
    .flatMap(({ keys, hint }) => (hint ? [{ key: keyLabel(keys[0]!, unicode), hint }] : []));
}
