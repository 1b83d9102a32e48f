import type { CommandClass } from './base-command.ts';

/** Every command by name; each is loaded when it is run, so that none pays for another. */
export const COMMANDS = {
  ping: async () => (await import('../commands/ping.ts')).Ping,
} as const satisfies Record<string, () => Promise<CommandClass>>;

export type CommandName = keyof typeof COMMANDS;

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
