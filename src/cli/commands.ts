import type { CommandClass } from './base-command.ts';

/** The commands people use. */
const VISIBLE = {
  submit: async () => (await import('../commands/submit.ts')).Submit,
  cancel: async () => (await import('../commands/cancel.ts')).Cancel,
  hold: async () => (await import('../commands/hold.ts')).Hold,
  release: async () => (await import('../commands/release.ts')).Release,
  requeue: async () => (await import('../commands/requeue.ts')).Requeue,
  suspend: async () => (await import('../commands/suspend.ts')).Suspend,
  resume: async () => (await import('../commands/resume.ts')).Resume,
  show: async () => (await import('../commands/show.ts')).Show,
  diag: async () => (await import('../commands/diag.ts')).Diag,
  ping: async () => (await import('../commands/ping.ts')).Ping,
  whoami: async () => (await import('../commands/whoami.ts')).Whoami,
  config: async () => (await import('../commands/config.ts')).Config,
  openapi: async () => (await import('../commands/openapi.ts')).Openapi,
  serve: async () => (await import('../commands/serve.ts')).Serve,
  inet: async () => (await import('../commands/inet.ts')).Inet,
  token: async () => (await import('../commands/token.ts')).Token,
  completion: async () => (await import('../commands/completion.ts')).Completion,
} as const satisfies Record<string, () => Promise<CommandClass>>;

/** Commands that other parts of the program run; their classes are `hidden`. */
const HIDDEN = {
  complete: async () => (await import('../commands/complete.ts')).Complete,
  'cli-filter': async () => (await import('../commands/cli-filter.ts')).CliFilterThread,
  lead: async () => (await import('../commands/lead.ts')).Lead,
} as const satisfies Record<string, () => Promise<CommandClass>>;

/** Every command by name; each is loaded when it is run, so that none pays for another. */
export const COMMANDS = { ...VISIBLE, ...HIDDEN };

export const VISIBLE_COMMANDS: readonly string[] = Object.keys(VISIBLE);

export type CommandName = keyof typeof COMMANDS;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
